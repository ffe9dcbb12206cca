"""The least payment for which enough holders break a mode's safety, or stop it."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...economics.deterrence import authority_rent, largest_deterred_gain, staker_rent
from ...economics.issuance import SECONDS_PER_YEAR
from ...economics.payments import paid_to_classes, yearly_rewards_at_launch
from ...economics.slashing import capped_fraction, penalty, slashed_fraction
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode, mode_parameters
from ...protocol.quorums import least_count, quorum
from ..weights.merged import whole_array
from ..weights.wholes import LARGEST_STAKERS, whole_stakes
from .choices import Target

LARGEST_SUBSET_WORK = 20_000_000_000
"""Stakes times their sum up to which all sets are searched [1]: about a second of work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Corruption:
    """The cheapest set of holders that is enough, and what each must be paid."""

    authorities: int
    """Authorities of the set [1]."""
    stake: float
    """Stake of the stakers of the set [token]."""
    authority_price: float
    """What an authority loses on average [token]."""
    stake_price: float
    """What a staker loses on average, per token of stake [1]."""
    stake_needed: int
    """Least stake that is enough, whether or not a set has just so much [`Holders.unit`]."""

    @property
    def cost(self) -> float:
        """Paid to all of the set [token]."""
        return self.authorities * self.authority_price + self.stake * self.stake_price


@dataclass(frozen=True, kw_only=True, slots=True)
class Holders:
    """Who signs in a mode."""

    authorities: int
    """Authorities, zero where none sign [1]."""
    stakes: tuple[int, ...] | NDArray[np.int64]
    """Stakes in units of `unit`, empty where no staker signs; an array of many [1]."""
    unit: Fraction
    """Tokens of one such unit [token]."""
    bond: float
    """Bond of an authority [token]."""

    @property
    def stake(self) -> int:
        """All stakes [`unit`]."""
        return int(np.sum(self.stakes)) if self.are_many else sum(self.stakes)

    @property
    def stakers(self) -> int:
        """Who holds a stake [1]."""
        return len(self.stakes)

    @property
    def are_many(self) -> bool:
        """Whether the stakes are an array."""
        return isinstance(self.stakes, np.ndarray)

    @property
    def at_stake(self) -> float:
        """Bonds and stakes together [token]."""
        return self.authorities * self.bond + self.stake * float(self.unit)


def holders_of(
    parameters: Parameters, mode: Mode, stakes: Sequence[float] | NDArray[np.float64] | None = None
) -> Holders:
    """Who signs in a mode: a full set of least stakes, or given ones.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        Whose certificates they sign.
    stakes
        Of every staker, (stakers,) [token]; none: the mode's validators, each with the least stake.

    Notes
    -----
    Source: ours. Fast's validators are the authorities of every mode.
    """
    required = quorum(parameters, mode)
    staked: tuple[int, ...] | NDArray[np.int64] = ()
    unit = Fraction(1)
    # Who holds nothing signs for nothing, and need not be paid.
    if required.stake is not None and stakes is not None and len(stakes) > LARGEST_STAKERS:
        held, unit = whole_array(np.asarray(stakes))
        staked = held[held > 0]
    elif required.stake is not None and stakes is not None:
        held, unit = whole_stakes([float(stake) for stake in stakes])
        staked = tuple(stake for stake in held if stake)
    elif required.stake is not None:
        table = parameters.balanced if mode is Mode.BALANCED else parameters.secure
        staked, unit = (
            (1,) * mode_parameters(parameters, mode).validators,
            Fraction(float(table.minimum_stake)),
        )
    return Holders(
        authorities=parameters.fast.validators if required.authorities is not None else 0,
        stakes=staked,
        unit=unit,
        bond=parameters.staking.authority_minimum,
    )


def voices_needed(target: Target, certificate: int, voices: int) -> int:
    """Voices that break one resource.

    Parameters
    ----------
    target
        What they are for.
    certificate
        Least voices of a certificate [1].
    voices
        In all [1].

    Returns
    -------
    int
        For safety the least that two certificates have in common, at least 0; for a veto one more
        than a certificate can spare [1].

    Notes
    -----
    Source: ours; `proofs/quorums/conflict_cost.py` settles the former.

    Examples
    --------
    >>> voices_needed(Target.SAFETY, 15, 21), voices_needed(Target.VETO, 15, 21)
    (9, 7)
    """
    if target is Target.SAFETY:
        return max(0, 2 * certificate - voices)
    return voices - certificate + 1


