"""Rounds without jitter for every proposer, from one proposer of each group."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import numpy as np

from .groups import Groups
from .links import Floats
from .rounds import certificates
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
    groups: Groups, delays: Floats, online: Integers, message_delays: int
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

    Returns
    -------
    ndarray
        (m, m) proposer by validator [ms]

    Notes
    -----
    Source: ours. A certificate takes its time from who proposes and who collects the votes alone, and
    proposers are drawn by lot, again and again, from all: the mean of a sum is the sum of the means.
    """
    present, row = np.unique(groups.of[online], return_inverse=True)
    members = groups.members[present]
    certified = mean_certificate(groups, delays, online)
    places = groups.places[present]
    between = delays[np.ix_(places, places)]
    heard_of = ((members[:, None] * between).sum(axis=0) - np.diagonal(between)) / len(online)
    more = certificates(message_delays) - 1
    rest = more * (certified * members).sum() / len(online) + heard_of
    return certified[row][:, None] + rest[row]


def mean_certificate(groups: Groups, delays: Floats, online: Integers) -> Floats:
    """Time from a proposal to its certificate, by group of the proposer.

    Parameters
    ----------
    groups
        Of the validators.
    delays
        (regions, regions) [ms].
    online
        (m,) who answers at all, by number.

    Returns
    -------
    ndarray
        (groups online,) in the mean over who collects the votes, the proposer itself among them [ms]
    """
    kinds = groups.of[online]
    present, first = np.unique(kinds, return_index=True)
    last = len(online) - 1 - np.unique(kinds[::-1], return_index=True)[1]
    itself = np.stack([first, first], axis=1)
    pairs = np.stack(np.meshgrid(first, last, indexing="ij"), axis=-1).reshape(-1, 2)
    alone, others = (
        groups.earliest_commits(delays[None], online[each]) for each in (itself, pairs)
    )
    # Of those who may collect votes, one is the proposer itself, and none of a group of one is left.
    weights = groups.members[present] - np.eye(len(present), dtype=np.int64)
    of_others = np.where(weights > 0, others.reshape(weights.shape), 0) * weights
    return (of_others.sum(axis=1) + alone) / len(online)
