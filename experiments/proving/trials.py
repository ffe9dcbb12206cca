"""Every condition under many seeds, each trial with a generator of its own."""

from collections.abc import Sequence
from functools import partial

from ...proofs.solving.apart import Address, Progress, Source
from ...proofs.solving.claim import Claim
from ...proofs.solving.processes import LIMITS, Limits, Lost, carry_out
from ...proofs.solving.solver import RESOURCES
from ...proofs.solving.stability import Trial, trial
from ...proofs.solving.stated import stated
from ..running.seeds import Stream, generator


def trials_apart(
    source: Source,
    claims: Sequence[Claim],
    seeds: int,
    workers: int,
    progress: Progress | None = None,
    resources: int = RESOURCES,
    *,
    limits: Limits = LIMITS,
) -> list[Trial]:
    """Every condition of some claims under the seeds 0, 1, …, made in other processes.

    Parameters
    ----------
    source
        Where every process finds the claims.
    claims
        Whose conditions are tried, all of that source.
    seeds
        How many [1].
    workers
        Processes at the most [1].
    progress
        Told after every condition.
    resources
        Work after which Z3 gives up on one trial [1].
    limits
        What all trials of one condition may use; those of a process that ends early are undecided.
    """
    asked = [
        Address(source, claim.name, position)
        for claim in claims
        for position in range(len(claim.conditions))
    ]
    jobs = [partial(trials_at, each, seeds, resources) for each in asked]
    results = carry_out(jobs, workers, progress, limits)
    return [
        each
        for address, result in zip(asked, results, strict=True)
        for each in (lost_trials(address, seeds) if isinstance(result, Lost) else result)
    ]


def trials_at(address: Address, seeds: int, resources: int) -> list[Trial]:
    """One condition under every seed."""
    claim, condition = address.found()
    written = stated(condition)
    return [
        trial(claim, written, seed, generator(seed, condition.name, 0, Stream.ORDER), resources)
        for seed in range(seeds)
    ]


def lost_trials(address: Address, seeds: int) -> list[Trial]:
    """One condition whose process ended early."""
    claim, condition = address.found()
    return [Trial(claim.name, condition.name, seed, "undecided", 0) for seed in range(seeds)]
