"""Silence that is noticed, and those who are tempted: looked for in all runs at once, met run by run."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...models.economics.distribution import pro_rata
from ..choices import positions, seats
from ..choices.opportunity import Offence, answer, cut, recipient, tempt
from ..choices.positions import DELEGATE, IDLE
from ..choices.rents import seat_rent, stake_rent
from ..choices.seats import OUT, SERVE
from ..economy.chain import Chain, lose
from ..economy.conservation import Totals
from ..economy.terms import Terms
from ..population.people import Authorities, Population
from ..streams import EpochDraws
from .shapes import Marked


def punish_silence(
    population: Population, chains: Sequence[Chain], terms: Terms, noticed: Sequence[float]
) -> None:
    """All who hold a place and do not sign lose their part, in the runs in which it is noticed.

    Parameters
    ----------
    population, chains, terms
        Of all runs; the people and the protocol move on.
    noticed
        (runs,) Uniform draws [1].
    """
    slashing = terms.parameters.slashing
    stakers, authorities = population.stakers, population.authorities
    for places, at_stake, silence, out in (
        (stakers.position, stakers.staked, positions.OFFLINE, IDLE),
        (authorities.seat, authorities.bonded, seats.OFFLINE, OUT),
    ):
        silent = places == silence
        # Mostly nobody is.
        if not silent.any():
            continue
        for run, chain in enumerate(chains):
            if noticed[run] < slashing.detection_probability:
                rows = np.flatnonzero(silent[run])
                held = at_stake[run, rows]
                losses = cut(held, slashing.unavailability_rate)
                at_stake[run, rows] = held - losses
                places[run, rows[losses == held]] = out
                lose(chain, int(losses.sum()))


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Who signs in an epoch, and what stands behind them, in all runs."""

    people: Marked
    """Who signs with a seat."""
    servants: Marked
    """Authorities that serve."""
    bonds: list[int]
    """(runs,) Of those that serve [base unit]."""


def at_risk(population: Population) -> AtRisk:
    """Everybody to whom an opportunity can come.

    Parameters
    ----------
    population
        Of all runs.
    """
    stakers, authorities = population.stakers, population.authorities
    bonds = authorities.bonded * (authorities.seat == SERVE)
    return AtRisk(
        Marked(stakers.seated & (stakers.staked > 0)),
        Marked(bonds > 0),
        bonds.sum(axis=1).tolist(),
    )


def tempt_each(
    population: Population,
    chains: Sequence[Chain],
    terms: Terms,
    totals: Sequence[Totals],
    draws: EpochDraws,
) -> list[int]:
    """The opportunity of the epoch in every run, to one of those who sign.

    Parameters
    ----------
    population, chains, terms
        Of all runs; the people and the protocol move on.
    totals
        Sums over the population as it stands.
    draws
        Of the epoch.

    Returns
    -------
    list
        Runs in which somebody was punished, so that their sums are out of date [1].
    """
    signing, punished = at_risk(population), []
    for run, (chain, sums) in enumerate(zip(chains, totals, strict=True)):
        validators, servants = signing.people.counts[run], signing.servants.counts[run]
        if not validators + servants:
            continue
        place = recipient(draws.opportunity[run], validators + servants)
        temptation = tempt(chain, terms, draws.gain[run], draws.detection[run])
        whole = sums.validating + signing.bonds[run] + sums.delegated
        if place < validators:
            row = signing.people.column(run, place)
            own = int(population.stakers.staked[run, row])
            behind = sums.delegated * own // sums.validating
            rent = stake_rent(chain, terms, own, sums.validating + sums.delegated)
            offence = answer(chain, terms, temptation, own, behind, whole, rent)
            if offence.punished:
                expel_staker(population, run, row, behind, offence, chain, terms)
        else:
            authorities = population.authorities
            row = signing.servants.column(run, place - validators)
            own = int(authorities.bonded[run, row])
            rent = seat_rent(chain, terms, servants, float(authorities.reputation[run, row]))
            offence = answer(chain, terms, temptation, own, 0, whole, rent)
            if offence.punished:
                expel_authorities(authorities, run, np.array([row]), offence.fraction, chain, terms)
        if offence.punished:
            punished.append(run)
    return punished


def expel_staker(
    population: Population,
    run: int,
    row: int,
    behind: int,
    offence: Offence,
    chain: Chain,
    terms: Terms,
) -> None:
    """A staker slashed and out, and those behind it slashed in proportion to their stakes."""
    stakers = population.stakers
    own = int(stakers.staked[run, row])
    loss = cut(own, offence.fraction)
    lose(chain, loss)
    stakers.staked[run, row] = 0
    stakers.unbonding[run, row] += own - loss
    stakers.matures[run, row] = chain.epoch + terms.unbonding_epochs
    stakers.position[run, row] = IDLE
    staked = stakers.staked[run]
    shared, _ = pro_rata(
        cut(behind, offence.fraction), staked * (stakers.position[run] == DELEGATE)
    )
    spread(staked, shared, chain)
    stakers.position[run][staked == 0] = IDLE


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
    losses = cut(bonds, fraction)
    lost = int(losses.sum())
    lose(chain, lost)
    authorities.unbonding[run, rows] += bonds - losses
    authorities.bonded[run, rows] = 0
    authorities.matures[run, rows] = chain.epoch + terms.unbonding_epochs
    authorities.seat[run, rows] = OUT
    authorities.excluded_until[run, rows] = chain.epoch + terms.settings.exclusion_epochs
    authorities.reputation[run, rows] = 0.0
    authorities.member[run, rows] = False
    return lost


def spread(staked: NDArray[np.int64], losses: NDArray[np.int64], chain: Chain) -> None:
    """What those behind an offender lose, in proportion to their stakes."""
    staked -= losses
    lose(chain, int(losses.sum()))
