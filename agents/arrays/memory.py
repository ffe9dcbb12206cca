"""What everybody's money has brought, kept for rules of choice that look back at it.

A choice brings the pay of the epoch, less what was slashed since the pay before. Whoever loses its place
with the stake learns that at once, for there will be no pay.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..choices.rates import realised_rate, realised_seat_rate
from ..economy.chain import Chain
from ..economy.terms import Terms
from ..population.people import Authorities, Population, Stakers
from ..strategies.reinforcement import learn
from .shapes import column

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]
Rates = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Held:
    """What one class held before anybody was punished, (runs, people) each."""

    choice: NDArray[np.int64] | NDArray[np.int8]
    """Positions, or seats."""
    at_stake: Counts
    """Stake or bond [base unit]."""
    liable: Counts
    """The same, with what is on its way out [base unit]."""


def remember_stakes(stakers: Stakers, chains: Sequence[Chain], terms: Terms, paid: Counts) -> None:
    """What people's money has brought in an epoch; before their pay is restaked."""
    stakers.rate = stake_rates(
        stakers, chains, terms, paid - stakers.lost, stakers.staked + stakers.lost, stakers.position
    )
    stakers.lost[:] = 0
    teach(stakers.learnt, stakers.position, stakers.rate, terms)


def remember_seats(
    authorities: Authorities, chains: Sequence[Chain], terms: Terms, paid: Counts
) -> None:
    """What authorities' bonds have brought in an epoch."""
    authorities.rate = seat_rates(
        authorities,
        chains,
        terms,
        paid - authorities.lost,
        authorities.bonded + authorities.lost,
        authorities.seat,
    )
    authorities.lost[:] = 0
    teach(authorities.learnt, authorities.seat, authorities.rate, terms)


def held(population: Population) -> tuple[Held, Held]:
    """What both classes hold, copied."""
    stakers, authorities = population.stakers, population.authorities
    return (
        Held(stakers.position.copy(), stakers.staked.copy(), stakers.staked + stakers.unbonding),
        Held(
            authorities.seat.copy(),
            authorities.bonded.copy(),
            authorities.bonded + authorities.unbonding,
        ),
    )


def remember_losses(
    population: Population, chains: Sequence[Chain], terms: Terms, before: tuple[Held, Held]
) -> None:
    """What both classes have lost since: at once where the place is lost too, else with the next pay."""
    stakers, authorities = population.stakers, population.authorities
    of_stakers, of_authorities = before
    loss = of_stakers.liable - stakers.staked - stakers.unbonding
    thrown_out = stakers.position != of_stakers.choice
    stakers.lost = np.where(thrown_out, 0, loss)
    if terms.settings.strategy.learns and thrown_out.any():
        rates = stake_rates(stakers, chains, terms, -loss, of_stakers.at_stake, of_stakers.choice)
        teach(stakers.learnt, of_stakers.choice, rates, terms, thrown_out)
    loss = of_authorities.liable - authorities.bonded - authorities.unbonding
    thrown_out = authorities.seat != of_authorities.choice
    authorities.lost = np.where(thrown_out, 0, loss)
    if terms.settings.strategy.learns and thrown_out.any():
        rates = seat_rates(
            authorities, chains, terms, -loss, of_authorities.at_stake, of_authorities.choice
        )
        teach(authorities.learnt, of_authorities.choice, rates, terms, thrown_out)


def stake_rates(
    stakers: Stakers,
    chains: Sequence[Chain],
    terms: Terms,
    paid: Counts,
    staked: Counts,
    position: NDArray[np.int64] | NDArray[np.int8],
) -> Rates:
    """(runs, n) What positions have brought [1/year]; see `choices.rates.realised_rate`."""
    hurdle_rate = stakers.hurdle_rate * column([chain.taste for chain in chains])
    cost = stakers.cost / column([chain.price for chain in chains])
    return realised_rate(paid, staked, position, hurdle_rate, cost, terms.epoch_years)


def seat_rates(
    authorities: Authorities,
    chains: Sequence[Chain],
    terms: Terms,
    paid: Counts,
    bonded: Counts,
    seat: NDArray[np.int64] | NDArray[np.int8],
) -> Rates:
    """(runs, m) What seats have brought [1/year]; see `choices.rates.realised_seat_rate`."""
    cost = authorities.cost / column([chain.price for chain in chains])
    return realised_seat_rate(paid, bonded, seat, authorities.outside_rate, cost, terms.epoch_years)


def teach(
    learnt: Rates,
    choice: NDArray[np.int64] | NDArray[np.int8],
    rates: Rates,
    terms: Terms,
    whom: Marks | bool = True,
) -> None:
    """Some who made a choice learn what it has brought; nobody where rules do not learn."""
    weight = terms.settings.strategy.weight_of_last
    for index, table in enumerate(learnt):
        learns = (choice == index) & whom
        table[learns] = learn(table[learns], rates[learns], weight)
