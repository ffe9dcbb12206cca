"""A search from its problem to its files."""

from pathlib import Path

from ..running.locking import sole_writer
from ..running.runner import Progress, unobserved
from ..running.workplace import Workplace, workplace
from .answering import Answer, answered
from .examining import examine
from .picturing import write_picture
from .problem import Problem
from .proposing import AtRandom, Guided
from .searching import searched
from .writing import write_answer

PARTS = ".candidates"
"""Folder of what was evaluated, beside the answer: a search that is killed, or one with a larger budget,
goes on from there."""


def tuned(
    problem: Problem,
    base: str,
    *,
    out: Path,
    workers: int,
    cluster: str | None = None,
    progress: Progress = unobserved,
    at_random: int = 0,
) -> Answer:
    """The answer of a search, with its files in a folder; the same bytes with any workers.

    Parameters
    ----------
    problem
        What the search is about.
    base
        Preset that the parameters given start from.
    out
        Folder for the files; what an earlier call has left of the same candidates is used.
    workers
        Processes at the most, where no cluster does the work.
    cluster
        Address of a Dask scheduler whose workers are to do the work, or `local`.
    progress
        Called with candidates evaluated, and those to be.
    at_random
        Searches at random with the same budget, for comparison.

    Raises
    ------
    InvalidParameter
        If another run writes into the folder, or the cluster cannot be used.
    """
    with sole_writer(out), workplace(workers, cluster, examine.__module__) as place:
        answer = search(problem, place, out / PARTS, progress, at_random)
        write_answer(answer, base, out)
        write_picture(answer, out)
    return answer


def search(
    problem: Problem,
    place: Workplace,
    parts: Path | None,
    progress: Progress = unobserved,
    at_random: int = 0,
) -> Answer:
    """The answer alone; as `tuned`."""
    total = problem.budget * (1 + at_random)

    def tell(searches: int) -> Progress:
        """Progress of one search as that of all."""
        return lambda done, _: progress(searches * problem.budget + done, total)

    trials = searched(problem, Guided(problem), place, parts, tell(0))
    others = [
        searched(problem, AtRandom(problem, number), place, parts, tell(1 + number))
        for number in range(at_random)
    ]
    return answered(problem, trials, others, place, parts)
