"""Attack probabilities: exact, sampled and bounded, each with its interval and a second witness."""
