"""Importance sampling of settlement: chains drawn so that the slot often stays unsettled."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .level_returns import Tilt, steady_tilt


@dataclass(frozen=True, kw_only=True, slots=True)
class TiltedChain:
    """The published chain of reach and margin under changed chances.

    Every step to a state has its true chance times beta times the state's factor over that of the
    state before; these sum up to one but at level 0. A factor is phi^reach while the margin is not
    negative, and what a walk is worth on average that comes back to such a margin where it is.
    """

    tilt: Tilt
    """Factors of slots and levels."""
    slots: int
    """Slots that are waited [slot]."""
    log_start: float
    """Natural logarithm of the sum over all reaches at the start [1]."""
    log_slot: float
    """Natural logarithm of beta, the factor of a slot [1]."""
    at_zero: NDArray[np.float64]
    """Changed chances at level 0 to rise, to stay and to fall below; not summing up to 1, (3,) [1]."""
    lowest: NDArray[np.float64]
    """Worth of a reach of zero, by how far the margin is below zero, (slots + 3,) [1]."""

    @property
    def log_at_zero(self) -> float:
        """Natural logarithm of the sum of chances at level 0 [1]."""
        return math.log(float(self.at_zero.sum()))

    @property
    def largest_log_weight(self) -> float:
        """Of a chain that ends at level 0, and was there never or always before [1]."""
        return self.log_start + self.slots * (max(0.0, self.log_at_zero) - self.log_slot)

    def worth(self, reach: NDArray[np.int64], below: NDArray[np.int64]) -> NDArray[np.float64]:
        """Worth of states with a margin below zero or at it, (n,) [1].

        A walk rises to margin zero before it falls to reach zero with the chance of gambler's ruin.
        """
        twice, both = 2 * self.tilt.log_height, reach + below
        risen = np.expm1(twice * reach) / np.expm1(twice * both)
        return risen + (1 - risen) * self.lowest[both]

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Natural logarithms of weights, minus infinity of chains that are settled, (trials,) [1]."""
        reach = rng.geometric(-math.expm1(self.tilt.log_height - self.tilt.log_odds), trials) - 1
        below = np.zeros(trials, dtype=np.int64)
        visits = np.zeros(trials, dtype=np.int64)
        total = float(self.at_zero.sum())
        rise_at_zero, rise_or_stay = (float(part) for part in np.cumsum(self.at_zero)[:2] / total)
        for _ in range(self.slots):
            drawn = rng.random(trials)
            is_below = below > 0
            is_at_zero = (reach == 0) & ~is_below
            rise = np.where(is_at_zero, rise_at_zero, self.tilt.up)
            (places,) = np.nonzero(is_below)
            now = reach[places], below[places]
            rise[places] = self.tilt.down * self.worth(now[0] + 1, now[1] - 1) / self.worth(*now)
            rises = drawn < rise
            falls = ~rises & ~(is_at_zero & (drawn < rise_or_stay))
            below += (falls & (is_below | is_at_zero)) * 1 - (rises & is_below)
            reach = np.maximum(0, reach + rises - falls)
            visits += is_at_zero
        weights = self.log_start - self.slots * self.log_slot - self.tilt.log_phi * reach
        return np.where(below == 0, weights + visits * self.log_at_zero, -math.inf)


def tilted_chain(share: float, unique: float, slots: int) -> TiltedChain:
    """The chain whose chances are changed as steadily as its success allows.

    Parameters
    ----------
    share
        Chance of a slot to be adversarial, in (0, 1/2) [1].
    unique
        Part of the honest slots that has one leader only, in (0, 1] [1].
    slots
        Slots that are waited, at least 1 [slot].

    Returns
    -------
    TiltedChain
        Its weights vary by no more than the levels at the end do, however many the slots.

    Notes
    -----
    Source: ours, a change of measure after Doob on the chain of Kiayias, Quader & Russell, Cryptology
    ePrint 2020/041. With a margin below zero a rise has the chance 1 / (1 + y^2) and a fall the rest,
    but for a reach of zero, where a fall has phi times as much. So the worth W of that with a margin
    of -k follows from that of -k - 1.

    Examples
    --------
    >>> chain = tilted_chain(0.1, 1.0, 100)
    >>> drawn = chain.log_weights(20_000, np.random.default_rng(1))
    >>> assert drawn.max() <= chain.largest_log_weight + 1e-9
    >>> f"{np.exp(drawn).mean():.1e}"
    '5.1e-18'
    """
    tilt = steady_tilt(share, unique)
    square, rise = math.exp(2 * tilt.log_height), tilt.down
    deeper = rise * square * math.exp(tilt.log_phi)
    lowest = np.ones(slots + 3)
    lowest[-1] = (1 - square) / (1 - math.exp(tilt.log_phi) * square)
    for depth in range(slots + 1, 0, -1):
        up_at_once = math.expm1(2 * tilt.log_height) / math.expm1(2 * depth * tilt.log_height)
        lowest[depth] = rise * up_at_once + deeper * lowest[depth + 1]
        lowest[depth] /= 1 - rise * (1 - up_at_once)
    fallen = tilt.stay * unique * square * lowest[1]
    return TiltedChain(
        tilt=tilt,
        slots=slots,
        log_start=math.log(
            math.expm1(-2 * tilt.log_odds) / math.expm1(tilt.log_height - tilt.log_odds)
        ),
        log_slot=tilt.log_step - (math.log(share) + math.log1p(-share)) / 2,
        at_zero=np.array([tilt.up, tilt.stay * (1 - unique), fallen]),
        lowest=lowest,
    )
