"""What runs of the economy hand back."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .economy.chain import Chain
from .economy.conservation import Totals


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate in words and numbers, of what each player owns in a year."""

    epsilon: float
    """Largest gain of one who alone changes [1/year]."""
    coalition_epsilon: float
    """Largest gain of the worst-off of up to three who all change [1/year]."""
    class_epsilon: float
    """Largest gain of the worst-off of all people, or all authorities, who go over to one strategy
    [1/year]."""
    deviator: str | None
    """Who gains most by what; none in an exact equilibrium."""
    exhaustive: bool
    """Whether all coalitions were tried, or some of many."""


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """One run, epoch by epoch, and where its tokens ended up."""

    metrics: dict[str, NDArray[np.float64]]
    """By the names in `economy.metrics.METRICS`: (epochs + 1,) each, of which row 0 is the launch, or
    (1,), the end, where days were not kept."""
    modes: NDArray[np.int8]
    """(epochs + 1,) Mode of every epoch, the launch first; kept in any case."""
    totals: Totals
    """Sums over the population at the end [base unit]."""
    chain: Chain
    """State of the protocol at the end: supply, minted, burned, unpaid, offences."""
    conservation_error: int
    """All that is held or burned minus launched and minted, after the last epoch: zero [base unit]."""
    certificate: Certified | None
    """What the last epoch leaves to gain; none where it was not asked for."""
    agent_steps: int
    """People who may stake times epochs; authorities are not counted [1]."""
    cpu_seconds: float = field(repr=False)
    """Processor time of the stepping alone, of this run's part of a batch; never a result [s]."""
