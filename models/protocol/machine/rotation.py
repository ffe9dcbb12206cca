"""Proposers that take turns: within each mode, so that no mode meets some of them for ever.

Turns are counted on the walk of `SharedSchedule`, and so they are for that schedule alone. Where modes
come in no order that is known before, as under `LocalSchedule`, no function of a round's number and mode
can do it: on the walk rounds 0, 2, 4, … of a mode have to be of different proposers one after another,
and where the mode never changes rounds 0, 1, 2, … have to be.
"""

from ..modes import Mode
from .schedule import WALK
from .setting import Proposers
from .validators import ValidatorSet


def turn(mode: Mode, round_: int) -> int:
    """Earlier rounds of the height in the same mode, on the walk.

    Parameters
    ----------
    mode
        Of the round.
    round_
        Its number, from zero [1].

    Notes
    -----
    Source: ours. A mode returns after the length of the walk divided by how often it stands there.

    Examples
    --------
    >>> [turn(Mode.BALANCED, round_) for round_ in (1, 3, 5)]
    [0, 1, 2]
    >>> [turn(Mode.SECURE, round_) for round_ in (2, 6, 10)]
    [0, 1, 2]
    """
    return round_ // (len(WALK) // WALK.count(mode))


def taking_turns(memberships: tuple[ValidatorSet, ...]) -> Proposers:
    """Everybody who may propose in a mode, in order, round by round of that mode.

    Authorities may in Fast, stakers in Secure, and both in Balanced. Each height begins one further.
    Under `LocalSchedule` some would propose in several rounds in a row.

    Parameters
    ----------
    memberships
        Validators by height; the last stay.
    """
    orders = [
        {
            mode: [
                each.name
                for each in some.members
                if (each.authority and mode is not Mode.SECURE)
                or (each.stake and mode is not Mode.FAST)
            ]
            for mode in Mode
        }
        for some in memberships
    ]

    def proposer(height: int, round_: int, mode: Mode) -> str:
        order = orders[min(height, len(orders) - 1)][mode]
        return order[(height + turn(mode, round_)) % len(order)]

    return proposer
