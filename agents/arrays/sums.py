"""Sums over the population of each run; exact, because they are whole."""

from typing import Any

from numpy.typing import NDArray

from ..choices.positions import DELEGATE, GRIEF, is_validating
from ..choices.seats import Seat
from ..economy.conservation import Totals
from ..population.people import Population


def total(population: Population) -> list[Totals]:
    """Sums of every run.

    Parameters
    ----------
    population
        Of all runs.
    """
    stakers, authorities = population.stakers, population.authorities
    staked, position = stakers.staked, stakers.position
    columns = (
        _of(stakers.liquid),
        _of(staked),
        _of(staked * is_validating(position)),
        _of(staked * (position == DELEGATE)),
        _of(staked * (position == GRIEF)),
        _of(stakers.unbonding),
        _of(staked > 0),
        _of(authorities.liquid),
        _of(authorities.bonded),
        _of(authorities.unbonding),
        _of(authorities.seat != Seat.OUT),
        _of(authorities.seat == Seat.SERVE),
    )
    return [Totals(*row) for row in zip(*columns, strict=True)]


def _of(table: NDArray[Any]) -> list[int]:
    """Sum of each row."""
    return table.sum(axis=1).tolist()
