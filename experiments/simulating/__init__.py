"""Runs of the economy by address, one or many."""
