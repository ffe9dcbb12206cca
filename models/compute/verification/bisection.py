"""Bisection of a disputed run: how two parties narrow down where they part, and who is blamed there."""

from collections.abc import Hashable
from typing import Any


def middle(agreed: int, disputed: int) -> int:
    """Point that halves what is left of a dispute.

    Parameters
    ----------
    agreed, disputed
        Points where both parties claim the same state, and where they do not, at least 2 apart
        [segment].

    Returns
    -------
    int
        Strictly between them [segment].

    Notes
    -----
    Source: Canetti, Riva & Rothblum 2011, doi:10.1145/2046707.2046759, as a binary search.

    Examples
    --------
    >>> middle(0, 5)
    2
    """
    return (agreed + disputed) // 2


def halves(agreed: Any, point: Any, disputed: Any) -> Any:
    """Whether a point is the middle, said without a division.

    Parameters
    ----------
    agreed, point, disputed
        [segment]

    Returns
    -------
    bool
        Where `middle` answers that point, and nowhere else.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> halves(0, 2, 5), halves(0, 3, 5)
    (True, False)
    """
    return (2 * point <= agreed + disputed) & (agreed + disputed < 2 * point + 2)


def is_blamed(claimed: Hashable, found: Hashable) -> Any:
    """Whether a party lied about the segment that was run again.

    Parameters
    ----------
    claimed
        State after the segment, as the party claims it.
    found
        State found by running the segment from where both agreed.

    Returns
    -------
    bool
        Of two who differ, at least one is.

    Notes
    -----
    Source: ours, proved as `any.bisection.blame`.

    Examples
    --------
    >>> is_blamed("wrong", found="right")
    True
    """
    return claimed != found
