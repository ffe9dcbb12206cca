"""Proofs as results: asked, counted, tried under many seeds, and written for other solvers."""
