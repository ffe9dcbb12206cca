"""Staking economics of other networks and of the literature, to hold our own results against."""
