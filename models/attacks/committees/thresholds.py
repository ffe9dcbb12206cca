"""Numbers that others state as parts: seats of a committee, adversaries of a population."""

from fractions import Fraction

from ...errors import InvalidParameter
from ...protocol.quorums import least_count
from ..choices import Threshold
from .counts import LARGEST_DENOMINATOR


def seats_needed(threshold: int | Fraction, committee: int, rule: Threshold) -> int:
    """Seats that capture a committee.

    Parameters
    ----------
    threshold
        Seats, or part of the committee from 0 to 1 [seat or 1].
    committee
        All seats [seat].
    rule
        Whether the threshold itself suffices.

    Returns
    -------
    int
        Least whole number of seats [seat]; above `committee` where more than all are asked for.

    Raises
    ------
    InvalidParameter
        Where a part is none, or all seats must be exceeded.

    Notes
    -----
    Source: ours; `protocol.quorums.least_count` for parts.

    Examples
    --------
    More than two thirds of 128, and two thirds of 129:

    >>> seats_needed(Fraction(2, 3), 128, Threshold.MORE_THAN)
    86
    >>> seats_needed(Fraction(2, 3), 129, Threshold.AT_LEAST)
    86
    """
    strict = rule is Threshold.MORE_THAN
    if isinstance(threshold, int):
        if strict and threshold == committee:
            raise InvalidParameter(
                f"seats must be below committee ({committee}) where they must be exceeded, "
                f"got {threshold}"
            )
        return threshold + strict
    if not 0 <= threshold <= 1:
        raise InvalidParameter(f"seats must be whole or a part from 0 to 1, got {threshold}")
    if strict and threshold == 1:
        raise InvalidParameter("seats must be a part below 1 where they must be exceeded, got 1")
    return least_count(threshold, committee, strict)


def adversaries_of(share: Fraction, population: int | None) -> tuple[int, int]:
    """Population and its adversaries, where their part is given.

    Parameters
    ----------
    share
        Of the population that the adversary holds at most [1].
    population
        All validators; None where each seat is the adversary's with chance `share` on its own [1].

    Returns
    -------
    tuple[int, int]
        All validators, and the adversary's, rounded down [1].

    Raises
    ------
    InvalidParameter
        Where the share is none, or takes larger numbers to write down than are counted.

    Notes
    -----
    Source: ours; rounded down as the shares of stake are, of which nobody is taken who would pass
    them.

    Examples
    --------
    >>> adversaries_of(Fraction(1, 3), 400), adversaries_of(Fraction(1, 3), None)
    ((400, 133), (3, 1))
    """
    if not 0 <= share <= 1:
        raise InvalidParameter(f"adversary_share must lie in [0, 1], got {share}")
    if population is not None:
        return population, share.numerator * population // share.denominator
    if not share.denominator <= LARGEST_DENOMINATOR:
        raise InvalidParameter(
            f"adversary_share must be a fraction of numbers up to 10**400, got {float(share)!r}"
        )
    return share.denominator, share.numerator
