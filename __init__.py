"""Formal models and agent-based economics of a hybrid Proof-of-Authority / Proof-of-Stake consensus."""

__version__ = "0.1.0"
