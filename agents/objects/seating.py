"""Which validators have a seat of the mode, person by person in the order of their stakes."""

from collections.abc import Sequence

from ..choices.entry import NOBODY
from ..choices.positions import SPLIT, is_validating
from ..economy.chain import Chain
from ..economy.terms import Terms
from .staker import StakerObject


def give_seats(stakers: Sequence[StakerObject], chain: Chain, terms: Terms) -> None:
    """Seats to the largest, of equal stakes to the first, until one does not fit."""
    queue: list[tuple[int, int, int]] = []
    for row, each in enumerate(stakers):
        each.seated = False
        if is_validating(each.position):
            identities = 2 if each.position == SPLIT else 1
            queue.append((-(each.staked // identities), row, identities))
    free = terms.seats[chain.mode]
    chain.last_stake, chain.last_row = 0, NOBODY
    for negative, row, identities in sorted(queue):
        if identities > free:
            chain.last_stake, chain.last_row = -negative, row - 1
            return
        stakers[row].seated = True
        free -= identities
        if not free:
            chain.last_stake, chain.last_row = -negative, row
            return
