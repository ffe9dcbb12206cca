"""Counterexamples executed on the state machines: what the solver found, as a run that ends in it."""
