"""The random streams of runs, and what one epoch draws from them whatever the state."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .settings import EconomySettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Streams:
    """One generator per kind of chance of one run, made by the caller by address."""

    stakes: np.random.Generator
    """Wealth and tastes at launch."""
    choices: np.random.Generator
    """Who reconsiders in an epoch, what comes to mind, and mistakes."""
    load: np.random.Generator
    """Shocks to the network load."""
    misbehaviour: np.random.Generator
    """Opportunities, their gains, and detection."""
    order: np.random.Generator
    """Who decides before whom, where people decide one after another."""


@dataclass(frozen=True, slots=True)
class EpochDraws:
    """Every draw of one epoch of all runs: the same for both engines, whatever they do."""

    load_shock: list[float]
    """(runs,) Standard normal [1]."""
    staker_reviews: NDArray[np.float64]
    """(runs, n) Uniform on [0, 1): a staker reconsiders below the review probability [1]."""
    authority_reviews: NDArray[np.float64]
    """(runs, m) Uniform on [0, 1), likewise [1]."""
    tremble: NDArray[np.float64] | None
    """(runs, n) Uniform on [0, 1); none where the rule of choice takes none [1]."""
    pick: NDArray[np.float64] | None
    """(runs, n) Uniform on [0, 1), independent of the former [1]."""
    seat_tremble: NDArray[np.float64] | None
    """(runs, m) As `tremble`, of authorities [1]."""
    seat_pick: NDArray[np.float64] | None
    """(runs, m) As `pick`, of authorities [1]."""
    order: NDArray[np.int64] | None
    """(runs, n) Who decides before whom, as columns; none where all decide at once [1]."""
    opportunity: list[float]
    """(runs,) Uniform on [0, 1): whom the opportunity of this epoch comes to [1]."""
    gain: list[float]
    """(runs,) Standard exponential: what it would bring, in means [1]."""
    detection: list[float]
    """(runs,) Uniform on [0, 1): found out below the detection probability [1]."""
    silence: list[float]
    """(runs,) Uniform on [0, 1): silence is noticed below the detection probability [1]."""
    cartel: list[float]
    """(runs,) Uniform on [0, 1): the cartel is found out below its own detection probability [1]."""


def draw_epoch(
    streams: Sequence[Streams], settings: EconomySettings, authorities: int
) -> EpochDraws:
    """The draws of one epoch of all runs.

    Parameters
    ----------
    streams
        Generators of each run; all but `stakes` may move on.
    settings
        People, and what their rule of choice and their order draw.
    authorities
        Columns of authorities [1].
    """
    people, trembles = settings.stakers, settings.strategy.trembles
    choices = [each.choices for each in streams]
    chances = _uniforms([each.misbehaviour for each in streams], 4).T.tolist()
    return EpochDraws(
        load_shock=[float(each.load.standard_normal()) for each in streams],
        staker_reviews=_uniforms(choices, people),
        authority_reviews=_uniforms(choices, authorities),
        tremble=_uniforms(choices, people) if trembles else None,
        pick=_uniforms(choices, people) if trembles else None,
        seat_tremble=_uniforms(choices, authorities) if trembles else None,
        seat_pick=_uniforms(choices, authorities) if trembles else None,
        order=np.array([each.order.permutation(people) for each in streams])
        if settings.order_blocks > 1
        else None,
        opportunity=chances[0],
        gain=[float(each.misbehaviour.standard_exponential()) for each in streams],
        detection=chances[1],
        silence=chances[2],
        cartel=chances[3],
    )


def _uniforms(streams: Sequence[np.random.Generator], columns: int) -> NDArray[np.float64]:
    """(runs, columns) from one stream of each run."""
    found = np.empty((len(streams), columns))
    for row, each in zip(found, streams, strict=True):
        each.random(out=row)
    return found
