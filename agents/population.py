"""Who owns what: a struct of arrays, one row per person, in whole base units."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..models.economics.distribution import pro_rata
from .terms import Terms

NEVER = 2**63 - 1
"""Epoch in which the stake of somebody who is not leaving matures."""

LARGEST_WEIGHT = 2**40
"""Wealth of the richest before it is scaled to the supply; a million of them stay below 2^62."""


@dataclass(eq=False, slots=True)
class Stakers:
    """Everyone who may stake; each one's tokens are all idle, all at stake, or all on the way out."""

    liquid: NDArray[np.int64]
    """(n,) Idle [base unit]."""
    staked: NDArray[np.int64]
    """(n,) At stake; rewards are added to it [base unit]."""
    unbonding: NDArray[np.int64]
    """(n,) On the way out: earns nothing and can still be slashed [base unit]."""
    matures: NDArray[np.int64]
    """(n,) Epoch whose end frees what is unbonding; `NEVER` for those not on the way out [epoch]."""
    hurdle_rate: NDArray[np.float64]
    """(n,) Yield that each asks for [1/year]."""


@dataclass(eq=False, slots=True)
class Authorities:
    """The seats. Rewards stay liquid; a bond is all or nothing."""

    liquid: NDArray[np.int64]
    """(m,) Idle [base unit]."""
    bonded: NDArray[np.int64]
    """(m,) Bond; the authority is online exactly while it is positive [base unit]."""
    unbonding: NDArray[np.int64]
    """(m,) On the way out: earns nothing and can still be slashed [base unit]."""
    matures: NDArray[np.int64]
    """(m,) Epoch whose end frees the bond, and before which the seat stays empty; or `NEVER` [epoch]."""


@dataclass(eq=False, slots=True)
class Population:
    """Both classes."""

    stakers: Stakers
    """People who may stake."""
    authorities: Authorities
    """Authorities, one row per seat."""


def found_population(terms: Terms, rng: np.random.Generator) -> Population:
    """The population at launch: authorities bonded, everyone else idle.

    Parameters
    ----------
    terms
        Of the run.
    rng
        Stream of the stakes.

    Returns
    -------
    Population
        Bonds and wealth add up to the supply exactly.

    Notes
    -----
    Source: ours, paper section "The economy of agents": wealth by a Pareto law, hurdle rates uniform.
    """
    seats, people = terms.parameters.fast.validators, terms.settings.stakers
    taste = terms.parameters.population
    bonded = np.full(seats, terms.bond, dtype=np.int64)
    wealth = pareto_wealth(terms.initial - terms.bond * seats, people, taste.pareto_exponent, rng)
    return Population(
        stakers=Stakers(
            liquid=wealth,
            staked=np.zeros(people, dtype=np.int64),
            unbonding=np.zeros(people, dtype=np.int64),
            matures=np.full(people, NEVER),
            hurdle_rate=rng.uniform(taste.hurdle_rate_low, taste.hurdle_rate_high, people),
        ),
        authorities=Authorities(
            liquid=np.zeros(seats, dtype=np.int64),
            bonded=bonded,
            unbonding=np.zeros(seats, dtype=np.int64),
            matures=np.full(seats, NEVER),
        ),
    )


def pareto_wealth(
    amount: int, people: int, exponent: float, rng: np.random.Generator
) -> NDArray[np.int64]:
    """An amount divided among people by a Pareto law, to the last base unit.

    Parameters
    ----------
    amount
        [base unit]
    people
        At least one [1].
    exponent
        Tail exponent, positive [1].
    rng
        Stream of the stakes.

    Returns
    -------
    NDArray[np.int64]
        (people,) Sums to the amount [base unit].

    Notes
    -----
    Source: a Pareto variable is the exponential of an exponential one over the exponent. The largest is
    divided out before the exponential is taken, which would overflow for small exponents.
    """
    logarithms = rng.standard_exponential(people) / exponent
    weights = (np.exp(logarithms - logarithms.max()) * LARGEST_WEIGHT).astype(np.int64)
    wealth, dust = pro_rata(amount, weights)
    wealth[:dust] += 1
    return wealth
