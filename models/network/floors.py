"""Rounds without jitter for every proposer, from one proposer of each group."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import numpy as np

from .groups import Groups
from .links import Floats
from .rounds import UNPACED, Pace, certificates
from .votes import Integers


def floors_of_all_to_all(
    groups: Groups, delays: Floats, online: Integers, message_delays: int
) -> Floats:
    """Finality at every validator for every proposer.

    Parameters
    ----------
    groups
        Of the validators.
    delays
        (regions, regions) [ms].
    online
        (m,) who answers at all, by number.
    message_delays
        Of a round [1].

    Returns
    -------
    ndarray
        (m, m) proposer by validator [ms]
    """
    kinds = groups.of[online]
    _, first, row = np.unique(kinds, return_index=True, return_inverse=True)
    times, _ = groups.finality(delays[None], online[first][:, None], message_delays)
    found = times[row][:, kinds]
    np.fill_diagonal(found, times[row, -1])
    return found


def floors_of_chained(
    groups: Groups,
    delays: Floats,
    online: Integers,
    message_delays: int,
    pace: Pace = UNPACED,
) -> Floats:
    """Finality at every validator for every proposer, in the mean over who proposes next.

    Parameters
    ----------
    groups
        Of the validators.
    delays
        (regions, regions) [ms].
    online
        (m,) who answers at all, by number.
    message_delays
        Of a round [1].
    pace
        What else takes time.

    Returns
    -------
    ndarray
        (m, m) proposer by validator [ms]

    Notes
    -----
    Source: ours. From one proposal to the next it takes what who proposes and who collects the votes
    need, or the interval; proposers are drawn by lot, again and again, from all: the mean of a sum is
    the sum of the means. Who collects the last votes itself does not wait for the interval.
    """
    present, row = np.unique(groups.of[online], return_inverse=True)
    members = groups.members[present]
    steps, waits = mean_steps(groups, delays, online, pace)
    places = groups.places[present]
    between = delays[np.ix_(places, places)]
    heard_of = ((members[:, None] * between).sum(axis=0) - np.diagonal(between)) / len(online)
    more = certificates(message_delays) - 1
    rest = more * (steps * members).sum() / len(online) + heard_of - waits / len(online)
    return steps[row][:, None] + rest[row]


def mean_steps(
    groups: Groups, delays: Floats, online: Integers, pace: Pace
) -> tuple[Floats, Floats]:
    """Time from one proposal to the next by group, and how long the next waits for the interval.

    Parameters
    ----------
    groups
        Of the validators.
    delays
        (regions, regions) [ms].
    online
        (m,) who answers at all, by number.
    pace
        What else takes time.

    Returns
    -------
    ndarray
        (groups online,) of who proposes, in the mean over who collects the votes, the proposer itself
        among them [ms]
    ndarray
        (groups online,) of who collects the votes and then waits, in the mean over who proposes [ms]
    """
    kinds = groups.of[online]
    present, first = np.unique(kinds, return_index=True)
    last = len(online) - 1 - np.unique(kinds[::-1], return_index=True)[1]
    itself = np.stack([first, first], axis=1)
    pairs = np.stack(np.meshgrid(first, last, indexing="ij"), axis=-1).reshape(-1, 2)
    alone, others = (
        groups.earliest_commits(delays[None], online[each]) + pace.checking_ms
        for each in (itself, pairs)
    )
    # Of those who may collect votes, one is the proposer itself, and none of a group of one is left.
    weights = groups.members[present] - np.eye(len(present), dtype=np.int64)
    of_others = np.where(weights > 0, others.reshape(weights.shape), 0)
    interval = pace.interval_ms
    steps = (np.maximum(of_others, interval) * weights).sum(axis=1) + np.maximum(alone, interval)
    early = (np.maximum(interval - of_others, 0) * weights.T).sum(axis=0)
    waits = early + np.maximum(interval - alone, 0)
    return steps / len(online), waits / len(online)
