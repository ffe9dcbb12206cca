"""Who owns what: structs of arrays, a row per run and a column per person, in whole base units."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEVER = 2**63 - 1
"""Epoch in which the stake of somebody who is not leaving matures."""


@dataclass(eq=False, slots=True)
class Stakers:
    """Everyone who may stake; each one's tokens are all idle, all at stake, or all on the way out.

    What is paid as fees and earned while on the way out stays idle.
    """

    liquid: NDArray[np.int64]
    """(runs, n) Idle [base unit]."""
    staked: NDArray[np.int64]
    """(runs, n) At stake; rewards are added to it [base unit]."""
    unbonding: NDArray[np.int64]
    """(runs, n) On the way out: earns nothing and can still be slashed [base unit]."""
    matures: NDArray[np.int64]
    """(runs, n) Epoch that frees what is unbonding; `NEVER` for those not on the way out [epoch]."""
    position: NDArray[np.int8]
    """(runs, n) One of `choices.positions.Position` [1]."""
    seated: NDArray[np.bool_]
    """(runs, n) Whether each signs with a seat of the mode, as `arrays.seating` gives them."""
    hurdle_rate: NDArray[np.float64]
    """(runs, n) Yield that each asks for [1/year]."""
    spite: NDArray[np.float64]
    """(runs, n) What each would give for a token that the others lose [1]."""
    cost: NDArray[np.float64]
    """(runs, n) Of running one validator, at launch prices [base unit/year]."""
    risk_premium: NDArray[np.float64]
    """(runs, n) What each asks for beyond the hurdle rate on money that can be slashed [1/year]."""
    exit_share: NDArray[np.float64]
    """(runs, n) Part of each one's horizon in which money on its way out earns nothing; none for rules
    that do not look ahead [1]."""
    rate: NDArray[np.float64]
    """(runs, n) What the money brought in the last epoch [1/year]; kept for rules that look at it."""
    lost: NDArray[np.int64]
    """(runs, n) Slashed since the last pay of what is still at stake, for rules that look back
    [base unit]."""
    learnt: NDArray[np.float64]
    """(positions, runs, n) What each position is held to bring [1/year]; empty unless rules learn."""


@dataclass(eq=False, slots=True)
class Authorities:
    """Who holds a seat, and who waits for one. Rewards stay liquid; a bond is all or nothing."""

    liquid: NDArray[np.int64]
    """(runs, m) Idle [base unit]."""
    bonded: NDArray[np.int64]
    """(runs, m) Bond; positive exactly while a seat is held [base unit]."""
    unbonding: NDArray[np.int64]
    """(runs, m) On the way out: earns nothing and can still be slashed [base unit]."""
    matures: NDArray[np.int64]
    """(runs, m) Epoch that frees the bond, or `NEVER` [epoch]."""
    seat: NDArray[np.int64]
    """(runs, m) One of `choices.seats.Seat` [1]."""
    excluded_until: NDArray[np.int64]
    """(runs, m) First epoch in which a seat may be taken [epoch]."""
    cost: NDArray[np.float64]
    """(runs, m) Of operating, at launch prices [base unit/year]."""
    outside_rate: NDArray[np.float64]
    """(runs, m) What the bond would earn elsewhere [1/year]."""
    member: NDArray[np.bool_]
    """(runs, m) Whether in the cartel, if there is one."""
    reputation: NDArray[np.float64]
    """(runs, m) Grows while serving, lost with a conviction [1]."""
    rate: NDArray[np.float64]
    """(runs, m) What the bond brought in the last epoch [1/year]; kept for rules that look at it."""
    lost: NDArray[np.int64]
    """(runs, m) Slashed since the last pay of a bond that is still there, for rules that look back
    [base unit]."""
    learnt: NDArray[np.float64]
    """(seats, runs, m) What each choice is held to bring [1/year]; empty unless rules learn."""


@dataclass(eq=False, slots=True)
class Population:
    """Both classes, of all runs."""

    stakers: Stakers
    """People who may stake."""
    authorities: Authorities
    """Authorities, one column each."""

    @property
    def runs(self) -> int:
        """Replicates that step together [1]."""
        return len(self.stakers.liquid)
