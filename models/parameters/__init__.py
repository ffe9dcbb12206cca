"""Every number of the protocol, one frozen and validated dataclass per table of a parameter file."""
