"""Weighted votes against a threshold: committees by lot, hybrid quorums, correlated corruption."""
