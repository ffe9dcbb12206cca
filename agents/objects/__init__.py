"""One epoch of one run, person by person with Python's own numbers: the oracle of the arrays."""
