"""Sums over the population of each run; exact, because they are whole."""

from typing import Any

from numpy.typing import NDArray

from ..choices.positions import DELEGATE, GRIEF
from ..choices.seats import Seat
from ..economy.conservation import Totals
from ..population.people import Population, Stakers


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
    validating, griefing = zip(*signing_of(stakers, runs), strict=True)
    columns = (
        _of(stakers.liquid[runs]),
        _of(staked),
        validating,
        _of(staked * (position == DELEGATE)),
        griefing,
        _of(stakers.unbonding[runs]),
        _of(staked > 0),
        _of(authorities.liquid[runs]),
        _of(authorities.bonded[runs]),
        _of(authorities.unbonding[runs]),
        _of(seat != Seat.OUT),
        _of(seat == Seat.SERVE),
    )
    return [Totals(*row) for row in zip(*columns, strict=True)]


def signing_of(stakers: Stakers, runs: list[int] | slice) -> list[tuple[int, int]]:
    """Of every run, or of some: stake that signs with a seat, and of it that of griefers [base unit]."""
    staked, seated = stakers.staked[runs], stakers.seated[runs]
    griefs = stakers.position[runs] == GRIEF
    # Mostly nobody does.
    griefing = _of(staked * (seated & griefs)) if griefs.any() else [0] * len(staked)
    return list(zip(_of(staked * seated), griefing, strict=True))


def _of(table: NDArray[Any]) -> list[int]:
    """Sum of each row."""
    return table.sum(axis=1).tolist()
