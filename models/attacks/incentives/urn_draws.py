"""Drawing shares that wander: by leaps where rewards are equal, else reward by reward."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .urn import Urn

_ROUNDING = 1e-12


@lru_cache(maxsize=4)
def _limits(urn: Urn) -> NDArray[np.int64]:
    """Wins that are too many after 0, 1, 2, … rewards, (rewards + 1,) [1]."""
    return np.array(urn.barriers, dtype=np.int64)


def passages(urns: Sequence[Urn], trials: int, rng: np.random.Generator) -> int:
    """Number of trials in which any holder of Pólya's urn ever passes its threshold [1].

    Parameters
    ----------
    urns
        The same play, seen by each holder; one alone plays against all others together.
    trials
        [1]
    rng
        Source of randomness.

    Notes
    -----
    Source: as for `times_of_passage`; the shares of several holders are Dirichlet.
    """
    if len(urns) == 1:
        own, other = float(urns[0].own), float(urns[0].total - urns[0].own)
        return int(np.count_nonzero(times_of_passage(urns[0], own, other, trials, rng)))
    rewards = urns[0].rewards
    drawn_weights = rng.standard_gamma([float(urn.own) for urn in urns], (trials, len(urns)))
    chances = drawn_weights / drawn_weights.sum(axis=1, keepdims=True)
    barriers = np.array([_limits(urn) for urn in urns])
    wins = np.zeros((trials, len(urns)), dtype=np.int64)
    drawn = np.zeros(trials, dtype=np.int64)
    passed = 0
    places = np.arange(len(urns))[:, None]
    while len(drawn) > 0:
        gaps = barriers[places, drawn].T - wins
        is_past = (gaps <= 0).any(axis=1)
        passed += int(np.count_nonzero(is_past))
        keep = ~is_past & (drawn < rewards)
        wins, drawn, chances, gaps = wins[keep], drawn[keep], chances[keep], gaps[keep]
        step = _leaps(gaps.min(axis=1, initial=rewards), drawn, urns[0])
        wins = wins + rng.multinomial(step, chances)
        drawn = drawn + step
    return passed


def times_of_passage(
    urn: Urn, own: float, other: float, trials: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Rewards after which plays first pass the barrier, 0 where they never do, (trials,) [1].

    Parameters
    ----------
    urn
        Whose barrier and rewards are meant.
    own, other
        Units of the holder and of the others from which winners are drawn, not negative [reward].
    trials
        [1]
    rng
        Source of randomness.

    Notes
    -----
    Source: de Finetti: draws from an urn are independent given the share they tend to, which has a
    beta law. As many are drawn at once as cannot take anybody past the barrier unseen.
    """
    times = np.zeros(trials, dtype=np.int64)
    if own == 0:
        return times
    chances = rng.beta(own, other, trials) if other > 0 else np.ones(trials)
    limits = _limits(urn)
    plays = np.arange(trials)
    wins, drawn = np.zeros(trials, dtype=np.int64), np.zeros(trials, dtype=np.int64)
    while len(plays) > 0:
        gaps = limits[drawn] - wins
        is_past = gaps <= 0
        times[plays[is_past]] = drawn[is_past]
        keep = ~is_past & (drawn < urn.rewards)
        plays, wins, drawn, chances = plays[keep], wins[keep], drawn[keep], chances[keep]
        step = _leaps(gaps[keep], drawn, urn)
        wins = wins + rng.binomial(step, chances)
        drawn = drawn + step
    return times


def _leaps(gaps: NDArray[np.int64], drawn: NDArray[np.int64], urn: Urn) -> NDArray[np.int64]:
    """Rewards that can be drawn at once, nobody passing before the last of them, (trials,) [1]."""
    growth = (1 - _ROUNDING) / (1 - float(urn.threshold))
    leaps = np.floor((gaps - 1) * growth)
    return np.clip(leaps, 1, urn.rewards - drawn).astype(np.int64)


def walks(
    shares: Sequence[float],
    threshold: float,
    parts: NDArray[np.float64],
    trials: int,
    rng: np.random.Generator,
) -> int:
    """Number of trials in which any share passes a threshold, drawn reward by reward [1].

    Parameters
    ----------
    shares
        Of every holder at the beginning, (holders,) [1].
    threshold
        Share that must not be exceeded [1].
    parts
        Every reward over all stake after it, (rewards,) [1].
    trials
        [1]
    rng
        Source of randomness.

    Notes
    -----
    Source: the law itself.
    """
    held = np.tile(np.array(shares), (trials, 1))
    alive = np.full(trials, max(shares) <= threshold)
    passed = trials - int(np.count_nonzero(alive))
    held = held[alive]
    for part in parts:
        lots = rng.random(len(held))[:, None]
        edges = np.cumsum(held, axis=1)
        won = (lots < edges) & (lots >= edges - held)
        held = held * (1 - part) + part * won
        is_past = held.max(axis=1, initial=0.0) > threshold
        if is_past.any():
            passed += int(np.count_nonzero(is_past))
            held = held[~is_past]
    return passed


