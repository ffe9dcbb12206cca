"""Adaptive replication: a provider's next job is run twice the less, the longer its valid record."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from typing import Any

import numpy as np
from numpy.typing import NDArray

TRUSTED_FROM = 10
"""Valid results in a row from which a provider may be trusted [1].

Source: BOINC, AdaptiveReplication.
"""


def chance_replicated(valid: Any) -> Any:
    """Probability that a provider's next job is also run by another.

    Parameters
    ----------
    valid
        Validated results in a row [1].

    Returns
    -------
    float or ndarray
        [1]

    Notes
    -----
    Source: BOINC, AdaptiveReplication: below ten always, then one over their number.

    Examples
    --------
    >>> float(chance_replicated(9)), float(chance_replicated(20))
    (1.0, 0.05)
    """
    record = np.asarray(valid)
    return np.where(record < TRUSTED_FROM, 1.0, 1 / np.maximum(record, 1))[()]


def mean_copies(jobs: int) -> NDArray[np.float64]:
    """Copies per job of an honest provider, in the mean over its first jobs.

    Parameters
    ----------
    jobs
        At least 1 [1].

    Returns
    -------
    ndarray
        (jobs,) after one job, two, and so on [1].

    Notes
    -----
    Source: BOINC, AdaptiveReplication, read exactly: only a replicated job can be validated, so the
    record grows more slowly than the history, about like the root of twice its length.

    Examples
    --------
    >>> f"{mean_copies(100)[-1]:.4f}"
    '1.1681'
    """
    law = np.zeros(jobs + 1)
    law[0] = 1.0
    chances = np.asarray(chance_replicated(np.arange(jobs + 1)))
    replicated = np.empty(jobs)
    for job in range(jobs):
        grown = law * chances
        replicated[job] = grown.sum()
        law -= grown
        law[1:] += grown[:-1]
    return 1 + np.cumsum(replicated) / np.arange(1, jobs + 1)


def mean_copies_if_all_count(jobs: int) -> float:
    """The same if every job lengthened the record, replicated or not.

    Parameters
    ----------
    jobs
        At least 1 [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours. It takes for validated what nobody compared.

    Examples
    --------
    >>> f"{mean_copies_if_all_count(100):.4f} {mean_copies_if_all_count(1_000):.4f}"
    '1.1235 1.0147'
    """
    return 1 + float(np.asarray(chance_replicated(np.arange(jobs))).mean())
