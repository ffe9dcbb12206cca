"""How large a run may be; nothing else, so that help is light."""

MOST_STAKERS = 1_000_000
"""Up to here the ranks of `concentration.gini` times its parts stay below 2^63."""
