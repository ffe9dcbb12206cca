"""What is chosen of an attack on incentives."""

from enum import StrEnum


class Target(StrEnum):
    """What a bribe is for."""

    SAFETY = "safety"
    """Two conflicting certificates: whoever signs both of them is bribed."""
    VETO = "veto"
    """No certificate at all: so many stay silent, in one resource, that the others cannot certify."""


class Law(StrEnum):
    """How large a reward is."""

    CONSTANT = "constant"
    """Always the same: Pólya's urn."""
    PROPORTIONAL = "proportional"
    """A constant part of all stake: rewards compound."""


class Exit(StrEnum):
    """How a validator set turns over."""

    EXPONENTIAL = "exponential"
    """Everybody leaves at the same rate, on its own."""
    LINEAR = "linear"
    """The same number leaves every day, until nobody of the old set is left."""
