"""Cartels of validators: what they pay, when they hold together, and what ends them."""
