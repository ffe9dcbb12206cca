"""Stakers reconsider, one group after another, and their money moves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...models.ledger.steps.staking import bond, unbond
from ..choices.news import StakeChange, after, made_to, of_each, stake_offer
from ..choices.positions import DELEGATE, GRIEF, IDLE, StakeOffer, options, would_sign
from ..economy.chain import Chain
from ..economy.conservation import Totals
from ..economy.terms import Terms
from ..population.people import Stakers
from ..strategies.imitation import model_of
from ..strategies.strategy import Seen
from ..streams import EpochDraws
from .shapes import column, flat, side_by_side

Counts = NDArray[np.int64]
Rates = NDArray[np.float64]
Marks = NDArray[np.bool_]
Rows = Counts | slice
Holdings = tuple[NDArray[np.int8], Counts]
"""Positions and stakes of a group, (k,) each."""


SIDE_BY_SIDE = 4_096
"""People whose worths are weighed at once: few enough for the processor's cache."""


@dataclass(frozen=True, slots=True)
class Review:
    """Everybody who might reconsider in an epoch, and what they go by."""

    stakers: Stakers
    epoch: int
    price: Rates
    """(runs,) Of a token, in tokens at launch [1]."""
    taste: Rates
    """(runs,) By what everybody's hurdle rate is multiplied [1]."""
    terms: Terms
    draws: EpochDraws


@dataclass(slots=True)
class Door:
    """How much stake has come in and gone out in an epoch, run by run [base unit]."""

    entered: list[int]
    left: list[int]


def decide_stakes(
    stakers: Stakers,
    chains: Sequence[Chain],
    terms: Terms,
    before: Sequence[Totals],
    draws: EpochDraws,
) -> None:
    """All who reconsider in an epoch.

    Notes
    -----
    A group decides on what it has seen before any of it moves, however few are weighed at once.
    """
    chain = side_by_side(chains)
    review = Review(stakers, chains[0].epoch, chain.price, chain.taste, terms, draws)
    offer = stake_offer(chain, terms, side_by_side(before))
    door = Door([0] * len(chains), [0] * len(chains))
    reviewing = flat(draws.staker_reviews < column(chain.review_probability))
    runs = runs_of(stakers.liquid.shape)
    for group in groups(draws, reviewing, terms.settings.order_blocks):
        seen = stakers.position.copy() if terms.settings.strategy.imitates else stakers.position
        changes = np.zeros((3, len(chains)), dtype=np.int64)
        for rows in pieces(group, reviewing.size):
            run = runs[rows]
            own = offered(review, rows, run, offer)
            moved = move(review, rows, run, own, seen, door)
            if draws.order is not None:
                note(changes, run, own, *moved)
        offer = after(offer, StakeChange(*changes))


@lru_cache(maxsize=4)
def runs_of(shape: tuple[int, int]) -> Counts:
    """Run of each flat row of (runs, people)."""
    return np.repeat(np.arange(shape[0]), shape[1])


@lru_cache(maxsize=4)
def columns_of(shape: tuple[int, int]) -> Counts:
    """Column of each flat row of (runs, people)."""
    return np.tile(np.arange(shape[1]), shape[0])


def pieces(group: Rows, people: int) -> Iterator[Rows]:
    """A group in pieces that are weighed at once, in its own order."""
    size = people if isinstance(group, slice) else len(group)
    for start in range(0, size, SIDE_BY_SIDE):
        piece = slice(start, min(start + SIDE_BY_SIDE, size))
        yield piece if isinstance(group, slice) else group[piece]


def groups(draws: EpochDraws, reviewing: Marks, blocks: int) -> Iterator[Rows]:
    """Flat rows of those who reconsider, by the group in which they decide."""
    if draws.order is None:
        # A slice is a view, where a list of all rows would be a copy.
        yield slice(None) if reviewing.all() else np.flatnonzero(reviewing)
        return
    runs, people = draws.order.shape
    first = people * np.arange(runs)[:, np.newaxis]
    for columns in np.array_split(draws.order, blocks, axis=1):
        rows = flat(columns + first)
        yield rows[reviewing[rows]]


def offered(review: Review, rows: Rows, run: Counts, offer: StakeOffer) -> StakeOffer:
    """What some of a group know, each for itself; see `move`."""
    stakers = review.stakers
    return made_to(
        of_each(offer, run),
        cost=flat(stakers.cost)[rows] / review.price[run],
        risk_premium=flat(stakers.risk_premium)[rows],
        exit_share=flat(stakers.exit_share)[rows],
        row=columns_of(stakers.liquid.shape)[rows],
    )


