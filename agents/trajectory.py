"""What a run of the economy hands back."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .chain import Chain
from .conservation import Totals


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """One run, epoch by epoch, and where its tokens ended up."""

    metrics: dict[str, NDArray[np.float64]]
    """(epochs + 1,) each, by the names in `metrics.METRICS`; row 0 is the launch."""
    totals: Totals
    """Sums over the population at the end [base unit]."""
    chain: Chain
    """State of the protocol at the end: supply, minted, burned, unpaid, offences."""
    conservation_error: int
    """Held, dust and burned minus launched and minted, after the last epoch: zero [base unit]."""
    agent_steps: int
    """People times epochs [1]."""
    cpu_seconds: float = field(repr=False)
    """Processor time of the stepping alone; differs from run to run, so never a result [s]."""
