"""Sums of multiples of group elements: verifiers say which must vanish, and one look settles all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from py_arkworks_bls12381 import G1Point, Scalar

from .group import Key, combination, generator, scalar

ZERO, ONE = scalar(0), scalar(1)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that is written down and not yet worked out.

    Multiples of named generators stand apart, so that those of many sums add up to one each.
    """

    named: Mapping[Key, Scalar] = field(default_factory=dict[Key, Scalar])
    points: Sequence[tuple[Scalar, G1Point]] = ()

    @classmethod
    def of(cls, name: str, number: int = 0, factor: Scalar = ONE) -> "Sum":
        """A multiple of a generator."""
        return cls({(name, number): factor})

    @classmethod
    def point(cls, point: G1Point, factor: Scalar = ONE) -> "Sum":
        """A multiple of any other point."""
        return cls({}, ((factor, point),))

    @property
    def terms(self) -> int:
        """Points of which multiples are taken [1]."""
        return len(self.named) + len(self.points)

    def times(self, factor: Scalar) -> "Sum":
        """Each multiple so many times."""
        return Sum(
            {key: factor * each for key, each in self.named.items()},
            tuple((factor * each, point) for each, point in self.points),
        )

    def value(self) -> G1Point:
        """The element of the group that it is."""
        return combination(
            [*self.named.values(), *(each for each, _ in self.points)],
            [*(generator(*key) for key in self.named), *(point for _, point in self.points)],
        )

    def encoded(self) -> bytes:
        """All that it says, as bytes."""
        parts = [f"{len(self.named)}".encode()]
        for (name, number), factor in self.named.items():
            parts += [f" {name} {number} ".encode(), factor.to_be_bytes()]
        for factor, point in self.points:
            parts += [factor.to_be_bytes(), point.to_compressed_bytes()]
        return b"".join(parts)


def added(sums: Iterable[Sum]) -> Sum:
    """One sum of several."""
    named: dict[Key, Scalar] = {}
    points: list[tuple[Scalar, G1Point]] = []
    for each in sums:
        for key, factor in each.named.items():
            named[key] = named.get(key, ZERO) + factor
        points += each.points
    return Sum(named, points)


def weighted(sums: Iterable[Sum], weight: Scalar) -> Sum:
    """Powers of a number times each: a random combination if the number is random.

    Notes
    -----
    Source: Bellare, Garay, Rabin, "Fast Batch Verification for Modular Exponentiation", EUROCRYPT 1998;
    by powers of one number, of which at most as many as there are sums let a wrong one pass.
    """
    power = ONE
    parts: list[Sum] = []
    for each in sums:
        parts.append(each.times(power))
        power = power * weight
    return added(parts)


def vanish(sums: Sequence[Sum], weight: Scalar) -> bool:
    """Whether each of several sums is the identity, but with a chance of their number in the order.

    Parameters
    ----------
    sums
        What must vanish.
    weight
        Drawn after all of them were fixed, such as a challenge.
    """
    return weighted(sums, weight).value() == G1Point.identity()
