"""The random streams of a run, and what one epoch draws from them whatever the state."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, slots=True)
class Streams:
    """One generator per kind of chance, made by the caller by address."""

    stakes: np.random.Generator
    """Wealth and hurdle rates at launch."""
    choices: np.random.Generator
    """Who reconsiders in an epoch."""
    load: np.random.Generator
    """Shocks to the network load."""
    misbehaviour: np.random.Generator
    """Opportunities, their gains, and detection."""
    order: np.random.Generator
    """Held by Mesa, which draws from it while it starts; nothing in the economy does."""


@dataclass(frozen=True, slots=True)
class EpochDraws:
    """Every draw of one epoch: the same for both engines, and independent of what they do."""

    load_shock: float
    """Standard normal [1]."""
    staker_reviews: NDArray[np.float64]
    """(n_stakers,) Uniform on [0, 1): a staker reconsiders below the review probability [1]."""
    authority_reviews: NDArray[np.float64]
    """(n_authorities,) Uniform on [0, 1), likewise [1]."""
    opportunity: float
    """Uniform on [0, 1): whom the opportunity of this epoch comes to [1]."""
    gain: float
    """Standard exponential: what it would bring, in means [1]."""
    detection: float
    """Uniform on [0, 1): found out below the detection probability [1]."""


def draw_epoch(streams: Streams, stakers: int, authorities: int) -> EpochDraws:
    """The draws of one epoch.

    Parameters
    ----------
    streams
        Generators; `load`, `choices` and `misbehaviour` move on.
    stakers, authorities
        Size of the population [1].
    """
    return EpochDraws(
        load_shock=streams.load.standard_normal(),
        staker_reviews=streams.choices.random(stakers),
        authority_reviews=streams.choices.random(authorities),
        opportunity=streams.misbehaviour.random(),
        gain=streams.misbehaviour.standard_exponential(),
        detection=streams.misbehaviour.random(),
    )
