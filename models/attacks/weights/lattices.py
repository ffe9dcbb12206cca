"""Masses of weight that fails on a lattice, under a tilt: member by member, or by products."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .groups import FailedWeight, Tilted, log_of_odds, weight_of
from .moments import Composition
from .products import product, product_of_all

_LEAST_KEPT = 1e-200
_MEMBERS_BETWEEN_TRIMS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Masses:
    """Probabilities on a lattice, from some place on."""

    start: int
    """Place of the first [lattice point]."""
    masses: NDArray[np.float64]
    """Probability of each place, (places,) [1]."""
    lost: float = 0.0
    """Probability that was left out, at the most [1]."""
    error: float = 0.0
    """Error to be expected of each mass, absolutely [1]."""


def member_by_member(weight: FailedWeight, tilt: float) -> Masses:
    """Masses by the recurrence, those that are too small to count left out.

    Parameters
    ----------
    weight
        Law of what fails, in lattice points.
    tilt
        Per lattice point [1].

    Notes
    -----
    Source: Barlow & Heidtmann 1984, IEEE Trans. Reliability 33, doi:10.1109/TR.1984.5221843; ours for
    groups, and for what is left out, which is summed. Light members come first, so that most steps
    are short; groups of several members are multiplied as polynomials.
    """
    found = _recurrence(sorted(_singles(weight, tilt)))
    errors: list[float] = []
    groups: list[NDArray[np.float64]] = []
    lost = found.lost
    for composition, copies, law in weight.tilted_groups(tilt):
        if _is_open(weight, composition):
            singly = _recurrence(_members(composition, law))
            groups += [_mixture(composition, law, singly)] * copies
            lost += copies * singly.lost
    if not groups:
        return found
    masses = product(found.masses, product_of_all(sorted(groups, key=len), errors), errors)
    return Masses(start=found.start, masses=masses, lost=lost, error=math.hypot(*errors))


def by_products(weight: FailedWeight, tilt: float) -> Masses:
    """Masses as a product of polynomials, two by two, nothing left out.

    Parameters
    ----------
    weight
        Law of what fails, in lattice points.
    tilt
        Per lattice point [1].

    Notes
    -----
    Source: `products`.
    """
    errors: list[float] = []
    factors = [_two_points(*single) for single in _singles(weight, tilt)]
    for composition, copies, law in weight.tilted_groups(tilt):
        if _is_open(weight, composition):
            members = sorted(_members(composition, law))
            spread = product_of_all([_two_points(*member) for member in members], errors)
            factors += [_mixture(composition, law, Masses(start=0, masses=spread))] * copies
    factors.sort(key=len)
    return Masses(start=0, masses=product_of_all(factors, errors), error=math.hypot(*errors))


def _is_open(weight: FailedWeight, composition: Composition) -> bool:
    """Whether a group is more than its members one by one."""
    members = sum(count for _, count in composition)
    return weight.together > -math.inf and members > 1


def _singles(weight: FailedWeight, tilt: float) -> Iterator[tuple[int, float, float]]:
    """Weight, and chances to fail and not to, of everybody who fails alone."""
    for composition, copies, law in weight.tilted_groups(tilt):
        if _is_open(weight, composition):
            continue
        down, up = log_of_odds(law.together), log_of_odds(-law.together)
        for (each, count), odds in zip(composition, law.alone, strict=True):
            failing = math.exp(down) + math.exp(up + log_of_odds(odds))
            spared = math.exp(up + log_of_odds(-odds))
            yield from [(each, failing, spared)] * (copies * count)


def _two_points(weight: int, failing: float, spared: float) -> NDArray[np.float64]:
    """Law of one member, (weight + 1,) [1]."""
    masses = np.zeros(weight + 1)
    masses[0], masses[weight] = spared, failing
    return masses


def _recurrence(members: list[tuple[int, float, float]]) -> Masses:
    """Law of members who fail one by one, worked out in one array from its first place on."""
    masses = np.zeros(sum(weight for weight, _, _ in members) + 1)
    room = np.empty_like(masses)
    masses[0] = 1.0
    first, end, lost = 0, 1, 0.0
    for step, (weight, failing, spared) in enumerate(members, start=1):
        active = masses[first:end]
        moved = np.multiply(active, failing, out=room[: end - first])
        active *= spared
        masses[first + weight : end + weight] += moved
        end += weight
        if step % _MEMBERS_BETWEEN_TRIMS == 0:
            kept = _kept(masses[first:end])
            lost += float(masses[first : first + kept.start].sum())
            lost += float(masses[first + kept.stop : end].sum())
            masses[first : first + kept.start] = 0.0
            masses[first + kept.stop : end] = 0.0
            first, end = first + kept.start, first + kept.stop
    return Masses(start=first, masses=masses[first:end].copy(), lost=lost)


def _kept(masses: NDArray[np.float64]) -> slice:
    """Places from the first mass that counts to the last."""
    counting = masses > _LEAST_KEPT * float(masses.max())
    return slice(int(np.argmax(counting)), len(masses) - int(np.argmax(counting[::-1])))


def _members(composition: Composition, law: Tilted) -> list[tuple[int, float, float]]:
    """Weight, and chances to fail alone and not to, of the members of a group, the lightest first."""
    return [
        (each, math.exp(log_of_odds(odds)), math.exp(log_of_odds(-odds)))
        for (each, count), odds in zip(composition, law.alone, strict=True)
        for _ in range(count)
    ]


def _mixture(composition: Composition, law: Tilted, singly: Masses) -> NDArray[np.float64]:
    """Law of a group: all of it fails, or its members do one by one, (weight + 1,) [1]."""
    masses = np.zeros(weight_of(composition) + 1)
    masses[singly.start : singly.start + len(singly.masses)] = singly.masses
    masses *= math.exp(log_of_odds(-law.together))
    masses[-1] += math.exp(log_of_odds(law.together))
    return masses
