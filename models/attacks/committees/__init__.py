"""Seats of a committee: drawn by head or by stake, with replacement or without."""
