"""Proposers that take turns: within each mode, so that no mode meets some of them for ever."""

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
