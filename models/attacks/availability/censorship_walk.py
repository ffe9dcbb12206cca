"""Waiting where modes change under way: the chain of slots, in floats and in fractions."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .censorship_turns import Turns

State = tuple[int, int, int]
"""Place on the walk; censors and others of the rotation that have had their turn."""


def log_survivals(turns: Turns) -> Iterator[float]:
    """Natural logarithm of the chance to wait for at least 0, 1, 2, … slots, without end [1].

    Parameters
    ----------
    turns
        Slots as they follow one another.

    Notes
    -----
    Source: ours. A sum of positive terms at every step, scaled to one: nothing cancels or underflows.
    The order of a rotation is drawn anew when all have had their turn.
    """
    censors, honest = _rotation(turns)
    had_censors, had_honest = np.mgrid[0 : censors + 1, 0 : honest + 1]
    left = np.maximum(censors + honest - had_censors - had_honest, 1)
    next_censors = (censors - had_censors) / left
    next_is_honest = (honest - had_honest) / left
    waiting = np.zeros((len(turns.walk), censors + 1, honest + 1))
    waiting[0, 0, 0] = 1.0
    logarithm = 0.0
    while True:
        yield logarithm
        following = np.zeros_like(waiting)
        for place, turn in enumerate(turns.walk):
            here = waiting[place]
            if turn.rotates:
                censored = _shifted(here * next_censors, 1, 0)
                failed = _shifted(here * next_is_honest, 0, 1)
            else:
                censored = here * float(turn.censoring)
                failed = here * float(1 - turn.censoring)
            following[turns.after_censor(place)] += censored
            if turn.blocked:
                following[turns.after_failure(place)] += failed
        total = float(following.sum())
        if total == 0:
            while True:
                yield -math.inf
        waiting = following / total
        logarithm += math.log(total)


def _shifted(masses: NDArray[np.float64], censors: int, honest: int) -> NDArray[np.float64]:
    """Masses after one more turn of a censor or of another; a finished rotation begins again."""
    moved = np.zeros_like(masses)
    rows, columns = masses.shape
    moved[censors:, honest:] = masses[: rows - censors, : columns - honest]
    finished = float(moved[-1, -1])
    moved[-1, -1] = 0.0
    moved[0, 0] += finished
    return moved


def survival_fraction(turns: Turns, slots: int) -> Fraction:
    """Chance to wait for at least so many slots, exactly.

    Parameters
    ----------
    turns
        Slots as they follow one another.
    slots
        Slots in a row without the transaction [slot].

    Returns
    -------
    Fraction
        [1]

    Notes
    -----
    Source: ours. Backwards from the last slot, over the states that are reached: another order of
    summation than `log_survivals`, and no rounding.
    """
    layers = [{(0, 0, 0)}]
    for _ in range(slots):
        layers.append({to for state in layers[-1] for _, to in _moves(turns, state)})
    ahead = dict.fromkeys(layers[-1], Fraction(1))
    for layer in reversed(layers[:-1]):
        ahead = {
            state: sum((chance * ahead[to] for chance, to in _moves(turns, state)), Fraction(0))
            for state in layer
        }
    return ahead[0, 0, 0]


def backward_log_survival(turns: Turns, slots: int) -> float:
    """Natural logarithm of the chance to wait for at least so many slots, backwards in floats [1].

    Parameters
    ----------
    turns
        Slots as they follow one another.
    slots
        Slots in a row without the transaction [slot].

    Notes
    -----
    Source: ours. As `survival_fraction`, with the chances of all states in one array that is scaled.
    """
    states: list[State] = [(0, 0, 0)]
    numbers = {states[0]: 0}
    chances: list[tuple[float, float]] = []
    targets: list[tuple[int, int]] = []
    for state in states:
        moves = _moves(turns, state)
        for _, to in moves:
            if to not in numbers:
                numbers[to] = len(states)
                states.append(to)
        (one, first), (other, second) = (*moves, (Fraction(0), state), (Fraction(0), state))[:2]
        chances.append((float(one), float(other)))
        targets.append((numbers[first], numbers[second]))
    weights, places = np.array(chances), np.array(targets)
    ahead = np.ones(len(states))
    logarithm = 0.0
    for _ in range(slots):
        ahead = (weights * ahead[places]).sum(axis=1)
        largest = float(ahead.max())
        if largest == 0:
            return -math.inf
        ahead /= largest
        logarithm += math.log(largest)
    return logarithm + math.log(ahead[0]) if ahead[0] > 0 else -math.inf


def _moves(turns: Turns, state: State) -> list[tuple[Fraction, State]]:
    """Slots without the transaction that may follow, with their chances."""
    place, had_censors, had_honest = state
    turn = turns.walk[place]
    censors, honest = _rotation(turns)
    if turn.rotates:
        left = censors + honest - had_censors - had_honest
        chance = Fraction(censors - had_censors, left)
        after = (had_censors + 1, had_honest), (had_censors, had_honest + 1)
    else:
        chance = turn.censoring
        after = (had_censors, had_honest), (had_censors, had_honest)
    seats = [(0, 0) if each == (censors, honest) else each for each in after]
    moves = [(chance, (turns.after_censor(place), *seats[0]))]
    if turn.blocked:
        moves.append((1 - chance, (turns.after_failure(place), *seats[1])))
    return [move for move in moves if move[0] > 0]


def draw_waiting(turns: Turns, slots: int, trials: int, rng: np.random.Generator) -> int:
    """Number of trials in which the transaction waits for at least so many slots [1].

    Parameters
    ----------
    turns
        Slots as they follow one another.
    slots
        Slots in a row without the transaction [slot].
    trials
        Independent trials [1].
    rng
        Source of the draws.

    Notes
    -----
    Source: ours: the slots as they happen.
    """
    censors, honest = _rotation(turns)
    place = np.zeros(trials, dtype=np.int64)
    had_censors, had_honest = np.zeros_like(place), np.zeros_like(place)
    rotates = np.array([turn.rotates for turn in turns.walk])
    censoring = np.array([float(turn.censoring) for turn in turns.walk])
    blocked = np.array([turn.blocked for turn in turns.walk])
    after_censor = np.array([turns.after_censor(each) for each in range(len(turns.walk))])
    after_failure = np.array([turns.after_failure(each) for each in range(len(turns.walk))])
    for _ in range(slots):
        in_turn = rotates[place]
        left = np.maximum(censors + honest - had_censors - had_honest, 1)
        chance = np.where(in_turn, (censors - had_censors) / left, censoring[place])
        censored = rng.random(len(place)) < chance
        had_censors = had_censors + (in_turn & censored)
        had_honest = had_honest + (in_turn & ~censored)
        finished = in_turn & (had_censors + had_honest == censors + honest)
        had_censors[finished] = 0
        had_honest[finished] = 0
        waits = censored | blocked[place]
        place = np.where(censored, after_censor[place], after_failure[place])[waits]
        had_censors, had_honest = had_censors[waits], had_honest[waits]
    return len(place)


def _rotation(turns: Turns) -> tuple[int, int]:
    """Censors and others that take turns; nobody where no slot that is reached rotates."""
    if not any(turns.walk[place].rotates for place in turns.reached):
        return 0, 0
    return turns.censors, turns.authorities - turns.censors
