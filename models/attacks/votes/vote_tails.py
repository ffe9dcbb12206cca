"""Chance that independent votes reach a sum, exactly, however rare."""

import math
from collections.abc import Callable

from ..committees.tails import Tail
from .halves import can_meet, meeting_log_tail
from .lattice import fits, log_tail, product_masses, recurrence_masses
from .tilting import Tilt, saddle
from .voters import Voters

LogTail = Callable[[Tilt, Voters], float | None]
"""A way to the natural logarithm of a tail; None where it cannot be gone [1]."""


def is_settled(voters: Voters) -> Tail | None:
    """The answer where it does not depend on any vote."""
    if voters.needed <= 0:
        return Tail(probability=1.0, log10_probability=0.0)
    if voters.needed > voters.total:
        return Tail(probability=0.0, log10_probability=-math.inf)
    return None


def recurrence_or_halves(tilt: Tilt, voters: Voters) -> float | None:
    """The tail from the lattice, or else from halves."""
    if fits(voters):
        found = log_tail(tilt, voters, recurrence_masses(tilt, voters.weights))
        if found is not None:
            return found
    return meeting_log_tail(tilt, voters) if can_meet(voters) else None


def products(tilt: Tilt, voters: Voters) -> float | None:
    """The tail from the lattice by products of polynomials."""
    if not fits(voters):
        return None
    return log_tail(tilt, voters, *product_masses(tilt, voters.weights))


def upper_tail(voters: Voters, way: LogTail = recurrence_or_halves) -> Tail | None:
    """Probability of the needed sum or more.

    Parameters
    ----------
    voters
        Any.
    way
        How sums are gathered under a tilt.

    Returns
    -------
    Tail | None
        None where the way cannot be gone [1].

    Notes
    -----
    Source: ours. Masses are summed under the tilt at the saddle point, where they are large. An
    answer above a half is one minus the chance of the mirrored event, so that its logarithm is
    right too.

    Examples
    --------
    >>> from .voters import voters_of
    >>> tail = upper_tail(voters_of((1e-300,) * 3, (1.0,) * 3, 2.0))
    >>> round(tail.log10_probability, 9)
    -599.522878745
    """
    settled = is_settled(voters)
    if settled is not None:
        return settled
    tilt = saddle(voters)
    if tilt.rate == 0:
        mirror = voters.mirror()
        log_missed = way(saddle(mirror), mirror)
        if log_missed is not None and log_missed < math.log(0.5):
            missed = math.exp(log_missed)
            return Tail(
                probability=1 - missed, log10_probability=math.log1p(-missed) / math.log(10)
            )
    logarithm = way(tilt, voters)
    return None if logarithm is None else tail_of_log(min(0.0, logarithm))


def tail_of_log(logarithm: float) -> Tail:
    """A tail from its natural logarithm.

    Parameters
    ----------
    logarithm
        At most 0 [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> tail_of_log(0.0).probability
    1.0
    """
    return Tail(probability=math.exp(logarithm), log10_probability=logarithm / math.log(10))
