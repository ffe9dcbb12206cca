"""Attacks that have a price: bribes, old keys, and wealth that grows by itself."""
