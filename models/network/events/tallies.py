"""Votes counted one by one: what has been heard for a block, and whether it is enough."""

from dataclasses import dataclass
from fractions import Fraction

from ...protocol.quorums import Quorum, least_count
from ..votes import Integers


@dataclass(frozen=True, slots=True)
class Needed:
    """Least authorities and stake that make a certificate; zero of what is not asked for."""

    authorities: int
    """[1]"""
    stake: int
    """[base unit]"""


class Tally:
    """Who has voted for one thing, and what they hold."""

    __slots__ = ("authorities", "enough", "shown", "stake", "voters")

    def __init__(self) -> None:
        self.voters = 0
        """A bit for each, by number."""
        self.authorities = 0
        """[1]"""
        self.stake = 0
        """[base unit]"""
        self.enough = False
        """Whether they are a certificate."""
        self.shown = False
        """Whether they are more than two fifths, where there is but one vote a round."""


def needed(quorum: Quorum, authorities: Integers, stake: Integers) -> Needed:
    """What a quorum asks of these validators, as whole numbers.

    Parameters
    ----------
    quorum
        Of a mode.
    authorities
        (n,) one for an authority, else zero [1].
    stake
        (n,) [base unit]
    """

    def least(threshold: Fraction | None, total: int) -> int:
        return 0 if threshold is None else least_count(threshold, total, quorum.strict)

    return Needed(
        least(quorum.authorities, int(authorities.sum())), least(quorum.stake, int(stake.sum()))
    )


def members(voters: int) -> list[int]:
    """Numbers of the bits that are set.

    Examples
    --------
    >>> members(0b1011)
    [0, 1, 3]
    """
    found: list[int] = []
    while voters:
        lowest = voters & -voters
        found.append(lowest.bit_length() - 1)
        voters ^= lowest
    return found


def weigh(voters: int, authorities: list[int], stake: list[int]) -> tuple[int, int]:
    """Authorities and stake of some voters together.

    Parameters
    ----------
    voters
        A bit for each, by number.
    authorities, stake
        By number [1], [base unit].

    Examples
    --------
    >>> weigh(0b101, [1, 1, 0], [10, 20, 30])
    (1, 40)
    """
    some = members(voters)
    return sum(authorities[each] for each in some), sum(stake[each] for each in some)
