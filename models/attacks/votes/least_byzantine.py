"""Least Byzantine members of a class that break a certificate, from the protocol's own predicate."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from ...protocol.quorums import Quorum
from .choices import Failure


def authorities_met(quorum: Quorum) -> Callable[[int, int], bool] | None:
    """Whether so many of all authorities are what a certificate asks of them; None if nothing is."""
    if quorum.authorities is None:
        return None
    alone = replace(quorum, stake=None)
    return lambda signers, members: bool(alone.is_met(signers, members, 0, 0))


def stake_met(quorum: Quorum) -> Callable[[int, int], bool] | None:
    """Whether so much of all stake is what a certificate asks of it; None if nothing is."""
    if quorum.stake is None:
        return None
    alone = replace(quorum, authorities=None)
    return lambda signers, members: bool(alone.is_met(0, 0, signers, members))


def least_byzantine(is_met: Callable[[int, int], bool], members: int, failure: Failure) -> int:
    """Least number of equal members of one class whose corruption is enough for a failure.

    Parameters
    ----------
    is_met
        Whether so many signers, of so many members, are enough for a certificate.
    members
        At least 1 [1].
    failure
        Safety: the Byzantine sign two certificates, and each honest member one of them, so that
        the smaller gets them and half of the honest, rounded down. Liveness: the honest alone are
        no certificate.

    Returns
    -------
    int
        [1]; `members` + 1 where not even all suffice.

    Notes
    -----
    Source: ours, by bisection: both predicates, once true, stay true as more are corrupted.

    Examples
    --------
    >>> from fractions import Fraction
    >>> two_thirds = authorities_met(Quorum(Fraction(2, 3), None, strict=False))
    >>> least_byzantine(two_thirds, 21, Failure.SAFETY)
    7
    >>> least_byzantine(two_thirds, 21, Failure.LIVENESS)
    8
    """

    def breaks(byzantine: int) -> bool:
        """Whether so many are enough."""
        honest = members - byzantine
        if failure is Failure.SAFETY:
            return is_met(byzantine + honest // 2, members)
        return not is_met(honest, members)

    return bisect_left(range(members + 1), True, key=breaks)