def move(
    review: Review,
    rows: Rows,
    run: Counts,
    offer: StakeOffer,
    seen: NDArray[np.int8],
    door: Door,
) -> tuple[Holdings, Holdings]:
    """Some of a group decide and move their money.

    Parameters
    ----------
    review
        Everybody.
    rows, run
        (k,) Flat rows of those who decide, and the run of each [1].
    offer
        What each of them knows.
    seen
        (runs, people) Positions before anybody of the group has moved.
    door
        What has gone through; moves on.

    Returns
    -------
    tuple
        What they held before, and after; where rows are a slice, the former is of no use.
    """
    stakers, terms = review.stakers, review.terms
    liquid, staked = flat(stakers.liquid)[rows], flat(stakers.staked)[rows]
    position = flat(stakers.position)[rows]
    chosen = choose(review, rows, run, offer, seen)
    was_in, is_in = position != IDLE, chosen != IDLE
    enters, leaves = ~was_in & is_in, was_in & ~is_in
    limit = terms.churn_limit
    if limit is not None:
        enters = admitted(enters, liquid, run, door.entered, limit)
        leaves = admitted(leaves, staked, run, door.left, limit)
    position_after = np.where((was_in == is_in) | enters | leaves, chosen, position)
    liquid, bonded = bond(liquid, staked, liquid * enters)
    bonded, leaving, _, matures = unbond(
        bonded,
        flat(stakers.unbonding)[rows],
        staked * leaves,
        review.epoch,
        terms.unbonding_epochs,
    )
    flat(stakers.liquid)[rows] = liquid
    flat(stakers.staked)[rows] = bonded
    flat(stakers.unbonding)[rows] = leaving
    flat(stakers.matures)[rows] = np.where(leaves, matures, flat(stakers.matures)[rows])
    flat(stakers.position)[rows] = position_after
    return (position, staked), (position_after, bonded)


def choose(
    review: Review,
    rows: Rows,
    run: Counts,
    offer: StakeOffer,
    seen: NDArray[np.int8],
) -> NDArray[np.int8]:
    """(k,) The position that each wants; see `move`."""
    stakers, draws, strategy = review.stakers, review.draws, review.terms.settings.strategy
    staked, position = flat(stakers.staked)[rows], flat(stakers.position)[rows]
    wealth = flat(stakers.liquid)[rows] + staked
    hurdle_rate = flat(stakers.hurdle_rate)[rows] * review.taste[run]
    pick = None if draws.pick is None else flat(draws.pick)[rows]
    model: Rows = rows
    if strategy.imitates:
        people = stakers.liquid.shape[1]
        model = run * people + model_of(pick, people)
    return strategy.choose(
        Seen(
            options=options(
                offer, wealth, staked, position, hurdle_rate, flat(stakers.spite)[rows]
            ),
            position=position,
            tremble=None if draws.tremble is None else flat(draws.tremble)[rows],
            pick=pick,
            hurdle_rate=hurdle_rate,
            risk_premium=offer.risk_premium,
            rate=flat(stakers.rate)[rows] if strategy.imitates else None,
            model_position=flat(seen)[model] if strategy.imitates else None,
            model_rate=flat(stakers.rate)[model] if strategy.imitates else None,
            learnt=tuple(flat(each)[rows] for each in stakers.learnt),
        )
    )


def admitted(wishes: Marks, amounts: Counts, run: Counts, through: list[int], limit: int) -> Marks:
    """(k,) Whose wish to enter, or to leave, still fits into the epoch: in their order, run by run.

    Parameters
    ----------
    wishes, amounts, run
        (k,) Who wants to, with how much [base unit], and in which run [1].
    through
        Of each run: what has gone through already; moves on [base unit].
    limit
        Of an epoch; the wish that reaches it still fits [base unit].
    """
    fits = np.zeros_like(wishes)
    for number, before in enumerate(through):
        rows = np.flatnonzero(wishes & (run == number))
        earlier = before + np.cumsum(amounts[rows]) - amounts[rows]
        passing = rows[earlier < limit]
        fits[passing] = True
        through[number] = before + int(amounts[passing].sum())
    return fits


def note(
    changes: Counts, run: Counts, offer: StakeOffer, before_move: Holdings, after_move: Holdings
) -> None:
    """What some of a group have changed for those who decide after it, (3, runs), run by run."""
    for sign, (position, staked) in ((-1, before_move), (1, after_move)):
        signs = would_sign(offer, position, staked)
        np.add.at(changes[0], run, sign * staked * signs)
        np.add.at(changes[1], run, sign * staked * (position == DELEGATE))
        np.add.at(changes[2], run, sign * staked * (signs & (position == GRIEF)))
