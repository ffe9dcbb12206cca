"""Behaviour: who decides what, and why. The only folder that imports mesa."""
