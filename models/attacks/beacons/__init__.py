"""Randomness that a proposer can bias: how much it gains, beacon by beacon."""