def log_weights_of_walks(
    share: float,
    threshold: float,
    parts: NDArray[np.float64],
    trials: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Importance of walks of one share whose odds to win are raised until it passes, (trials,) [1].

    Parameters
    ----------
    share, threshold
        At the beginning, and what must not be exceeded [1].
    parts
        Every reward over all stake after it, (rewards,) [1].
    trials
        [1]
    rng
        Source of randomness.

    Returns
    -------
    NDArray[np.float64]
        Natural logarithms, minus infinity where the share never passes [1].

    Notes
    -----
    Source: ours; Siegmund 1976, Ann. Stat. 4, doi:10.1214/aos/1176343541, for walks. Odds are raised
    by exp(rate * part), at the rate at which the mean path ends at the threshold; from the moment of
    passing on nothing is weighed.
    """
    rate = raise_towards(share, threshold, parts)
    held = np.full(trials, share)
    weights = np.zeros(trials)
    alive = np.ones(trials, dtype=np.bool_)
    for part in parts.tolist():
        log_factor = rate * part
        more = held * math.expm1(log_factor)
        won = rng.random(trials) * (1 + more) < held + more
        weights += np.where(alive, np.log1p(more) - log_factor * won, 0.0)
        held = np.where(alive, held * (1 - part) + part * won, held)
        alive &= held <= threshold
    return np.where(alive, -math.inf, weights)


def raise_towards(share: float, threshold: float, parts: NDArray[np.float64]) -> float:
    """Rate of raised odds, by which the mean path ends at a threshold [1].

    Parameters
    ----------
    share, threshold
        At the beginning, and at the end [1].
    parts
        Every reward over all stake after it, (rewards,) [1].

    Notes
    -----
    Source: ours; by bisection, rewards taken together in at most two hundred steps.
    """
    together = np.array_split(parts, min(len(parts), 200))
    leaps = [(-math.expm1(float(np.log1p(-each).sum())), float(each.mean())) for each in together]
    low, high = 0.0, 60.0 / float(parts.max())
    for _ in range(50):
        middle = (low + high) / 2
        held = share
        for leap, part in leaps:
            more = held * math.expm1(middle * part)
            held += leap * ((held + more) / (1 + more) - held)
        if held < threshold:
            low = middle
        else:
            high = middle
    return high


def largest_log_weight_of_walks(
    share: float, threshold: float, parts: NDArray[np.float64]
) -> float:
    """Bound on the logarithm of every weight that `log_weights_of_walks` draws [1].

    Parameters
    ----------
    share, threshold
        At the beginning, and what must not be exceeded [1].
    parts
        Every reward over all stake after it, (rewards,) [1].

    Notes
    -----
    Source: ours. A share moves by part * (won - share), so that what was won in all, part by part, is
    its rise and the sum of part * share: a walk weighs exp(-rate * rise), its rise at least that to
    the threshold, times what `log_share_weight` says of each share, which was at most the threshold.
    """
    rate = raise_towards(share, threshold, parts)
    log_factors = rate * parts
    highest = np.clip(weightiest_share(log_factors), 0.0, threshold)
    most = float(log_share_weight(highest, log_factors).sum())
    return most - rate * (threshold - share)


def log_share_weight(
    share: NDArray[np.float64], log_factor: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What one reward adds to the logarithm of a weight, if it is won as often as is fair [1].

    Parameters
    ----------
    share
        Before the reward, (n,) [1].
    log_factor
        Logarithm of the factor on the odds to win, (n,) [1].

    Notes
    -----
    Source: ours; ln(1 - s + s f) - s ln f.

    Examples
    --------
    >>> np.exp(log_share_weight(np.array([0.5]), np.log([4.0]))).round(12)
    array([1.25])
    """
    return np.log1p(share * np.expm1(log_factor)) - share * log_factor


def weightiest_share(log_factor: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share at which `log_share_weight` is largest, (n,) [1].

    Parameters
    ----------
    log_factor
        Logarithm of the factor on the odds to win, positive, (n,) [1].

    Notes
    -----
    Source: ours; where its derivative, falling throughout, is zero.

    Examples
    --------
    >>> weightiest_share(np.array([1e-3, 1.0])).round(3)
    array([0.5  , 0.418])
    """
    return 1 / log_factor - 1 / np.expm1(log_factor)
