"""Cartels of authorities: what they need and pay, and what members and outsiders do about it."""
