"""Modes, quorums, proposer selection, switching, finality and checkpoints."""
