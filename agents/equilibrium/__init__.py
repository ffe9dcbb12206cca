"""Equilibria with a certificate: what anybody, a few together, or a whole class could still gain."""
