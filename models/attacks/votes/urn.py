"""How many of a class are corrupted together: Pólya's urn, from independence to all or none."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from decimal import Decimal, localcontext

import numpy as np
from numpy.typing import NDArray

from ..committees.factorials import DIGITS, log_choose
from ..committees.tails import Tail
from .vote_tails import tail_of_log

_SLACK = 2.0**-40
_SCALE = 2.0**500


@dataclass(frozen=True, kw_only=True, slots=True)
class Urn:
    """Members of one class, each corrupted with the same chance, any two equally correlated.

    Notes
    -----
    Source: Skellam 1948, J. R. Stat. Soc. B 10, doi:10.1111/j.2517-6161.1948.tb00014.x: the
    beta-binomial law, in which a common chance of corruption is drawn first, from a beta law with
    mean p and variance r p (1 - p). Written as Pólya's urn, whose weights p (1 - r) and
    (1 - p) (1 - r) grow by r with every draw of their own, so that independence, r = 0, is no limit.

    Examples
    --------
    >>> round(Urn(members=2, corruption=0.5, correlation=0.5).tail(2).probability, 12)
    0.375
    """

    members: int
    """At least 1 [1]."""
    corruption: float
    """Chance p that a given member is corrupted [1]."""
    correlation: float
    """Correlation r of any two, from 0 (independent) to 1 (all or none) [1]."""

    def settled(self, count: int) -> bool | None:
        """Whether at least `count` are corrupted, where that is no matter of chance."""
        if count <= 0:
            return True
        if count > self.members or self.corruption == 0:
            return False
        return True if self.corruption == 1 else None

    def tail(self, count: int) -> Tail:
        """Probability that at least `count` members are corrupted.

        Notes
        -----
        Source: ours. The first mass to fifty digits, the others by their ratios: only positive
        terms. Above a half it is one minus the chance that more than the others are spared.
        """
        settled = self.settled(count)
        if settled is not None:
            return tail_of_log(0.0 if settled else -math.inf)
        if self.correlation == 1:
            return tail_of_log(math.log(self.corruption))
        with localcontext(prec=DIGITS):
            corrupted = Decimal(self.corruption)
            spared = 1 - corrupted
        direct = self._log_tail(count, corrupted, spared)
        if direct < math.log(0.5):
            return tail_of_log(direct)
        missed = math.exp(self._log_tail(self.members - count + 1, spared, corrupted))
        return Tail(probability=1 - missed, log10_probability=math.log1p(-missed) / math.log(10))

    def _log_tail(self, count: int, chance: Decimal, other: Decimal) -> float:
        """Logarithm of the chance that at least `count`, from 1 on, have what has this chance [1]."""
        steps = self.log_ratios(np.arange(count, self.members), float(chance), float(other))
        logs = np.concatenate([[0.0], np.cumsum(steps)])
        largest = float(logs.max())
        rest = largest + math.log(float(np.exp(logs - largest).sum()))
        return min(0.0, self._log_mass(count, chance, other) + rest)

    def log_ratios(
        self, counts: NDArray[np.int64], chance: float, other: float
    ) -> NDArray[np.float64]:
        """Logarithm of the mass of one more over that of each count, below all members [1]."""
        # Scaled, and three logarithms: neither a product nor a quotient of these need be a float.
        apart, together = _SCALE * (1 - self.correlation), _SCALE * self.correlation
        left = self.members - counts
        return (
            np.log(left / (counts + 1))
            + np.log(chance * apart + counts * together)
            - np.log(other * apart + (left - 1) * together)
        )

    def _log_mass(self, count: int, chance: Decimal, other: Decimal) -> float:
        """Logarithm of the chance that just `count` have what has this chance [1]."""
        with localcontext(prec=DIGITS):
            together = Decimal(self.correlation)
            apart = 1 - together
            mass = _rising(chance * apart, together, count)
            mass *= _rising(other * apart, together, self.members - count)
            mass /= _rising(apart, together, self.members)
            return float(mass.ln() + log_choose(self.members, count))

    def bound(self, count: int) -> Tail:
        """Proved upper bound on the probability that at least `count` are corrupted.

        Notes
        -----
        Source: Markov's inequality for the number of ways to choose j corrupted members, least over
        j; for independent ones never above Chernoff's bound (Philips & Nelson 1995, Am. Stat. 49,
        doi:10.1080/00031305.1995.10476137). Raised by what rounding may have taken.
        """
        settled = self.settled(count)
        if settled is not None:
            return tail_of_log(0.0 if settled else -math.inf)
        chosen = np.arange(1, count)
        apart, together = 1 - self.correlation, self.correlation
        chances = (self.corruption * apart + chosen * together) / (apart + chosen * together)
        steps = np.log((self.members - chosen) / (count - chosen)) + np.log(chances)
        first = math.log(self.members / count) + math.log(self.corruption)
        logs = first + np.concatenate([[0.0], np.cumsum(steps)])
        size = abs(first) + float(np.abs(steps).sum())
        return tail_of_log(min(0.0, float(logs.min()) + _SLACK * size))


def _rising(first: Decimal, step: Decimal, factors: int) -> Decimal:
    """Product of so many factors, each a step above the one before [1]."""
    if step == 0:
        return first**factors
    product = Decimal(1)
    for place in range(factors):
        product *= first + place * step
    return product
