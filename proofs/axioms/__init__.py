"""Every axiom: what the proofs assume of the world, and why each may be assumed."""
