"""Double spend on a chain whose blocks arrive late: between two ends that hold for every attack."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ..committees.tails import Tail
from ..estimate import Estimate, bound_estimate, bracket_estimate
from ..question import LARGEST_CHUNK, Question
from ..stopping import chunk_of
from .delayed_races import delayed_bound, lost_share, race_by_leads, race_from_ahead
from .double_spend import fewest_confirmations
from .races import LARGEST_CONFIRMATIONS, catch_up
from .requirements import require_count, require_seconds, require_share

_LARGEST_WITNESS = 200
_CERTAIN = Tail(probability=1.0, log10_probability=0.0)
_IMPOSSIBLE = Tail(probability=0.0, log10_probability=-math.inf)


@dataclass(frozen=True, kw_only=True, slots=True)
class DelayedSpend(Question):
    """How likely a payment with so many confirmations is to be undone where blocks arrive late.

    The attacker has mined ahead of the payment, delays honest blocks as he likes up to a limit, and
    never gives up. No attack has more chance than the upper end, where he is given every honest block
    that follows another within the delay; the lower end is his chance without any delay, and with
    none they meet. The answer, and what is sampled, is the upper end: what the payee must reckon with.
    It is above zero even for who mines nothing: honest blocks that miss each other split the chain.

    Examples
    --------
    >>> found = DelayedSpend(share=0.1, confirmations=6, delay=10.0, interval=600.0).exact()
    >>> f"{found.lower:.4%} {found.upper:.4%}"
    '0.1069% 0.3526%'
    """

    kind: ClassVar[str] = "double-spend"

    share: float
    """Part of all blocks that is the attacker's [1]."""
    confirmations: int
    """Blocks that the payee waits for [block]."""
    delay: float
    """Longest time until an honest block is known to all [s]."""
    interval: float
    """Mean time between blocks, the attacker's among them [s]."""

    def __post_init__(self) -> None:
        require_share("share", self.share)
        require_count("confirmations", self.confirmations, 0, LARGEST_CONFIRMATIONS)
        require_seconds("delay", self.delay)
        require_seconds("interval", self.interval)
        if not self.interval > 0:
            raise InvalidParameter(f"interval must be above 0, got {self.interval!r}")

    @property
    def lost(self) -> float:
        """Part of all blocks that does not surely lengthen the honest chain [1]."""
        return lost_share(self.share, self.delay, self.interval)

    @property
    def is_open(self) -> bool:
        """Whether the upper end is left to chance."""
        return self.confirmations > 0 and 0 < self.lost < 0.5

    def _ends(self) -> tuple[Tail, Tail]:
        """Ends by the first way."""
        z = self.confirmations
        return (
            _race(self.share, z) or race_from_ahead(Fraction(self.share), z, z),
            _race(self.lost, z) or race_from_ahead(Fraction(self.lost), self._honest, z),
        )

    @property
    def _honest(self) -> int:
        """Blocks in time after which he has to catch up: without delay none comes late [block]."""
        return self.confirmations + (self.delay > 0)

    def exact(self) -> Estimate:
        """Between the ends, proved, however far these lie from one another [1]."""
        return _between("bracket", *self._ends())

    def second_exact(self) -> Estimate | None:
        """The ends by the other order of summation; none where too many terms matter [1]."""
        z = self.confirmations
        lower = _race(self.share, z) or race_by_leads(self.share, z, z)
        upper = _race(self.lost, z) or race_by_leads(self.lost, self._honest, z)
        if lower is None or upper is None:
            return None
        return _between("leads-bracket", lower, upper)

    def bound(self) -> Estimate:
        """Closed form above the upper end [1]."""
        settled = _race(self.lost, self.confirmations)
        tail = settled or delayed_bound(Fraction(self.lost), self.confirmations)
        return bound_estimate("bound", tail.probability, tail.log10_probability)

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Where something is left to chance, and few blocks decide it."""
        return self.is_open and self.confirmations <= _LARGEST_WITNESS

    @property
    def trials_at_once(self) -> int:
        """Fewer where many blocks are drawn for each [1]."""
        return chunk_of(max(1, 4 * self.confirmations), LARGEST_CHUNK)

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Races, of `trials`, that the attacker wins who is given the tailgaters [1].

        Drawn block by block in continuous time: who finds it, and how long after the one before. The
        lead before the payment and the gain after the wait have their law of the stationary race.
        """
        if not self.is_open:
            return int(trials * _certain(self.lost, self.confirmations))
        jumpers = np.zeros(trials, dtype=np.int64)
        given = np.zeros(trials, dtype=np.int64)
        for _ in range(2 * self.confirmations):
            honest = rng.random(trials) >= self.share
            late = rng.exponential(self.interval, trials) > self.delay
            given += ~(honest & late) & (jumpers < self._honest)
            jumpers += honest & late
        odds = catch_up(self.lost)
        for _ in ("lead", "gain"):
            given += rng.geometric(1 - odds, trials) - 1
        return int(np.count_nonzero(given >= self.confirmations))

    @property
    def is_sampled_rarely(self) -> bool:
        """Where the upper end is left to chance."""
        return self.is_open

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Natural logarithms of the weights of races between equals, (trials,) [1].

        The lead and the gain are part of the weight, not drawn.
        """
        honest = self._honest
        mined = rng.negative_binomial(honest, 0.5, trials)
        log_lost, log_kept = math.log(self.lost), math.log1p(-self.lost)
        log_odds = log_lost - log_kept
        missing = np.maximum(0, self.confirmations - mined)
        log_gained = missing * log_odds + np.log1p(missing * -math.expm1(log_odds))
        log_law = honest * (math.log(2) + log_kept) + mined * (math.log(2) + log_lost)
        return log_law + log_gained

    @property
    def largest_log_weight(self) -> float:
        """Most that a race can weigh: some blocks behind, where the lead makes up for them [1]."""
        log_lost, log_kept = math.log(2 * self.lost), math.log(2) + math.log1p(-self.lost)
        gap = 1 - catch_up(self.lost)
        behind = max(0.0, 1 / log_kept - 1 / gap)
        level = self._honest * log_kept + self.confirmations * log_lost
        return level - behind * log_kept + math.log1p(behind * gap) + 1e-9

    def details(self) -> dict[str, Any]:
        """Confirmations, which may have been looked for, and what is lost to the delay."""
        return {
            "confirmations": self.confirmations,
            "delay_seconds": self.delay,
            "interval_seconds": self.interval,
            "lost_share": self.lost,
        }


def least_delayed_confirmations(
    share: float, below: float, delay: float, interval: float
) -> DelayedSpend:
    """The shortest wait after which no attack has more than a given chance.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's [1].
    below
        Limit that the upper end must be below, in (0, 1] [1].
    delay
        Longest time until an honest block is known to all [s].
    interval
        Mean time between blocks [s].

    Returns
    -------
    DelayedSpend
        With the least such number of confirmations.

    Raises
    ------
    InvalidParameter
        Where there is no such number, or none that is summed.

    Notes
    -----
    Source: ours. Bisected, because one confirmation more always helps: it asks for one block more and
    adds K of them, where E r^(1 - K) is 1, and what is still needed is gained with chance min(1, r^n).

    Examples
    --------
    >>> least_delayed_confirmations(0.1, 2**-30, 10.0, 600.0).confirmations
    23
    """
    start = DelayedSpend(share=share, confirmations=1, delay=delay, interval=interval)
    if not start.lost < 0.5:
        raise InvalidParameter(
            f"share must leave more than half of the blocks in time for any wait to help, "
            f"got {share!r} with {start.lost!r} lost"
        )

    def after(confirmations: int) -> DelayedSpend:
        return DelayedSpend(
            share=share, confirmations=confirmations, delay=delay, interval=interval
        )

    return after(fewest_confirmations(lambda z: after(z).exact(), below, share))


def _race(share: float, confirmations: int) -> Tail | None:
    """Chance where nothing is left to it; none where something is [1]."""
    certain = _certain(share, confirmations)
    if certain:
        return _CERTAIN
    return _IMPOSSIBLE if share == 0 else None


def _certain(share: float, confirmations: int) -> bool:
    """Whether such a part of the blocks undoes such a payment for sure."""
    return confirmations == 0 or share >= 0.5


def _between(method: str, lower: Tail, upper: Tail) -> Estimate:
    """A bracket whose answer is its upper end."""
    ends = min(lower.probability, upper.probability), upper.probability
    return bracket_estimate(method, *ends, upper.log10_probability)
