"""What it costs to keep the queue with many instead of with one: messages, and time."""

from typing import Any


def messages_of_decision(replicas: Any) -> Any:
    """Messages by which replicas agree on a block of the log, in three message delays.

    Parameters
    ----------
    replicas
        At least 1 [1].

    Returns
    -------
    int
        A proposal to all others, and two rounds of votes from all to all others [1].

    Notes
    -----
    Source: Castro & Liskov 1999, where the leader votes as well.

    Examples
    --------
    >>> messages_of_decision(1), messages_of_decision(4)
    (0, 27)
    """
    return (replicas - 1) + 2 * replicas * (replicas - 1)


def messages_of_job(copies: Any, replicas: Any, jobs_per_block: Any) -> Any:
    """Messages for one job, the replicas' own among them.

    Parameters
    ----------
    copies
        That are run of it [1].
    replicas
        Who keep the queue; one is a coordinator [1].
    jobs_per_block
        Among whom each decision is shared [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours. A job is ordered and answered, each copy is given out and delivered; as many decisions
    are taken as blocks pass, whatever is in them.

    Examples
    --------
    >>> messages_of_job(copies=3, replicas=1, jobs_per_block=10)
    8.0
    """
    return 2 + 2 * copies + messages_of_decision(replicas) / jobs_per_block


def coordination_ms(leg_ms: Any, decision_ms: Any, waves: Any) -> Any:
    """Time that a job spends on the way and on decisions, besides waiting and running.

    Parameters
    ----------
    leg_ms
        A message between somebody and the nearest who keeps the queue [ms].
    decision_ms
        Until a block of the log is final; none with a coordinator [ms].
    waves
        Times that copies are given out and delivered [1].

    Returns
    -------
    float
        [ms]

    Notes
    -----
    Source: ours. The order and every delivery are decided before anything follows from them; order,
    answer, and both ways of each wave are legs.

    Examples
    --------
    >>> coordination_ms(leg_ms=10.0, decision_ms=100.0, waves=1)
    240.0
    """
    return (2 + 2 * waves) * leg_ms + (1 + waves) * decision_ms
