"""What holds of a job queue after every action."""

from .actions import Action, Block
from .queue import Queue


def apply_checked(queue: Queue, action: Action) -> None:
    """Change the state by one entry of the log, and insist on every invariant.

    Raises
    ------
    InvalidParameter
        If the action is not permitted.
    """
    queue.apply(action)
    faults = broken(queue, after_block=isinstance(action, Block))
    assert not faults, f"a reachable state breaks: {', '.join(faults)}"


def broken(queue: Queue, *, after_block: bool) -> list[str]:
    """Names of the invariants that a state breaks: none in any state that can be reached.

    Parameters
    ----------
    queue
        Of which nothing is changed.
    after_block
        Whether a block has just ended, so that nobody may be free for whom a copy waits.
    """
    checks = {
        "each copy of a job is with another operator": copies_are_apart(queue),
        "operators and jobs agree on who runs what": assignments_match(queue),
        "no job is lost": no_job_is_lost(queue),
        "no money is made or lost": money_is_conserved(queue),
        "nothing is owed": nothing_is_owed(queue),
        "nobody is free while a copy waits that it may have": not after_block
        or nobody_idles(queue),
        "no answer can be copied in its round": nothing_is_shown_early(queue),
        "the first in turn waits no longer than a deadline": first_waits_a_deadline(queue),
    }
    return [name for name, holds in checks.items() if not holds]


def copies_are_apart(queue: Queue) -> bool:
    """No operator had two copies of a job; who runs, hides or revealed one was asked."""
    return all(
        len(set(job.asked)) == len(job.asked)
        and {*job.running, *job.commitments, *(name for name, _ in job.answers)} <= set(job.asked)
        for job in queue.open_jobs.values()
    )


def assignments_match(queue: Queue) -> bool:
    """What operators say they run is what jobs say of them, and is due."""
    by_job = {(name, number) for number, job in queue.open_jobs.items() for name in job.running}
    by_operator = {
        (name, each.job) for name, each in queue.operators.items() if each.job is not None
    }
    return by_job == by_operator and all(
        each.due > queue.height for each in queue.operators.values() if each.job is not None
    )


def no_job_is_lost(queue: Queue) -> bool:
    """Every number is open or closed, and an open job has a copy that runs, waits or is hidden."""
    numbers = [*queue.open_jobs, *queue.closed_jobs]
    return sorted(numbers) == list(range(queue.submitted)) and all(
        job.wanted + len(job.running) + len(job.commitments) >= 1
        for job in queue.open_jobs.values()
    )


def money_is_conserved(queue: Queue) -> bool:
    """Accounts, bonds and escrows are what came in, in base units."""
    held = sum(job.escrow for job in queue.open_jobs.values())
    bonds = sum(each.bond for each in queue.operators.values())
    return sum(queue.accounts.values()) + bonds + held == queue.minted


def nothing_is_owed(queue: Queue) -> bool:
    """No account, bond or escrow is below zero."""
    amounts = [
        *queue.accounts.values(),
        *(each.bond for each in queue.operators.values()),
        *(job.escrow for job in queue.open_jobs.values()),
    ]
    return min(amounts, default=0) >= 0


def nobody_idles(queue: Queue) -> bool:
    """No operator is free who may have a copy that waits and is paid for."""
    free = {name for name, each in queue.operators.items() if each.job is None}
    return not any(
        free & set(queue.eligible(number))
        for number, job in queue.open_jobs.items()
        if job.wanted and len(job.asked) < queue.rules.most_copies
    )


def first_waits_a_deadline(queue: Queue) -> bool:
    """The copy in front has waited no longer than anybody may keep an operator.

    All who may have it are busy when it comes to the front, and each is free again in a deadline.
    """
    number, _, since = queue.head_since
    if number not in queue.open_jobs or not queue.open_jobs[number].wanted:
        return True
    return queue.height - since <= queue.longest_deadline


def nothing_is_shown_early(queue: Queue) -> bool:
    """Answers are revealed only while no copy of their job is out or waits."""
    return all(
        job.reveal_by is None or not (job.running or job.wanted) for job in queue.open_jobs.values()
    )
