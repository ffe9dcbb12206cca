"""Silence that is noticed, and the one who is tempted to equivocate: run by run."""

import numpy as np
from numpy.typing import NDArray

from ...models.economics.distribution import pro_rata
from ...models.economics.slashing import penalty
from ..choices.opportunity import answer, cut, recipient, tempt
from ..choices.positions import DELEGATE, IDLE, OFFLINE, is_validating
from ..choices.rents import seat_rent, stake_rent
from ..choices.seats import Seat
from ..economy.chain import Chain, lose
from ..economy.terms import Terms
from ..population.people import Authorities, Population


def punish_silence(
    population: Population, run: int, chain: Chain, terms: Terms, noticed: float
) -> None:
    """All who hold a place and do not sign lose their part, if it is noticed in this epoch."""
    slashing = terms.parameters.slashing
    if not noticed < slashing.detection_probability:
        return
    stakers, authorities = population.stakers, population.authorities
    for silent, at_stake in (
        (stakers.position[run] == OFFLINE, stakers.staked[run]),
        (authorities.seat[run] == Seat.OFFLINE, authorities.bonded[run]),
    ):
        if not silent.any():
            continue
        held = at_stake[silent]
        losses = np.minimum(penalty(held, slashing.unavailability_rate).astype(np.int64), held)
        at_stake[silent] = held - losses
        lose(chain, int(losses.sum()))
    stakers.position[run][stakers.staked[run] == 0] = IDLE
    authorities.seat[run][authorities.bonded[run] == 0] = Seat.OUT


def tempt_one(
    population: Population,
    run: int,
    chain: Chain,
    terms: Terms,
    opportunity: float,
    gain: float,
    detection: float,
) -> None:
    """The opportunity of the epoch, to one of those who sign."""
    stakers, authorities = population.stakers, population.authorities
    staked = stakers.staked[run]
    own_stakes = staked * is_validating(stakers.position[run])
    bonds = authorities.bonded[run] * (authorities.seat[run] == Seat.SERVE)
    at_risk = np.concatenate((own_stakes, bonds))
    candidates = np.flatnonzero(at_risk)
    if not candidates.size:
        return
    row = int(candidates[recipient(opportunity, candidates.size)])
    own = int(at_risk[row])
    delegating = stakers.position[run] == DELEGATE
    delegated = int((staked * delegating).sum())
    validating = int(own_stakes.sum())
    seat = row - staked.size
    if seat < 0:
        behind = delegated * own // validating
        rent = stake_rent(chain, terms, own, validating + delegated)
    else:
        behind = 0
        serving = int(np.count_nonzero(bonds))
        rent = seat_rent(chain, terms, serving, float(authorities.reputation[run, seat]))
    whole = int(at_risk.sum()) + delegated
    offence = answer(chain, terms, tempt(chain, terms, gain, detection), own, behind, whole, rent)
    if not offence.punished:
        return
    if seat >= 0:
        expel_authorities(authorities, run, np.array([seat]), offence.fraction, chain, terms)
    else:
        loss = cut(own, offence.fraction)
        lose(chain, loss)
        stakers.staked[run, row] = 0
        stakers.unbonding[run, row] += own - loss
        stakers.matures[run, row] = chain.epoch + terms.unbonding_epochs
        stakers.position[run, row] = IDLE
        shared, _ = pro_rata(cut(behind, offence.fraction), staked * delegating)
        spread(stakers.staked[run], shared, chain)
        stakers.position[run][stakers.staked[run] == 0] = IDLE


def expel_authorities(
    authorities: Authorities,
    run: int,
    rows: NDArray[np.int64],
    fraction: float,
    chain: Chain,
    terms: Terms,
) -> int:
    """Some authorities of one run slashed, out, and without a name; what they lost [base unit]."""
    bonds = authorities.bonded[run, rows]
    losses = np.minimum(penalty(bonds, fraction).astype(np.int64), bonds)
    lost = int(losses.sum())
    lose(chain, lost)
    authorities.unbonding[run, rows] += bonds - losses
    authorities.bonded[run, rows] = 0
    authorities.matures[run, rows] = chain.epoch + terms.unbonding_epochs
    authorities.seat[run, rows] = Seat.OUT
    authorities.excluded_until[run, rows] = chain.epoch + terms.settings.exclusion_epochs
    authorities.reputation[run, rows] = 0.0
    authorities.member[run, rows] = False
    return lost


def spread(staked: NDArray[np.int64], losses: NDArray[np.int64], chain: Chain) -> None:
    """What those behind an offender lose, in proportion to their stakes."""
    staked -= losses
    lose(chain, int(losses.sum()))
