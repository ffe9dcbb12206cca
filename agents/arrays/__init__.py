"""One epoch of the whole population of many runs at once, on arrays."""
