"""The population at launch: authorities bonded, candidates waiting, everyone else idle."""

import numpy as np
from numpy.typing import NDArray

from ..choices.positions import IDLE, POSITIONS
from ..choices.seats import SEATS, Seat
from ..economy.terms import Terms
from .laws import (
    about,
    divided,
    equal_weights,
    lognormal_weights,
    pareto_weights,
    premiums,
    weights_of,
)
from .people import NEVER, Authorities, Population, Stakers
from .wealth_law import WealthLaw

LARGEST_RATE = 1e100
"""Whoever asks for more asks for as much: worths in base units stay finite [1/year]."""


def found_population(terms: Terms, generators: list[np.random.Generator]) -> Population:
    """The population at launch.

    Parameters
    ----------
    terms
        Of the run.
    generators
        Stream of the stakes, one per run.

    Returns
    -------
    Population
        Bonds, the candidates' money and wealth add up to the supply exactly, in every run.

    Notes
    -----
    Source: ours, paper section "The economy of agents": wealth by the law of the settings, hurdle rates,
    costs of validators and horizons uniform, risk premia exponential, costs of authorities the same for
    all.
    """
    settings, seats = terms.settings, terms.parameters.fast.validators
    rest = terms.initial - terms.bond * seats
    candidates = min(settings.candidates, rest // terms.bond)
    # Candidates must leave the people something to own.
    if terms.bond * candidates >= rest:
        candidates = 0
    rows = [
        _founded_row(terms, rest - terms.bond * candidates, seats + candidates, rng)
        for rng in generators
    ]
    wealth, hurdle_rate, spite, outside_rate, cost, exit_share, risk_premium = (
        np.stack(column) for column in zip(*rows, strict=True)
    )
    people, authorities = wealth.shape, outside_rate.shape
    holds = np.broadcast_to(np.arange(authorities[1]) < seats, authorities)
    memory = settings.strategy.learns
    return Population(
        stakers=Stakers(
            liquid=wealth,
            staked=np.zeros(people, dtype=np.int64),
            unbonding=np.zeros(people, dtype=np.int64),
            matures=np.full(people, NEVER),
            position=np.full(people, IDLE, dtype=np.int8),
            seated=np.zeros(people, dtype=np.bool_),
            hurdle_rate=hurdle_rate,
            spite=spite,
            cost=cost,
            risk_premium=risk_premium,
            exit_share=exit_share,
            rate=hurdle_rate.copy(),
            lost=np.zeros(people, dtype=np.int64),
            learnt=np.repeat(hurdle_rate[np.newaxis], POSITIONS * memory, axis=0),
        ),
        authorities=Authorities(
            liquid=np.where(holds, 0, terms.bond),
            bonded=np.where(holds, terms.bond, 0),
            unbonding=np.zeros(authorities, dtype=np.int64),
            matures=np.full(authorities, NEVER),
            seat=np.where(holds, Seat.SERVE, Seat.OUT).astype(np.int64),
            excluded_until=np.zeros(authorities, dtype=np.int64),
            cost=np.full(authorities, terms.parameters.population.authority_cost * terms.units),
            outside_rate=outside_rate,
            member=np.zeros(authorities, dtype=np.bool_),
            reputation=np.zeros(authorities),
            rate=outside_rate.copy(),
            lost=np.zeros(authorities, dtype=np.int64),
            learnt=np.repeat(outside_rate[np.newaxis], SEATS * memory, axis=0),
        ),
    )


def _founded_row(
    terms: Terms, amount: int, authorities: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], *tuple[NDArray[np.float64], ...]]:
    """What people and authorities of one run have and ask for; whatever is new is drawn last."""
    settings, taste, people = terms.settings, terms.parameters.population, terms.settings.stakers
    wealth = divided(amount, _weights(terms, rng))
    low, high = taste.hurdle_rate_low, taste.hurdle_rate_high
    hurdle_rate = np.minimum(rng.uniform(low, high, people), LARGEST_RATE)
    spiteful = rng.random(people) < settings.attacker.spiteful_share
    outside_rate = np.minimum(rng.uniform(low, high, authorities), LARGEST_RATE)
    horizon = about(settings.horizon_years, settings.horizon_spread, rng.random(people))
    wait = np.minimum(terms.unbonding_epochs * terms.epoch_years / horizon, 1.0)
    cost = about(terms.validator_cost, settings.validator_cost_spread, rng.random(people))
    exposure, draws = terms.parameters.slashing.rate, rng.standard_exponential(people)
    return (
        wealth,
        hurdle_rate,
        np.where(spiteful, settings.attacker.spite, 0.0),
        outside_rate,
        cost,
        wait * settings.strategy.looks_ahead,
        np.minimum(premiums(settings.risk_aversion, exposure, draws), LARGEST_RATE),
    )


def _weights(terms: Terms, rng: np.random.Generator) -> NDArray[np.float64]:
    """Logarithms of wealth by the law of the settings."""
    settings = terms.settings
    match settings.wealth_law:
        case WealthLaw.PARETO:
            exponent = terms.parameters.population.pareto_exponent
            return pareto_weights(settings.stakers, exponent, rng)
        case WealthLaw.LOGNORMAL:
            return lognormal_weights(settings.stakers, settings.wealth_deviation, rng)
        case WealthLaw.EQUAL:
            return equal_weights(settings.stakers)
        case WealthLaw.GIVEN:
            return weights_of(np.array(settings.given_stakes))
