"""Cycles of a withholding miner, drawn block by block: from one start without branches to the next."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import numpy as np
from numpy.typing import NDArray

from .withholding import Choice, Mining, Rule

_PRIVATE, _ANSWERED, _MATCHED = range(3)


def eyal_sirer_cycles(
    share: float, tie: float, trials: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Blocks that Eyal and Sirer's rule settles in independent cycles.

    Parameters
    ----------
    share
        Part of the mining power that is selfish, below one half [1].
    tie
        Part of the honest power that mines on the selfish branch of two equal ones [1].
    trials
        Cycles [1].
    rng
        Source of the draws.

    Returns
    -------
    NDArray[np.int64]
        The miner's blocks in the chain, and all, (trials, 2) [block].

    Notes
    -----
    Source: Eyal & Sirer 2014, arXiv:1311.0243, algorithm 1. Ours: from a lead of two on the miner has
    all blocks until the lead is one, and every honest block is preceded by a geometric number of the
    miner's, each of which needs an honest one more: a branching process, drawn by generations.
    """
    own, all_blocks = np.zeros(trials, dtype=np.int64), np.ones(trials, dtype=np.int64)
    (first,) = np.nonzero(rng.random(trials) < share)
    is_second = rng.random(first.size) < share
    tied = first[~is_second]
    drawn = rng.random(tied.size)
    all_blocks[tied] = 2
    own[tied] = np.where(drawn < share, 2, drawn < share + (1 - share) * tie)
    leading = first[is_second]
    awaited = np.ones(leading.size, dtype=np.int64)
    own[leading] = 2
    while leading.size:
        mined = rng.negative_binomial(awaited, 1 - share)
        own[leading] += mined
        leading, awaited = leading[mined > 0], mined[mined > 0]
    np.maximum(all_blocks, own, out=all_blocks)
    return np.column_stack((own, all_blocks))


def rule_cycles(
    mining: Mining, rule: Rule, trials: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Blocks that a tabulated rule settles in independent cycles.

    Parameters
    ----------
    mining
        Who mines, and how far branches are followed.
    rule
        What to do in every state; where branches are not followed, override, or else adopt.
    trials
        Cycles [1].
    rng
        Source of the draws.

    Returns
    -------
    NDArray[np.int64]
        The miner's blocks in the chain, and all, (trials, 2) [block].

    Notes
    -----
    Source: Sapirshtein, Sompolinsky & Zohar 2016, arXiv:1507.06183, for the process, which is drawn as
    it is told there; the tables are those of `optimal_mining.py`.
    """
    tables = np.stack((rule.private, rule.answered, rule.matched))
    found = np.zeros((trials, 2), dtype=np.int64)
    place = np.arange(trials)
    attacker, honest, own = (np.zeros(trials, dtype=np.int64) for _ in range(3))
    competes = np.zeros(trials, dtype=np.bool_)
    while place.size:
        drawn = rng.random(place.size)
        mined = drawn < mining.share
        won = ~mined & competes & (drawn < mining.share + (1 - mining.share) * mining.tie)
        own += np.where(won, honest, 0)
        attacker += np.where(won, -honest, mined)
        honest = np.where(won, 1, honest + ~mined)
        kind = np.where(mined, np.where(competes, _MATCHED, _PRIVATE), _ANSWERED)
        choice = _chosen(mining, tables, kind, attacker, honest)
        overrides, adopts = choice == Choice.OVERRIDE, choice == Choice.ADOPT
        own += np.where(overrides, honest + 1, 0)
        others = np.where(adopts, honest, 0)
        attacker = np.where(overrides, attacker - honest - 1, attacker)
        honest = np.where(overrides, 0, honest)
        ends = adopts | (overrides & (attacker == 0))
        found[place[ends], 0] = own[ends]
        found[place[ends], 1] = own[ends] + others[ends]
        competes = choice == Choice.MATCH
        place, attacker, honest, own, competes = (
            part[~ends] for part in (place, attacker, honest, own, competes)
        )
    return found


def _chosen(
    mining: Mining,
    tables: NDArray[np.int8],
    kind: NDArray[np.int64],
    attacker: NDArray[np.int64],
    honest: NDArray[np.int64],
) -> NDArray[np.int8]:
    """What the rule does in every state, (n,) [1]."""
    lead, length = attacker - honest, attacker + honest
    followed = (length < mining.longest) & (lead > -mining.behind) & (lead < mining.ahead)
    choice = np.where(lead >= 1, np.int8(Choice.OVERRIDE), np.int8(Choice.ADOPT))
    choice[followed] = tables[kind[followed], length[followed], lead[followed] + mining.behind]
    return choice
