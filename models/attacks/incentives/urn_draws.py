"""Drawing shares that wander: by leaps where rewards are equal, else reward by reward."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .urn import Urn

_ROUNDING = 1e-12


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
    Source: de Finetti: draws from an urn are independent given the shares they tend to, which are
    Dirichlet. As many are drawn at once as cannot take anybody past the barrier unseen.
    """
    total, rewards = float(urns[0].total), urns[0].rewards
    own = [float(urn.own) for urn in urns]
    weights = [*own, total - own[0]] if len(urns) == 1 else own
    drawn_weights = rng.standard_gamma(weights, (trials, len(weights)))
    chances = drawn_weights / drawn_weights.sum(axis=1, keepdims=True)
    barriers = np.array([urn.barriers for urn in urns])
    growth = (1 - _ROUNDING) / (1 - float(urns[0].threshold))
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
        leap = np.maximum(1, np.floor((gaps.min(axis=1, initial=rewards) - 1) * growth))
        step = np.minimum(leap.astype(np.int64), rewards - drawn)
        if len(urns) == 1:
            wins = wins + rng.binomial(step, chances[:, 0])[:, None]
        else:
            wins = wins + rng.multinomial(step, chances)
        drawn = drawn + step
    return passed


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
    Source: ours. Odds are raised by one factor throughout, that by which the mean path ends at the
    threshold; from the moment of passing on nothing is weighed.
    """
    log_factor = raise_towards(share, threshold, parts)
    factor = math.exp(log_factor)
    held = np.full(trials, share)
    weights = np.zeros(trials)
    alive = np.ones(trials, dtype=np.bool_)
    for part in parts:
        normaliser = 1 - held + held * factor
        won = rng.random(trials) * normaliser < held * factor
        weights += np.where(alive, np.log(normaliser) - log_factor * won, 0.0)
        held = np.where(alive, held * (1 - part) + part * won, held)
        alive &= held <= threshold
    return np.where(alive, -math.inf, weights)


def raise_towards(share: float, threshold: float, parts: NDArray[np.float64]) -> float:
    """Logarithm of the factor on the odds to win by which the mean path ends at a threshold [1].

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
    leaps = [
        -math.expm1(float(np.log1p(-together).sum()))
        for together in np.array_split(parts, min(len(parts), 200))
    ]
    low, high = 0.0, 60.0
    for _ in range(40):
        middle = (low + high) / 2
        factor, held = math.exp(middle), share
        for leap in leaps:
            held += leap * (held * factor / (1 - held + held * factor) - held)
        if held < threshold:
            low = middle
        else:
            high = middle
    return high
