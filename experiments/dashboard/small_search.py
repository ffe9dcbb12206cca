"""A search that is small enough for a page: closed metrics alone, few candidates, in this process."""

from functools import lru_cache

from ..evaluating.metrics import METRICS, Kind
from ..evaluating.ranges import read_ranges
from ..parameter_files import load
from ..reproducing.later import later
from ..running.workplace import Workplace
from ..tuning.problem import Objective, Problem
from .fronts import Front, front_of

search = later("tuning.tuning", "search")
as_document = later("tuning.writing", "as_document")

MOST_CANDIDATES = 80
"""About ten seconds of work [1]."""
SEED = 1

RANGES = {
    "rewards.authority_share": "0.3:0.8",
    "rewards.base_reward": "0.01:100:log",
    "issuance.yearly_cap": "0.005:0.2",
    "slashing.rate": "0.01:1",
    "slashing.correlation_factor": "0:5",
    "staking.authority_minimum": "1000:1000000:log",
    "population.hurdle_rate_high": "0.05:0.3",
}
"""Fields that may vary here, and between what; `hybridstake tune` varies any."""
MOST_FIELDS = 4

CLOSED = tuple(
    metric.name for metric in METRICS.values() if metric.kind in (Kind.FORMULA, Kind.ATTACK)
)
"""Metrics that cost next to nothing."""


@lru_cache(maxsize=16)
def small_search(
    protocol: str, fields: tuple[str, ...], maximised: str, minimised: str, budget: int
) -> Front:
    """The front of a small search.

    Parameters
    ----------
    protocol
        Preset that it starts from.
    fields
        Names in `RANGES`.
    maximised, minimised
        Names in `CLOSED`.
    budget
        Candidates that are evaluated, at most `MOST_CANDIDATES` [1].

    Raises
    ------
    InvalidParameter
        If both metrics are one.
    """
    given = load(protocol)
    problem = Problem(
        given=given,
        held=given,
        ranges=tuple(read_ranges([f"{field}={RANGES[field]}" for field in fields], given)),
        objectives=(Objective(maximised, True), Objective(minimised, False)),
        conditions=(),
        budget=min(budget, MOST_CANDIDATES),
        replicates=1,
        seed=SEED,
    )
    return front_of(as_document(search(problem, Workplace(1), None)))
