"""The job queue under load: customers who come at random, operators who take the time that they take."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...cryptography.derivation import derived
from .actions import Action, Block, Commit, Deposit, Register, Reveal, Submit
from .answers import Answer, committed
from .invariants import apply_checked
from .queue import Queue
from .records import Rules

Floats = NDArray[np.float64]
CUSTOMER = "customer"
PLENTY = 10**12
"""Owned by whoever pays or bonds, so that money decides nothing here [base unit]."""


@dataclass(frozen=True, eq=False, slots=True)
class Traffic:
    """Jobs that come, and how long copies of them take."""

    arrivals: NDArray[np.int64]
    """(jobs,) Height at which each is submitted, rising [block]."""
    services: NDArray[np.int64]
    """(jobs, copies) Time of the first, second, … copy assigned, at least 1; further ones begin anew
    [block]."""
    results: NDArray[np.int64]
    """(jobs, copies) What each copy answers, as a number."""


def apply_log(
    rules: Rules, operators: int, traffic: Traffic, rng: np.random.Generator
) -> tuple[Queue, list[Action]]:
    """Traffic put through the state machine, with every invariant asserted at every step.

    Parameters
    ----------
    rules
        Of the queue.
    operators
        How many [1].
    traffic
        What comes.
    rng
        Makes the beacon's seeds.

    Returns
    -------
    tuple
        The queue once all jobs are closed, and the log that led there.
    """
    queue, log = Queue(rules), list[Action]()

    def do(action: Action) -> None:
        apply_checked(queue, action)
        log.append(action)

    do(Deposit(CUSTOMER, PLENTY))
    for number in range(operators):
        do(Deposit(_name(number), PLENTY))
        do(Register(_name(number), PLENTY))
    busy: list[tuple[int, str, int, str]] = []
    assigned: dict[str, int] = {}
    hidden: dict[tuple[int, str], tuple[Answer, bytes]] = {}
    came = 0
    while came < len(traffic.arrivals) or queue.open_jobs:
        while came < len(traffic.arrivals) and traffic.arrivals[came] <= queue.height:
            do(Submit(CUSTOMER))
            came += 1
        while busy and busy[0][0] <= queue.height:
            _, name, number, result = heapq.heappop(busy)
            if queue.operators[name].job == number:
                answer, blinding = Answer(result), derived(b"operator", name, number)
                hidden[number, name] = answer, blinding
                do(Commit(name, committed(number, name, answer, blinding)))
        for number, job in list(queue.open_jobs.items()):
            for name in list(job.commitments) if job.reveal_by is not None else ():
                do(Reveal(name, number, *hidden.pop((number, name))))
        do(Block(rng.bytes(16)))
        for name, operator in queue.operators.items():
            if operator.job is None or assigned.get(name) == operator.job:
                continue
            job = operator.job
            assigned[name] = job
            copy = queue.open_jobs[job].asked.index(name) % traffic.services.shape[1]
            time = int(traffic.services[job, copy])
            result = str(traffic.results[job, copy])
            heapq.heappush(busy, (queue.height + time - 1, name, job, result))
    return queue, log


def waits(queue: Queue) -> Floats:
    """Blocks from the block in which each job came to its first assignment, (jobs,) [block]."""
    found = [queue.closed_jobs[number] for number in range(len(queue.closed_jobs))]
    return np.array([job.started - job.submitted - 1 for job in found], dtype=np.float64)


def first_come_first_served(
    arrivals: NDArray[np.int64], services: NDArray[np.int64], operators: int
) -> Floats:
    """Waits of jobs with one copy each, by a recursion that knows no state machine.

    Parameters
    ----------
    arrivals, services
        (jobs,) [block]
    operators
        [1]

    Returns
    -------
    ndarray
        (jobs,) [block]

    Notes
    -----
    Source: Kiefer & Wolfowitz 1955, doi:10.1090/S0002-9947-1955-0070794-9.
    """
    free = [0] * operators
    found: list[int] = []
    for arrival, service in zip(arrivals.tolist(), services.tolist(), strict=True):
        start = max(arrival, heapq.heappop(free))
        found.append(start - arrival)
        heapq.heappush(free, start + service)
    return np.array(found, dtype=np.float64)


def drawn_traffic(
    jobs: int, pace: float, service: float, copies: int, rng: np.random.Generator
) -> Traffic:
    """Poisson arrivals and geometric services, the exponential ones of blocks; all copies answer alike.

    Parameters
    ----------
    jobs
        How many [1].
    pace
        Of their coming [1/block].
    service
        Mean time of a copy, at least 1; of many blocks, so that their length matters little [block].
    copies
        Different times drawn for each job [1].
    rng
        Where chance comes from.
    """
    arrivals = np.floor(np.cumsum(rng.exponential(1 / pace, jobs))).astype(np.int64)
    services = rng.geometric(1 / service, (jobs, copies))
    return Traffic(arrivals, services, np.zeros((jobs, copies), dtype=np.int64))


def _name(number: int) -> str:
    return f"operator {number}"
