"""Examples against emptiness: every transition enabled somewhere, every noun reached from the start."""
