"""Jobs that run in a deterministic machine: metered work, checkpoints, and disputes about results."""
