"""Deployments read from files, and what a mode reaches on them."""
