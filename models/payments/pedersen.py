"""Commitments that hide a number perfectly and add up (Pedersen 1991)."""

from dataclasses import dataclass

from py_arkworks_bls12381 import G1Point, Scalar

from .group import combination, generator, scalar
from .sums import ZERO, Sum

VALUE, BLINDING = "value", "blinding"
"""The two bases."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a commitment hides."""

    value: int
    """Any whole number; it counts modulo the order of the group."""
    blinding: Scalar

    def committed(self) -> G1Point:
        """The commitment."""
        return commit(self.value, self.blinding)

    def __add__(self, other: "Opening") -> "Opening":
        return Opening(self.value + other.value, self.blinding + other.blinding)

    def times(self, factor: int) -> "Opening":
        """That of so many times the commitment."""
        return Opening(self.value * factor, self.blinding * scalar(factor))


NOTHING = Opening(0, ZERO)


def commit(value: int, blinding: Scalar) -> G1Point:
    """Commitment to a number.

    Parameters
    ----------
    value
        Any whole number; it counts modulo the order of the group [1].
    blinding
        Uniformly drawn, so that the commitment is uniform whatever it hides.

    Notes
    -----
    Source: Pedersen, "Non-Interactive and Information-Theoretic Secure Verifiable Secret Sharing",
    CRYPTO 1991. Two openings of one commitment would give the logarithm of one base to the other.

    Examples
    --------
    >>> commit(2, scalar(5)) + commit(3, scalar(7)) == commit(5, scalar(12))
    True
    """
    return combination([scalar(value), blinding], [generator(VALUE), generator(BLINDING)])


def public_key(secret: Scalar) -> G1Point:
    """Key of an owner, a voter or an auditor: a multiple of the blindings' base."""
    return Sum.of(BLINDING, factor=secret).value()
