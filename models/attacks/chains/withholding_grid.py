"""The best withholding rule on a square of short branches, by sparse matrices: a second computation."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    csr_matrix,  # pyright: ignore[reportUnknownVariableType]
    diags,  # pyright: ignore[reportUnknownVariableType]
    identity,  # pyright: ignore[reportUnknownVariableType]
)
from scipy.sparse.linalg import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    spsolve,  # pyright: ignore[reportUnknownVariableType]
)

from .withholding import promised

Floats = NDArray[np.float64]

_MOST_ROUNDS = 60
_STEADY = 1e-12
_PRIVATE, _ANSWERED, _MATCHED = range(3)


def share_on_square(
    share: float, tie: float, side: int, *, generous: bool = False, any_time: bool = False
) -> float:
    """Best share of a miner whose race ends when either branch has so many blocks.

    Parameters
    ----------
    share
        Part of the mining power that is the attacker's, in (0, 1/2) [1].
    tie
        Part of the honest power that mines on the attacker's branch of two equal ones [1].
    side
        Blocks at which a branch is not followed, at least 2 [block].
    generous
        Whether the miner is then paid what is `promised`, or must override or adopt.
    any_time
        Whether branches may be matched at any time, not only right after an honest block.

    Returns
    -------
    float
        Long-run part of the chain's blocks; above the best share of all, or else below it [1].

    Notes
    -----
    Source: Sapirshtein, Sompolinsky & Zohar 2016, arXiv:1507.06183, whose process and cut it is. Every
    state has a number, every choice a sparse matrix; the rule is improved with the share that it
    earns (Dinkelbach) until both stay.

    Examples
    --------
    >>> round(share_on_square(0.35, 0.0, 20), 4)
    0.3704
    """
    branches = side + 1
    fork, attacker, honest = (
        part.ravel()
        for part in np.meshgrid(range(3), range(branches), range(branches), indexing="ij")
    )
    states = fork.size

    def number(fork: Any, attacker: Any, honest: Any) -> Any:
        return (fork * branches + attacker) * branches + honest

    def matrix(where: NDArray[np.bool_], *moves: tuple[float, int, Any, Any]) -> Any:
        rows = np.flatnonzero(where)
        total = csr_matrix((states, states))
        for chance, to_fork, to_attacker, to_honest in moves:
            columns = number(to_fork, to_attacker[rows], to_honest[rows])
            total = total + csr_matrix(
                (np.full(rows.size, chance), (rows, columns)), shape=(states, states)
            )
        return total

    zero, one, lead = np.zeros_like(honest), np.ones_like(honest), attacker - honest
    inside = (attacker < side) & (honest < side)
    started = attacker + honest > 0
    can_override = lead >= 1
    can_wait = inside & (fork != _MATCHED)
    can_compete = inside & (any_time | (fork != _PRIVATE)) & (lead >= 0) & (honest >= 1)
    mined, found = (share, 1 - share)
    moves: tuple[Any, ...] = (
        csr_matrix((states, states)),
        matrix(
            can_override & (lead >= 2) & (inside | (not generous)),
            (mined, _PRIVATE, lead, zero),
            (found, _ANSWERED, lead - 1, one),
        ),
        matrix(
            can_wait,
            (mined, _PRIVATE, attacker + 1, honest),
            (found, _ANSWERED, attacker, honest + 1),
        ),
        matrix(
            can_compete,
            (mined, _MATCHED, attacker + 1, honest),
            (found * tie, _ANSWERED, lead, one),
            (found * (1 - tie), _ANSWERED, attacker, honest + 1),
        ),
    )
    none = np.zeros(states)
    own = (none, honest + 1.0, none, found * tie * honest)
    others = (honest * 1.0, none, none, none)
    if generous:
        paid = promised(share, attacker.astype(float), honest.astype(float))
        own = (*own[:1], np.where(inside, own[1], paid[0]), *own[2:])
        others = (*others[:1], np.where(inside, 0.0, paid[1]), *others[2:])
        started, can_override = started & inside, can_override | ~inside
    possible = np.stack((started, can_override, can_wait, can_compete))
    choice = np.where(can_override, 1, 0)
    choice[0] = 2
    for _ in range(_MOST_ROUNDS):
        chain: Any = sum((diags((choice == k) * 1.0) @ moves[k] for k in range(4)), moves[0])
        earned = np.column_stack((np.choose(choice, own), np.choose(choice, others)))
        values: Floats = np.asarray(spsolve((identity(states) - chain).tocsc(), earned))
        reached = float(values[0, 0] / values[0].sum())
        worth = (1 - reached) * values[:, 0] - reached * values[:, 1]
        offers = np.stack(
            [moves[k] @ worth + (1 - reached) * own[k] - reached * others[k] for k in range(4)]
        )
        offers[~possible] = -np.inf
        offers[choice, np.arange(states)] += _STEADY
        better = np.argmax(offers, axis=0)
        if np.array_equal(better, choice):
            return reached
        choice = better
    raise ArithmeticError(f"rules must be improved in {_MOST_ROUNDS} rounds, got none that stays")
