"""Failure of a mode over a grid of corruption chances."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .combined import log_combined
from .hybrid_quorum import HybridQuorum


def attack_surface(
    question: HybridQuorum,
    authority_corruptions: Sequence[float],
    stake_corruptions: Sequence[float],
) -> NDArray[np.float64]:
    """Logarithm to base ten of a mode's failure, for every pair of corruption chances.

    Parameters
    ----------
    question
        Everything else; its own corruption chances are not used.
    authority_corruptions
        In [0, 1], (n_authority,) [1].
    stake_corruptions
        In [0, 1], (n_stake,) [1].

    Returns
    -------
    NDArray[np.float64]
        Minus infinity where failure is impossible, (n_authority, n_stake) [1].

    Notes
    -----
    Source: ours. The classes are independent, so that one tail for every row and one for every
    column are enough.
    """
    rows = [_log_tail(question, "authorities", chance) for chance in authority_corruptions]
    columns = [_log_tail(question, "stakers", chance) for chance in stake_corruptions]
    shape = (len(rows), len(columns))
    asked = question.classes
    if "stakers" not in asked:
        logs = np.broadcast_to(np.array(rows)[:, None], shape)
    elif "authorities" not in asked:
        logs = np.broadcast_to(np.array(columns)[None, :], shape)
    else:
        logs = log_combined(question.failure, np.array(rows)[:, None], np.array(columns)[None, :])
    return logs / math.log(10)


def _log_tail(question: HybridQuorum, name: str, chance: float) -> float:
    """Natural logarithm of the chance that one class fails [1]; 0 where it is not asked for."""
    asked = replace(question, authority_corruption=chance, stake_corruption=chance)
    each = asked.classes.get(name)
    return 0.0 if each is None else each.urn.tail(each.needed).log10_probability * math.log(10)
