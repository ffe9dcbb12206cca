"""How much is computed."""

from enum import StrEnum


class Precision(StrEnum):
    """How much is computed."""

    TINY = "tiny"
    """Seconds in all: for tests."""
    DEFAULT = "default"
    """What the paper prints unless told otherwise."""
    FULL = "full"
    """Intervals fit for publication."""