def least_subset(stakes: Sequence[int], least: int) -> int:
    """Smallest sum of some of the stakes that is at least so much.

    Parameters
    ----------
    stakes
        Whole numbers, at least 0, (stakers,) [1].
    least
        At most their sum [1].

    Returns
    -------
    int
        In the unit of the stakes; where there are too many sums to be searched, that of a set which
        is near: `greedy_subset`.

    Notes
    -----
    Source: the knapsack's dynamic programme, a bit for every sum that can be had.

    Examples
    --------
    >>> least_subset([5, 5, 8], 9)
    10
    """
    unit = math.gcd(*stakes) or 1
    if len(set(stakes)) <= 1:
        return -(-least // unit) * unit
    total = sum(stakes) // unit
    if len(stakes) * total > LARGEST_SUBSET_WORK:
        return greedy_subset(stakes, least)
    sums = 1
    for stake in stakes:
        sums |= sums << (stake // unit)
    floor = -(-least // unit)
    above = sums >> floor
    return (floor + (above & -above).bit_length() - 1) * unit


def greedy_subset(stakes: Sequence[int], least: int) -> int:
    """Sum of a set of stakes that is at least so much, and near it where there are many stakes.

    Parameters
    ----------
    stakes
        Whole numbers, at least 0, (stakers,) [1].
    least
        At most their sum [1].

    Notes
    -----
    Source: ours. The largest that still fit are taken in turn; each that does not would close the gap,
    and the best of these is kept.

    Examples
    --------
    >>> greedy_subset([5, 5, 8], 9)
    13
    """
    taken, best = 0, sum(stakes)
    for stake in sorted(stakes, reverse=True):
        if taken + stake <= least:
            taken += stake
        else:
            best = min(best, taken + stake)
    return least if taken == least else best


def greedy_array(stakes: NDArray[np.int64], least: int) -> int:
    """The same as `greedy_subset` of any number of stakes.

    Parameters
    ----------
    stakes
        Whole numbers, at least 0, (stakers,) [1].
    least
        At most their sum [1].

    Notes
    -----
    Source: as `greedy_subset`; those that fit one after the other are taken at once.

    Examples
    --------
    >>> greedy_array(np.array([5, 5, 8]), 9)
    13
    """
    rising = np.sort(stakes)
    sums = np.concatenate([[0], np.cumsum(rising)])
    taken, best, left = 0, int(sums[-1]), len(rising)
    while left and taken < least:
        fitting = int(np.searchsorted(rising[:left], least - taken, side="right"))
        if fitting < left:
            # The smallest that does not fit closes the gap with the least to spare.
            best = min(best, taken + int(rising[fitting]))
        # Of the rest, the largest in turn as far as they fit together.
        room = int(sums[fitting]) - (least - taken)
        start = int(np.searchsorted(sums[: fitting + 1], room, side="left")) if room > 0 else 0
        taken += int(sums[fitting] - sums[start])
        left = start
    return least if taken == least else best


def corruption(
    parameters: Parameters,
    mode: Mode,
    target: Target,
    *,
    stakes: Sequence[float] | NDArray[np.float64] | None = None,
    years_out: float | None = None,
) -> Corruption:
    """The cheapest set of holders that breaks a mode, and what they lose by it.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        What is to be broken.
    target
        How.
    stakes
        Of every staker, (stakers,) [token]; none: a full set of the least permitted.
    years_out
        Time for which whoever is punished earns nothing [year]; none: the time of unbonding.

    Returns
    -------
    Corruption
        For safety its authorities and its stake both; for a veto the cheaper resource alone.

    Notes
    -----
    Source: ours. A holder gives in for what it loses on average: detection times the slash and the
    rent of its place. For equivocation the slash grows with all that misbehaves together, which is
    the set itself, so that the cost per token is one number and the lightest set is the cheapest.
    With unequal stakes the honest rest must also split between two certificates: then this is a lower
    bound. Silence is slashed at its own rate, which knows no correlation (`ledger.rules`).
    """
    held = holders_of(parameters, mode, stakes)
    required = quorum(parameters, mode)
    authorities = _needed(target, required.authorities, held.authorities, required.strict)
    stake = _needed(target, required.stake, held.stake, required.strict)
    options: list[tuple[int, int]] = []
    if target is Target.SAFETY:
        options.append((authorities, stake))
    else:
        options += [(authorities, 0)] if held.authorities else []
        options += [(0, stake)] if held.stakers else []
    found: list[Corruption] = []
    for seats, weight in options:
        found.append(_priced(parameters, mode, target, held, seats, weight, years_out))
    return min(found, key=lambda each: each.cost)


def _needed(target: Target, threshold: Fraction | None, voices: int, strict: bool) -> int:
    """Voices that break one resource, zero where it is not asked for."""
    if threshold is None:
        return 0
    return voices_needed(target, least_count(threshold, voices, strict), voices)


def _least_sum(held: Holders, needed: int) -> int:
    """Least stake of a set of stakers that is enough, or near it where they are many."""
    if isinstance(held.stakes, tuple):
        return least_subset(held.stakes, needed)
    if held.stakes.min() == held.stakes.max():
        each = int(held.stakes[0])
        return -(-needed // each) * each
    return greedy_array(held.stakes, needed)


def _priced(
    parameters: Parameters,
    mode: Mode,
    target: Target,
    held: Holders,
    authorities: int,
    needed: int,
    years_out: float | None,
) -> Corruption:
    """A set of holders with what each of them loses."""
    slashing = parameters.slashing
    tokens = (_least_sum(held, needed) if needed else 0) * float(held.unit)
    if target is Target.SAFETY:
        together = (authorities * held.bond + tokens) / held.at_stake
        part = slashed_fraction(slashing.rate, slashing.correlation_factor, together)
    else:
        part = slashing.unavailability_rate
    part = capped_fraction(part)
    if years_out is None:
        years_out = parameters.staking.unbonding_seconds / SECONDS_PER_YEAR
    to_authorities, to_stakers = paid_to_classes(
        parameters, mode, yearly_rewards_at_launch(parameters, mode)
    )
    authority_price = stake_price = 0.0
    if held.authorities:
        rent = authority_rent(to_authorities, held.authorities, years_out)
        lost = penalty(held.bond, part)
        authority_price = largest_deterred_gain(slashing.detection_probability, lost, rent)
    if held.stakers:
        rent = staker_rent(to_stakers, 1.0, held.stake * float(held.unit), years_out)
        stake_price = largest_deterred_gain(
            slashing.detection_probability, penalty(1.0, part), rent
        )
    return Corruption(
        authorities=authorities,
        stake=tokens,
        authority_price=authority_price,
        stake_price=stake_price,
        stake_needed=needed,
    )
