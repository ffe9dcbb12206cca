"""Which validators of stakers have a seat of the mode: the largest by stake, in all runs at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..choices.entry import NOBODY, entry_stake, has_entry
from ..choices.positions import SPLIT, is_validating
from ..economy.chain import Chain
from ..economy.terms import Terms
from ..population.people import Stakers
from .shapes import Packed, flat

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]


def give_seats(
    stakers: Stakers, chains: Sequence[Chain], terms: Terms, runs: Sequence[int] | None = None
) -> None:
    """Seats of every run, or of some, given anew.

    Parameters
    ----------
    stakers, chains, terms
        Of all runs; who is seated, and the last of them, move on.
    runs
        Which of them, by number; none: all [1].

    Notes
    -----
    Source: ours, paper section "The economy of agents". Whoever splits needs two seats, and gets both
    or none; nobody behind it is seated in its place. The silent have none: the next in line signs.
    """
    asked = slice(None) if runs is None else np.array(runs, dtype=np.int64)
    chosen = chains if runs is None else [chains[run] for run in runs]
    signs, splits = is_validating(stakers.position[asked]), stakers.position[asked] == SPLIT
    seats = np.array([terms.seats[chain.mode] for chain in chosen])
    last_stake, last_row, stakers.seated[asked] = seated_of(
        signs, splits, stakers.staked[asked], seats
    )
    for chain, stake, row in zip(chosen, last_stake.tolist(), last_row.tolist(), strict=True):
        chain.last_stake, chain.last_row = stake, row


def left_seats(stakers: Stakers, runs: Sequence[int]) -> list[int]:
    """Those of some runs in which one has a seat that no longer signs."""
    numbers = np.array(runs)
    gone = stakers.seated[numbers] & ~is_validating(stakers.position[numbers])
    return numbers[gone.any(axis=1)].tolist()


def seated_of(
    signs: Marks, splits: Marks, staked: Counts, seats: Counts
) -> tuple[Counts, Counts, Marks]:
    """The last with a seat, and who is seated.

    Parameters
    ----------
    signs, splits, staked
        (runs, people) Whether each would sign, whether as two, and its stake [base unit].
    seats
        (runs,) Of each run [1].

    Returns
    -------
    tuple
        (runs,) stake of one identity of the last [base unit], and its row, or the row before that of
        one who splits where a single seat is left for it [1], nothing and `NOBODY` where seats are
        free; (runs, people) who is seated.

    Examples
    --------
    >>> everybody = np.full((3, 3), True)
    >>> splits = np.array([[False, False, False], [False, True, False], [False, False, False]])
    >>> staked = np.array([[7, 5, 5], [7, 10, 5], [1, 1, 1]])
    >>> last_stake, last_row, seated = seated_of(everybody, splits, staked, np.array([2, 2, 4]))
    >>> last_stake.tolist(), (last_row[:2] - 1).tolist(), seated.tolist()[1]
    ([5, 5, 0], [0, -1], [True, False, False])
    """
    free = np.zeros_like(seats), np.full_like(seats, NOBODY), signs
    # With two for everybody there is nothing to count.
    if 2 * signs.shape[1] < seats.min():
        return free
    found = Packed(signs)
    stakes, identities, wanted = flat(staked)[found.places], None, found.counts
    if splits.any():
        twice = flat(splits)[found.places]
        stakes, identities = np.where(twice, stakes // 2, stakes), 1 + twice
        wanted = found.sums(identities)
    if (wanted < seats).all():
        return free
    last_stake = last_stakes(stakes, identities, wanted, seats)
    of_run = found.of_run(last_stake)
    last_row = last_rows(found, stakes, identities, seats, last_stake, of_run)
    entry = entry_stake(of_run, found.of_run(last_row), found.columns)
    seated = signs.copy()
    flat(seated)[found.places] = has_entry(stakes, 1, entry)
    return np.maximum(last_stake, 0), last_row, seated


def last_stakes(stakes: Counts, identities: Counts | None, wanted: Counts, seats: Counts) -> Counts:
    """(runs,) Stake of one identity of the last with a seat, negative where seats are free [base unit].

    Parameters
    ----------
    stakes, identities
        (k,) Of each who would sign, run by run: stake of one identity [base unit], and their number;
        none: nobody splits [1].
    wanted, seats
        (runs,) Identities, and seats for them [1].
    """
    # Two seats of one who splits are two of equal stakes.
    ranked = stakes.copy() if identities is None else np.repeat(stakes, identities)
    last, start = [], 0
    for asked, count in zip(wanted.tolist(), seats.tolist(), strict=True):
        end = start + asked
        if asked >= count:
            # For a few hundred a sort costs what a partition does, and ties do not slow it.
            ranked[start:end].sort()
        last.append(ranked[end - count] if asked >= count else -1)
        start = end
    return np.array(last)


def last_rows(
    found: Packed,
    stakes: Counts,
    identities: Counts | None,
    seats: Counts,
    last_stake: Counts,
    of_run: Counts,
) -> Counts:
    """(runs,) Row of the last with a seat, `NOBODY` where seats are free [1].

    Parameters
    ----------
    found
        Everybody who would sign.
    stakes, identities
        As for `last_stakes`.
    seats
        (runs,) [1].
    last_stake
        (runs,) As `last_stakes` [base unit].
    of_run
        (k,) The same, of the run of each [base unit].
    """
    equal = np.flatnonzero(stakes == of_run)
    rows, runs = found.columns[equal], found.runs[equal]
    last_row = np.full_like(seats, NOBODY)
    is_tied = equal.size > np.count_nonzero(last_stake >= 0)
    asked = np.ones_like(rows) if identities is None else identities[equal]
    # Mostly the last is one alone with one seat, and nothing is left to divide.
    if not is_tied and (asked == 1).all():
        last_row[runs] = rows
        return last_row
    ahead = (stakes > of_run).astype(np.int64)
    room = seats - found.sums(ahead if identities is None else identities * ahead)
    if not is_tied:
        last_row[runs] = np.where(asked <= room[runs], rows, rows - 1)
        return last_row
    left = room.tolist()
    for run, row, places in zip(runs.tolist(), rows.tolist(), asked.tolist(), strict=True):
        if left[run]:
            last_row[run] = row if places <= left[run] else row - 1
            left[run] = max(left[run] - places, 0)
    return last_row
