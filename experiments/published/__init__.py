"""Probabilities that others have published, each beside the question that finds it again."""
