"""Sums over the population of each run; exact, because they are whole."""

from typing import Any

from numpy.typing import NDArray

from ..choices.positions import DELEGATE, GRIEF, is_validating
from ..choices.seats import Seat
from ..economy.conservation import Totals
from ..population.people import Population


def total(population: Population, runs: list[int] | slice = slice(None)) -> list[Totals]:
    """Sums of every run, or of some.

    Parameters
    ----------
    population
        Of all runs.
    runs
        Which of them, by number [1].
    """
    stakers, authorities = population.stakers, population.authorities
    staked, position, seat = stakers.staked[runs], stakers.position[runs], authorities.seat[runs]
    columns = (
        _of(stakers.liquid[runs]),
        _of(staked),
        _of(staked * is_validating(position)),
        _of(staked * (position == DELEGATE)),
        _of(staked * (position == GRIEF)),
        _of(stakers.unbonding[runs]),
        _of(staked > 0),
        _of(authorities.liquid[runs]),
        _of(authorities.bonded[runs]),
        _of(authorities.unbonding[runs]),
        _of(seat != Seat.OUT),
        _of(seat == Seat.SERVE),
    )
    return [Totals(*row) for row in zip(*columns, strict=True)]


def _of(table: NDArray[Any]) -> list[int]:
    """Sum of each row."""
    return table.sum(axis=1).tolist()
