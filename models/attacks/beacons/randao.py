"""Biased randomness: the share of slots of an adversary that manipulates the beacon at its best."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np

from ...errors import InvalidParameter
from ...parameters.exact import as_written
from ...protocol.quorums import least_count
from ..committees.bounds import binomial_bound
from ..committees.seat_counts import BinomialSeats
from ..committees.second_tails import binomial_fraction, tail_of_fraction
from ..committees.tails import Tail, upper_tail
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import Question
from .certificate import bracket
from .choices import Beacon
from .drawing import draw_proposed
from .epochs import EpochLaw, simultaneous_law, tail_law
from .last_slot import last_slot_share
from .manipulation import Optimum, optimum

MOST_SLOTS = 128
"""Longest epoch that is solved [slot]: a few seconds of work."""

WIDEST = 384
"""Slots times 1 + 2 forfeits that are solved [slot]; the work grows with it."""

ROUNDING = 1e-11
"""Relative error allowed for in a bracket [1]; ours: five hundred times the largest one measured."""

_KEPT = 16

_FEW_CHOICES = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Randao(Question):
    """Which part of all slots an adversary proposes in the long run, at its best.

    Every epoch's proposers follow from a seed, and each slot is the adversary's with chance `share`
    under a fresh seed. `randao` and `commit-reveal` are decision processes: `manipulation.py`. With a
    `vrf` no reveal changes a seed, so a slot withheld is only lost, and the share is the adversary's
    own. With `threshold`, a committee of as many keys as slots is drawn for each epoch; with chance P
    the adversary holds at least the threshold and is taken to own all the epoch, so that the share is
    a + (1 - a) P. That is the worst case: whoever holds a threshold of a unique signature foresees it,
    but to choose it he must have biased the keys as well.

    Notes
    -----
    Source: Alpturer & Weinberg 2024, doi:10.4230/LIPIcs.AFT.2024.10, for `randao`; Choi, Manoj &
    Bonneau 2023, doi:10.1109/SP46215.2023.10179419, for the four beacons; Gilad et al. 2017,
    doi:10.1145/3132747.3132757, for `vrf`; Hanke, Movahedi & Williams 2018, arXiv:1805.04548, for
    `threshold`. As in the first, the seed of an epoch is independent of those of its neighbours, and
    a tail ends at its epoch's first slot.

    Examples
    --------
    >>> round(100 * Randao(share=0.2, slots=32).exact().probability, 2)
    20.68
    """

    kind: ClassVar[str] = "randao"
    quantity: ClassVar[str] = "share"

    share: float
    """Chance that a slot is the adversary's under a fresh seed, a [1]."""
    slots: int = 32
    """Slots of an epoch [slot]."""
    beacon: Beacon = Beacon.RANDAO
    """How seeds are made."""
    threshold: float = 0.5
    """Part of the keys that signs; read by `threshold` alone [1]."""
    forfeit: int = 1
    """Slots lost with every reveal withheld; read by `randao` and `commit-reveal` [slot]."""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise InvalidParameter(f"share must lie in [0, 1], got {self.share!r}")
        _require_whole("slots", self.slots, MOST_SLOTS)
        most_forfeit = (WIDEST // self.slots - 1) // 2
        if not isinstance(self.beacon, Beacon):  # pyright: ignore[reportUnnecessaryIsInstance] - callers may be untyped
            raise InvalidParameter(f"beacon must be a Beacon, got {self.beacon!r}")
        if not 0 < self.threshold <= 1:
            raise InvalidParameter(f"threshold must lie in (0, 1], got {self.threshold!r}")
        _require_whole("forfeit", self.forfeit, most_forfeit)

    @property
    def is_ground(self) -> bool:
        """Whether reveals can be withheld for a better seed."""
        return self.beacon in (Beacon.RANDAO, Beacon.COMMIT_REVEAL) and 0 < self.share < 1

    @property
    def keys_needed(self) -> int:
        """Keys that sign a seed [1]."""
        return least_count(as_written(self.threshold), self.slots, strict=False)

    def exact(self) -> Estimate:
        """Share of the best policy, or the closed formula of a beacon without choices [1]."""
        if self.is_ground:
            return _share("exact", self._optimum.share)
        if self.beacon is Beacon.THRESHOLD:
            return _share("exact", self._with_control(self._keys_held().probability))
        return _share("exact", self.share)

    def second_exact(self) -> Estimate | None:
        """The bracket of `certificate.py` if it is a point; integers; the mean of an epoch [1]."""
        if self.is_ground:
            lower, upper = self._bracket
            is_point = upper - lower <= ROUNDING * upper
            return _share("bracket", (lower + upper) / 2) if is_point else None
        if self.beacon is Beacon.THRESHOLD:
            held, all_ = Fraction(self.share).as_integer_ratio()
            counts = binomial_fraction(all_, held, self.slots, self.keys_needed)
            return _share("integers", self._with_control(tail_of_fraction(*counts).probability))
        masses = tail_law(self.share, self.slots, self.forfeit).masses
        owned = np.add.outer(np.arange(self.slots + 1), np.arange(self.slots + 1))
        return _share("mean", float((masses * owned).sum()) / self.slots)

    def bound(self) -> Estimate:
        """No policy gains more: the bracket's upper end, or Hoeffding's bound on the keys [1]."""
        if self.is_ground:
            limit = self._bracket[1] * (1 + ROUNDING)
        elif self.beacon is Beacon.THRESHOLD:
            held, all_ = Fraction(self.share).as_integer_ratio()
            tail = binomial_bound(all_, held, self.slots, self.keys_needed)
            limit = self._with_control(tail.probability) * (1 + ROUNDING)
        else:
            limit = self.share
        limit = min(1.0, limit)
        return bound_estimate("bound", limit, _log10(limit))

    @property
    def is_sampled(self) -> bool:
        """Unless an epoch may forfeit more slots than it has."""
        return not self.is_ground or self.forfeit == 1

    @property
    def is_quickly_sampled(self) -> bool:
        """The same, where choices are few: the adversary is no majority."""
        return self.is_sampled and (not self.is_ground or self.share <= _FEW_CHOICES)

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of slots, one of every epoch drawn, that the adversary proposes [1]."""
        if self.is_ground:
            proposed = draw_proposed(self._law, self._optimum, trials, rng)
            return int(np.count_nonzero(rng.integers(self.slots, size=trials) < proposed))
        if self.beacon is Beacon.THRESHOLD:
            controlled = rng.binomial(self.slots, self.share, trials) >= self.keys_needed
            return int(np.count_nonzero(controlled | (rng.random(trials) < self.share)))
        return int(rng.binomial(trials, self.share))

    def details(self) -> dict[str, Any]:
        """The honest share and the gain, and what the last slot alone would bring."""
        found = self.exact().probability
        details: dict[str, Any] = {
            "beacon": str(self.beacon),
            "slots": self.slots,
            "honest_share": self.share,
            "gain": found - self.share,
        }
        if self.is_ground:
            details["choices_per_epoch"] = float(self._optimum.chances @ np.arange(self.slots + 1))
        if self.beacon is Beacon.RANDAO and self.forfeit == 1:
            details["last_slot_share"] = last_slot_share(self.share, self.slots)
        if self.beacon is Beacon.THRESHOLD:
            details["keys_needed"] = self.keys_needed
            details["control_probability"] = self._keys_held().probability
        return details

    @property
    def _law(self) -> EpochLaw:
        return _solved(self.beacon, self.share, self.slots, self.forfeit)[0]

    @property
    def _optimum(self) -> Optimum:
        return _solved(self.beacon, self.share, self.slots, self.forfeit)[1]

    @property
    def _bracket(self) -> tuple[float, float]:
        return _bracketed(self.beacon, self.share, self.slots, self.forfeit)

    def _keys_held(self) -> Tail:
        """Chance that the adversary holds a threshold of the keys."""
        held, all_ = Fraction(self.share).as_integer_ratio()
        count = BinomialSeats(population=all_, adversaries=held, committee=self.slots)
        return upper_tail(count, self.keys_needed)

    def _with_control(self, control: float) -> float:
        """Share where the adversary owns an epoch with this chance, and its own part otherwise."""
        return self.share + (1 - self.share) * control


@lru_cache(maxsize=_KEPT)
def _solved(beacon: Beacon, share: float, slots: int, forfeit: int) -> tuple[EpochLaw, Optimum]:
    """The decision process of a beacon and its best policy."""
    law_of = tail_law if beacon is Beacon.RANDAO else simultaneous_law
    law = law_of(share, slots, forfeit)
    return law, optimum(law)


@lru_cache(maxsize=_KEPT)
def _bracketed(beacon: Beacon, share: float, slots: int, forfeit: int) -> tuple[float, float]:
    """The bracket at the values of the best policy."""
    law, found = _solved(beacon, share, slots, forfeit)
    return bracket(law, found.values)


def _share(method: str, share: float) -> Estimate:
    """A share known to rounding, which may have carried it above one."""
    share = min(1.0, share)
    return exact_estimate(method, share, _log10(share))


def _log10(value: float) -> float:
    """Logarithm to base ten, minus infinity of zero."""
    return math.log10(value) if value > 0 else -math.inf


def _require_whole(name: str, value: int, most: int) -> None:
    """Refuse all but whole numbers from one to a limit."""
    if type(value) is not int:
        raise InvalidParameter(f"{name} must be an int, got {value!r}")
    if not 1 <= value <= most:
        raise InvalidParameter(f"{name} must lie in [1, {most}], got {value}")
