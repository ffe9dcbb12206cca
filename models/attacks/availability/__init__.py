"""Denial of service by those within: censored transactions, modes that cannot decide."""
