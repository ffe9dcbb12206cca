"""What is chosen when the quorum of a mode is attacked."""

from enum import StrEnum


class Failure(StrEnum):
    """What goes wrong."""

    SAFETY = "safety"
    """Two conflicting certificates can be signed."""
    LIVENESS = "liveness"
    """The honest alone cannot sign a certificate."""


MOST_VOTERS = 40_000
"""Voters that are taken [1]: where all weigh the same, the exact answer takes some three seconds."""
