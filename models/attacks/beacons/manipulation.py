"""Optimal withholding of reveals: an average-reward decision process, solved without truncation.

With t reveals to withhold the adversary picks among C(t, i) seeds for each number i of reveals it
gives up. Each seed draws an epoch by the same law; its worth is its slots, minus the forfeits, plus the
value of the choices it will offer. The best of them is found through powers of distribution functions.
"""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .epochs import EpochLaw

MOST_IMPROVEMENTS = 50
"""Policies after which the search ends [1]; ours: no case tried took more than ten."""

FARTHEST = 1e15
"""Values are kept below it: they decide an order, and integers must hold them [slot]."""

_SETTLED = 1e-12
_NEVER = 1e-200


@dataclass(frozen=True, eq=False, slots=True)
class Optimum:
    """The best policy of a decision process."""

    share: float
    """Part of all slots that the adversary proposes in the long run [1]."""
    values: NDArray[np.float64]
    """(slots + 1,) Worth of so many choices beyond that of none [slot]."""
    chances: NDArray[np.float64]
    """(slots + 1,) Part of the epochs that offer so many choices [1]."""


def optimum(law: EpochLaw) -> Optimum:
    """Best long-run share and the policy that reaches it, by policy iteration.

    Parameters
    ----------
    law
        What one seed brings.

    Returns
    -------
    Optimum
        Exact to rounding; a policy is an order of outcomes, so there are finitely many.

    Notes
    -----
    Source: Howard 1960, Dynamic Programming and Markov Processes, chapter 4; the process is that of
    Alpturer & Weinberg 2024, doi:10.4230/LIPIcs.AFT.2024.10.

    Examples
    --------
    One slot per epoch: withholding its reveal costs all that another seed may bring.

    >>> from .epochs import tail_law
    >>> round(optimum(tail_law(0.5, slots=1, forfeit=1)).share, 12)
    0.5
    """
    slots = law.slots
    share, values = 0.0, np.zeros(slots + 1)
    chances = values
    for _ in range(MOST_IMPROVEMENTS):
        moves, rewards = best_choices(law, values)
        chances = stationary(moves)
        share = float(chances @ rewards) / slots
        equations = np.eye(slots + 1) - moves
        equations[:, 0] = 1.0
        before, values = values, np.linalg.solve(equations, rewards).astype(np.float64, copy=False)
        values[0] = 0.0
        # Values of states that are hardly ever reached settle last, and the bracket needs them too.
        if np.abs(values - before).max() <= _SETTLED * np.abs(values).max():
            break
    return Optimum(share=share, values=values, chances=chances)


def best_choices(
    law: EpochLaw, values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the best seed leads, and the slots it brings, by the number of choices.

    Parameters
    ----------
    law
        What one seed brings.
    values
        (slots + 1,) Worth of so many choices [slot].

    Returns
    -------
    tuple
        (slots + 1, slots + 1) probabilities of moving from a number of choices to another [1], and
        (slots + 1,) expected slots of the epoch that is chosen, less the forfeits [slot].

    Notes
    -----
    Source: ours. Let A_t(x) be the logarithm of the chance that no seed is worth more than x. By
    Pascal's rule A_{t+1}(x) = A_t(x) + A_t(x + forfeit), a sum of terms of one sign; the ratio to the
    chance that all are worth less obeys the same rule. So 2^t seeds cost t additions, and no digit.
    """
    slots, forfeit = law.slots, law.forfeit
    below, above, fraction, net = _worths(law, values)
    with np.errstate(divide="ignore"):
        at_most = np.where(below < 0.5, np.log(below), np.log1p(-np.minimum(above, 1.0)))
        # The chance of less over that of at most: where no outcome is, they are the same.
        ratio = np.log1p(-fraction)
    moves = np.zeros((slots + 1, slots + 1))
    rewards = np.zeros(slots + 1)
    for choices in range(slots + 1):
        width = at_most.shape[1]
        chosen = np.exp(at_most) * -np.expm1(ratio)
        moves[choices] = chosen.sum(axis=1)
        rewards[choices] = float((net[:, :width] * chosen).sum())
        at_most = at_most[:, : width - forfeit] + at_most[:, forfeit:]
        ratio = ratio[:, : width - forfeit] + ratio[:, forfeit:]
    return moves, rewards


def _worths(
    law: EpochLaw, values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Law of one seed's worth, on the steps where a seed with so many choices can fall.

    Row c, column k: worth c + values[c] + k, with k from -forfeit * slots upwards. Given are the
    chances of at most that and of more, the part of the former that row's own outcomes at this very
    worth have, and c + k. Equal worths are ordered by c.
    """
    slots, forfeit = law.slots, law.forfeit
    choices = np.arange(slots + 1, dtype=np.int64)
    worth = np.clip(choices + values, -FARTHEST, FARTHEST)
    whole = np.floor(worth).astype(np.int64)
    rest = worth - whole
    steps = np.arange(-forfeit * slots, slots + forfeit * slots + 1, dtype=np.int64)
    nothing = np.zeros((slots + 1, 1))
    below_further = np.hstack([nothing, np.cumsum(law.masses, axis=1)])
    above_further = np.hstack([np.cumsum(law.masses[:, ::-1], axis=1)[:, ::-1], nothing])
    below = np.zeros((slots + 1, len(steps)))
    above = np.zeros_like(below)
    for other in range(slots + 1):
        is_before = (rest < rest[other]) | ((rest == rest[other]) & (choices < other))
        apart = whole - whole[other] - is_before
        places = np.clip(steps + apart[:, np.newaxis], -1, slots) + 1
        below += below_further[other][places]
        above += above_further[other][places]
    fraction = np.zeros_like(below)
    own = fraction[:, forfeit * slots : (forfeit + 1) * slots + 1]
    reached = below[:, forfeit * slots : (forfeit + 1) * slots + 1]
    np.divide(law.masses, reached, out=own, where=law.masses > 0)
    return below, above, np.minimum(fraction, 1.0), choices[:, np.newaxis] + steps


def stationary(moves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Long-run part of the time in each state of a chain with one recurrent class.

    Parameters
    ----------
    moves
        (n, n) Probabilities of moving from a state to another; their sums over a row are one [1].

    Returns
    -------
    NDArray
        (n,) With all digits right however rare a state: nothing is subtracted [1].

    Notes
    -----
    Source: Grassmann, Taksar & Heyman 1985, Oper. Res. 33, doi:10.1287/opre.33.5.1107.

    Examples
    --------
    >>> stationary(np.array([[0.0, 1.0], [0.5, 0.5]])).round(12).tolist()
    [0.333333333333, 0.666666666667]
    """
    reduced = moves.copy()
    states = len(reduced)
    first = 0
    for state in range(states - 1, 0, -1):
        down = float(reduced[state, :state].sum())
        if down < _NEVER:  # nothing leads further down: what is below is left for good
            first = state
            break
        reduced[:state, state] /= down
        reduced[:state, :state] += np.outer(reduced[:state, state], reduced[state, :state])
    parts = np.zeros(states)
    parts[first] = 1.0
    for state in range(first + 1, states):
        parts[state] = float(parts[first:state] @ reduced[first:state, state])
        parts /= max(1.0, parts[state])
    return parts / parts.sum()
