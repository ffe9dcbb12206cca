"""Redundancy: how often a job is run before its result is accepted, and whom that trusts."""
