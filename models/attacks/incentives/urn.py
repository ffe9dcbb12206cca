"""Pólya's urn: rewards of one size, each won in proportion to stake, until a share passes a threshold.

Stake is counted in rewards. Of `total` units at the beginning a holder has `own`; each reward adds a
unit, the holder's with probability own / total of that moment.
"""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

LARGEST_WORK = 50_000_000
"""Cells that may be visited [1]: about a second of work."""

LARGEST_FRACTION_WORK = 30_000_000
"""Cells times bits up to which paths are counted in whole numbers [bit]: about a second."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Urn:
    """What is in the urn, and how long it is played.

    Examples
    --------
    Half of two units, one reward: half the time the share rises to two thirds.

    >>> urn = Urn(own=Fraction(1), total=Fraction(2), threshold=Fraction(3, 5), rewards=1)
    >>> round(math.exp(log_passage(urn)), 12)
    0.5
    """

    own: Fraction
    """Stake of the holder at the beginning [reward]."""
    total: Fraction
    """All stake at the beginning, positive [reward]."""
    threshold: Fraction
    """Share that must not be exceeded [1]."""
    rewards: int
    """Rewards that are drawn [1]."""

    def barrier(self, drawn: int) -> int:
        """Least wins that are too many after so many rewards, at least 0 [1]."""
        return max(0, math.floor(self.threshold * (self.total + drawn) - self.own) + 1)

    @property
    def barriers(self) -> list[int]:
        """The same after 0, 1, 2, … rewards, (rewards + 1,) [1]."""
        first, step = self.threshold * self.total - self.own, self.threshold
        unit = math.lcm(first.denominator, step.denominator)
        at, each = int(first * unit), int(step * unit)
        return [max(0, (at + each * drawn) // unit + 1) for drawn in range(self.rewards + 1)]

    @property
    def is_broken(self) -> bool:
        """Whether the share is too large before any reward."""
        return self.own > self.threshold * self.total

    @property
    def is_safe(self) -> bool:
        """Whether no luck whatever is enough: the share is largest where every reward is won."""
        return self.own == 0 or self.own + self.rewards <= self.threshold * (
            self.total + self.rewards
        )

    @property
    def work(self) -> int:
        """Cells that `log_passage` visits, at the most [1]."""
        return (self.rewards + 1) * (self.barrier(self.rewards) + 1)


def log_passage(urn: Urn) -> float | None:
    """Natural logarithm of the chance that the share ever passes the threshold.

    Parameters
    ----------
    urn
        What is played.

    Returns
    -------
    float or None
        To about 1e-11; none where it would take too long [1].

    Notes
    -----
    Source: ours. Chances of every number of wins are carried from reward to reward, and those that
    reach the barrier are taken out and summed: positive terms only. Each number has an exponent of
    its own, so that nothing underflows.
    """
    if urn.is_broken or urn.is_safe:
        return 0.0 if urn.is_broken else -math.inf
    if urn.work > LARGEST_WORK:
        return None
    own, total = float(urn.own), float(urn.total)
    barriers = urn.barriers
    mantissas, exponents = np.zeros(barriers[-1] + 1), np.zeros(barriers[-1] + 1, dtype=np.int64)
    mantissas[0] = 1.0
    wins = np.arange(barriers[-1] + 1)
    passed: list[tuple[float, int]] = []
    for drawn in range(urn.rewards):
        alive = min(drawn + 1, barriers[drawn])
        chance = (own + wins[:alive]) / (total + drawn)
        won, lost = mantissas[:alive] * chance, mantissas[:alive] * (1 - chance)
        if alive >= barriers[drawn + 1]:
            # What passed stands at the barrier, where it is overwritten before it is read.
            passed.append((float(won[alive - 1]), int(exponents[alive - 1])))
        _add(mantissas, exponents, won, lost)
    return _log_total(passed)


def log_passage_backwards(urn: Urn) -> float | None:
    """The same from the last reward to the first: the chance to pass from every state.

    Parameters
    ----------
    urn
        What is played.

    Returns
    -------
    float or None
        To about 1e-11; none where it would take too long [1].

    Notes
    -----
    Source: ours; the equation of a process that stops at the barrier.
    """
    if urn.is_broken or urn.is_safe:
        return 0.0 if urn.is_broken else -math.inf
    if urn.work > LARGEST_WORK:
        return None
    own, total = float(urn.own), float(urn.total)
    barriers = urn.barriers
    size = barriers[-1] + 1
    mantissas, exponents = np.zeros(size), np.zeros(size, dtype=np.int64)
    wins = np.arange(size)
    for drawn in reversed(range(urn.rewards)):
        alive = min(drawn + 1, barriers[drawn])
        mantissas[barriers[drawn + 1] :], exponents[barriers[drawn + 1] :] = 1.0, 0
        chance = (own + wins[:alive]) / (total + drawn)
        shift = np.maximum(exponents[:alive], exponents[1 : alive + 1])
        found = chance * np.ldexp(mantissas[1 : alive + 1], exponents[1 : alive + 1] - shift)
        found += (1 - chance) * np.ldexp(mantissas[:alive], exponents[:alive] - shift)
        mantissas[:alive], risen = np.frexp(found)
        exponents[:alive] = np.where(found > 0, shift + risen, _NOTHING)
    if mantissas[0] == 0:
        return -math.inf
    return min(0.0, math.log(mantissas[0]) + int(exponents[0]) * math.log(2))


def fraction_of_passages(urn: Urn) -> Fraction | None:
    """The same chance as a fraction, from the number of ways to the barrier.

    Parameters
    ----------
    urn
        What is played.

    Returns
    -------
    Fraction or None
        None where whole numbers of that size would take too long [1].

    Notes
    -----
    Source: draws from an urn are exchangeable: every way to `w` wins of `t` has the chance
    own^(w) other^(t - w) / total^(t), with rising factorials. The ways that stay below the barrier are
    counted as for a ballot.

    Examples
    --------
    >>> fraction_of_passages(
    ...     Urn(own=Fraction(1), total=Fraction(2), threshold=Fraction(3, 5), rewards=1)
    ... )
    Fraction(1, 2)
    """
    if urn.is_broken or urn.is_safe:
        return Fraction(int(urn.is_broken))
    if urn.work * urn.rewards > LARGEST_FRACTION_WORK:
        return None
    scale = math.lcm(urn.own.denominator, urn.total.denominator)
    own, total = int(urn.own * scale), int(urn.total * scale)
    own_rising = _rising(own, scale, urn.rewards)
    other_rising = _rising(total - own, scale, urn.rewards)
    total_rising = _rising(total, scale, urn.rewards)
    ways = [1]
    chance = Fraction(0)
    barriers = urn.barriers
    for drawn in range(urn.rewards):
        longer = [*ways, 0]
        for wins, count in enumerate(ways):
            longer[wins + 1] += count
        ways, passing = longer[: barriers[drawn + 1]], longer[barriers[drawn + 1] :]
        for wins, count in enumerate(passing, start=barriers[drawn + 1]):
            chance += Fraction(
                count * own_rising[wins] * other_rising[drawn + 1 - wins], total_rising[drawn + 1]
            )
    return chance


def _rising(first: int, step: int, count: int) -> list[int]:
    """Products of 0, 1, 2, … factors, each a step above the one before."""
    products = [1]
    for factor in range(count):
        products.append(products[-1] * (first + factor * step))
    return products


_NOTHING = -(2**30)
"""Exponent of zero: below all others, so that it decides nothing."""


def _add(
    mantissas: NDArray[np.float64],
    exponents: NDArray[np.int64],
    won: NDArray[np.float64],
    lost: NDArray[np.float64],
) -> None:
    """Carry chances to the next reward in place: one win more, or none."""
    alive = len(lost)
    most = max(alive, len(won) + 1)
    found = np.zeros(most)
    shift = np.full(most, _NOTHING, dtype=np.int64)
    shift[:alive] = exponents[:alive]
    shift[1 : len(won) + 1] = np.maximum(shift[1 : len(won) + 1], exponents[: len(won)])
    found[:alive] = np.ldexp(lost, exponents[:alive] - shift[:alive])
    found[1 : len(won) + 1] += np.ldexp(won, exponents[: len(won)] - shift[1 : len(won) + 1])
    mantissas[:most], risen = np.frexp(found)
    exponents[:most] = np.where(found > 0, shift + risen, _NOTHING)


def _log_total(terms: list[tuple[float, int]]) -> float:
    """Logarithm of a sum of numbers that are given by mantissa and exponent."""
    terms = [term for term in terms if term[0] > 0]
    if not terms:
        return -math.inf
    largest = max(exponent for _, exponent in terms)
    total = math.fsum(math.ldexp(mantissa, exponent - largest) for mantissa, exponent in terms)
    return min(0.0, math.log(total) + largest * math.log(2))


def log_beyond_at_the_end(urn: Urn) -> float:
    """Natural logarithm of the chance that the share is past the threshold after the last reward.

    Parameters
    ----------
    urn
        What is played.

    Returns
    -------
    float
        To about 1e-10 [1].

    Notes
    -----
    Source: wins are beta-binomial; Johnson, Kemp & Kotz, Univariate Discrete Distributions, chapter 6.

    Examples
    --------
    >>> urn = Urn(own=Fraction(1), total=Fraction(2), threshold=Fraction(3, 5), rewards=1)
    >>> round(math.exp(log_beyond_at_the_end(urn)), 12)
    0.5
    """
    own, other, rewards = float(urn.own), float(urn.total - urn.own), urn.rewards
    first = urn.barrier(rewards)
    if first == 0 or own == 0 or first > rewards:
        return 0.0 if first == 0 else -math.inf
    if other == 0:
        return 0.0
    start = (
        math.lgamma(rewards + 1) - math.lgamma(first + 1) - math.lgamma(rewards - first + 1)
        + math.lgamma(own + first) - math.lgamma(own)
        + math.lgamma(other + rewards - first) - math.lgamma(other)
        - math.lgamma(own + other + rewards) + math.lgamma(own + other)
    )  # fmt: skip
    wins = np.arange(first, rewards)
    ratios = (rewards - wins) / (wins + 1) * (own + wins) / (other + rewards - wins - 1)
    logarithms = np.concatenate([np.zeros(1), np.cumsum(np.log(ratios))])
    largest = float(logarithms.max())
    return min(0.0, start + largest + math.log(float(np.exp(logarithms - largest).sum())))
