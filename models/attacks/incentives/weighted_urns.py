"""Plays of Pólya's urn drawn where a holder often passes, each weighted by what it stands for."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import numpy as np
from numpy.typing import NDArray

from .urn import Urn
from .urn_draws import times_of_passage

Floats = NDArray[np.float64]


def richer_own(urn: Urn) -> float:
    """Units from which a holder wins as often as takes it to the barrier with the last reward.

    Parameters
    ----------
    urn
        One that can pass and need not.

    Returns
    -------
    float
        Of as many units in all, between 0 and these [reward].

    Notes
    -----
    Source: ours. In the urn so changed the odds of the way to a share x are x / (1 - x) to the power of
    what was added, whenever it gets there: all that reach the barrier weigh nearly the same.

    Examples
    --------
    >>> from fractions import Fraction
    >>> richer_own(Urn(own=Fraction(3), total=Fraction(10), threshold=Fraction(1, 2), rewards=15))
    6.25
    """
    return float(urn.total) * urn.barrier(urn.rewards) / (urn.rewards + 1)


def log_passage_weights(urn: Urn) -> Floats:
    """Logarithm of what a play weighs that passes after 1, 2, 3, … rewards, (rewards,) [1].

    Parameters
    ----------
    urn
        One that can pass and need not.

    Returns
    -------
    Floats
        Its chance over that in the urn of `richer_own`; minus infinity where nobody passes so soon.

    Notes
    -----
    Source: draws from an urn are exchangeable: every way to `w` wins of `t` has the chance
    own^(w) other^(t - w) / total^(t), with rising factorials.
    """
    own, total = float(urn.own), float(urn.total)
    more = richer_own(urn)
    drawn: Floats = np.arange(urn.rewards, dtype=np.float64)
    won = _log_rising((own - more) / (more + drawn))
    lost = _log_rising((more - own) / (total - more + drawn))
    wins = np.array(urn.barriers[1:], dtype=np.int64)
    losses = np.arange(1, urn.rewards + 1) - wins
    return np.where(losses < 0, -np.inf, won[np.minimum(wins, urn.rewards)] + lost[losses])


def _log_rising(changes: Floats) -> Floats:
    """Logarithms of the products of 0, 1, 2, … factors of 1 and a change, (n + 1,) [1]."""
    return np.concatenate([np.zeros(1), np.cumsum(np.log1p(changes))])


def log_weights_of_plays(urn: Urn, trials: int, rng: np.random.Generator) -> Floats:
    """Importance of plays of the urn of `richer_own`, (trials,) [1].

    Parameters
    ----------
    urn
        One that can pass and need not.
    trials
        [1]
    rng
        Source of randomness.

    Returns
    -------
    Floats
        Natural logarithms, minus infinity where the share never passes [1].

    Notes
    -----
    Source: ours; Siegmund 1976, Ann. Stat. 4, doi:10.1214/aos/1176343541, for walks. Weighed is what
    came until the passing, and nothing after it.
    """
    more = richer_own(urn)
    times = times_of_passage(urn, more, float(urn.total) - more, trials, rng)
    return np.append(-np.inf, log_passage_weights(urn))[times]
