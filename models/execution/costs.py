"""What a parallel executor adds to the transactions themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from ..errors import InvalidParameter
from .workloads import Workload


@dataclass(frozen=True, kw_only=True, slots=True)
class Costs:
    """Overheads of an executor; without any, time is that of the transactions."""

    instrumentation: float = 0.0
    """Time that memory of versions adds to an execution, as a part of it [1]."""
    validation: float = 0.0
    """Time of a validation as a part of a plain execution [1]."""
    suspension: float = 0.0
    """Time of an execution that meets an estimate and gives up, as a part of a plain one [1]."""
    commit: float = 0.0
    """Time that each transaction takes of what workers cannot share, in order [ns]."""

    def __post_init__(self) -> None:
        for name in ("instrumentation", "validation", "suspension", "commit"):
            value = getattr(self, name)
            if not (value >= 0 and isfinite(value)):
                raise InvalidParameter(f"{name} must be at least 0 and finite, got {value!r}")


FREE = Costs()
"""No overhead: what the dependencies alone allow."""


def executions(workload: Workload, costs: Costs) -> list[int]:
    """Time of an execution of each transaction on memory of versions [ns]."""
    return [round(each.work * (1 + costs.instrumentation)) for each in workload.transactions]


def committed(ready: Sequence[int] | NDArray[np.int64], costs: Costs) -> float:
    """When the last transaction is committed, one after the other in order.

    Parameters
    ----------
    ready
        (transactions,) times from which each may be committed [ns].
    costs
        With the time of a commit.

    Returns
    -------
    float
        [ns]

    Notes
    -----
    Source: ours; the last of a queue is done when some transaction was ready and all behind it took
    their time.

    Examples
    --------
    >>> committed([5, 1, 9], Costs(commit=3))
    14.0
    """
    times = np.asarray(ready, dtype=np.float64)
    behind = np.arange(len(times), 0, -1)
    return float((times + behind * costs.commit).max())


def check_workers(workers: int) -> None:
    """Refuse a number of workers that is none."""
    if workers < 1:
        raise InvalidParameter(f"workers must be at least 1, got {workers}")
