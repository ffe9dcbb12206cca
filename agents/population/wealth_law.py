"""Laws of wealth by name; nothing else, so that help is light."""

from enum import StrEnum


class WealthLaw(StrEnum):
    """How the supply is divided at launch."""

    PARETO = "pareto"
    LOGNORMAL = "lognormal"
    EQUAL = "equal"
    GIVEN = "given"
    """In the proportions of `given_stakes`."""
