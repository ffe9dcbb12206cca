"""Execution of a block: generated workloads, schedulers that run them in virtual time, and bounds."""
