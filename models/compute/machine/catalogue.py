"""The jobs by name."""

from dataclasses import dataclass

from ...errors import InvalidParameter
from .jobs import coin_flips, float_sum, hash_search, inference, matrix_product

MOST_STEPS = 1_000_000_000
"""Of a job that is run [1]: some minutes of work."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work that a customer may order."""

    name: str
    """By which it is ordered."""
    text: str
    """A module in the text format of WebAssembly."""
    step: str
    """What one step of it is."""
    steps: int
    """How many if the customer does not say [1]."""


JOBS = {
    job.name: job
    for job in (
        Job("coin-flips", coin_flips.TEXT, "throw of a coin", 10_000),
        Job("matrix-product", matrix_product.TEXT, "row of the product", 50),
        Job("hash-search", hash_search.TEXT, "nonce tried", 200),
        Job("inference", inference.TEXT, "input classified", 200),
        Job("float-sum", float_sum.TEXT, "number added", 10_000),
    )
}
"""All of them."""


def job_named(name: str) -> Job:
    """A job by its name.

    Raises
    ------
    InvalidParameter
        If there is none of that name.
    """
    if name not in JOBS:
        raise InvalidParameter(f"job must be one of {', '.join(JOBS)}, got {name!r}")
    return JOBS[name]


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """A job with its input: all that its result depends on."""

    job: Job
    """What is computed."""
    seed: int
    """The job's input, from 0 to 2^63 - 1."""
    steps: int
    """How much is computed [1]."""

    def __post_init__(self) -> None:
        if not 0 <= self.seed < 2**63:
            raise InvalidParameter(f"seed must lie in [0, 2^63), got {self.seed!r}")
        if not 1 <= self.steps <= MOST_STEPS:
            raise InvalidParameter(f"size must lie in [1, {MOST_STEPS}], got {self.steps!r}")
