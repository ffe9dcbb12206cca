"""The fallback dilemma as formulas: how much oversight is safe beside Fast, and when it helps at all.

All are parts of the authorities. `fast` and `oversight` are the thresholds of the two certificates,
`byzantine` bounds the Byzantine part, and `crashed` is the part that is honest and silent.
"""

from fractions import Fraction
from typing import Any

from .quorums import least_count


def least_oversight(fast: Any, byzantine: Any) -> Any:
    """Least threshold of authorities with which a fallback is safe beside Fast.

    Parameters
    ----------
    fast
        Threshold of a Fast certificate [1].
    byzantine
        Fewer than this part of the authorities is Byzantine [1].

    Returns
    -------
    float
        The frontier of the dilemma [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; settled in `proofs/quorums/fallback.py`.

    Examples
    --------
    >>> from fractions import Fraction
    >>> least_oversight(Fraction(5, 6), Fraction(1, 3))
    Fraction(1, 2)
    """
    return 1 + byzantine - fast


def least_useful_fast(byzantine: Any) -> Any:
    """Fast threshold above which a safe fallback can need fewer authorities than Fast.

    Parameters
    ----------
    byzantine
        Fewer than this part of the authorities is Byzantine [1].

    Returns
    -------
    float
        Itself not enough [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; settled in `proofs/quorums/fallback.py`.

    Examples
    --------
    >>> from fractions import Fraction
    >>> least_useful_fast(Fraction(1, 3))
    Fraction(2, 3)
    """
    return (1 + byzantine) / 2


def always_signs(threshold: Any, byzantine: Any, crashed: Any) -> Any:
    """Whether the authorities that are left reach a threshold, whatever the Byzantine do.

    Parameters
    ----------
    threshold
        Of the certificate [1].
    byzantine
        Fewer than this part of the authorities is Byzantine, and may be silent [1].
    crashed
        Part that is honest and silent [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; the same for more-than and at-least thresholds, settled in
    `proofs/quorums/silence.py`.

    Examples
    --------
    >>> always_signs(0.5, byzantine=0.25, crashed=0.25), always_signs(0.75, 0.25, 0.25)
    (True, False)
    """
    return threshold + byzantine + crashed <= 1


def most_crashed(fast: Any, byzantine: Any) -> Any:
    """Most honest authorities that may crash while the least safe fallback still works.

    Parameters
    ----------
    fast
        Threshold of a Fast certificate [1].
    byzantine
        Fewer than this part of the authorities is Byzantine, and may be silent [1].

    Returns
    -------
    float
        Negative where not even all honest authorities suffice [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; settled in `proofs/quorums/silence.py`.

    Examples
    --------
    >>> from fractions import Fraction
    >>> most_crashed(Fraction(5, 6), Fraction(1, 3))
    Fraction(1, 6)
    """
    return fast - 2 * byzantine


def most_crashed_in_fast(fast: Any, byzantine: Any) -> Any:
    """Most honest authorities that may crash while Fast still works.

    Parameters
    ----------
    fast
        Threshold of a Fast certificate [1].
    byzantine
        Fewer than this part of the authorities is Byzantine, and may be silent [1].

    Returns
    -------
    float
        Negative where the Byzantine alone can stop Fast [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; settled in `proofs/quorums/silence.py`.

    Examples
    --------
    >>> most_crashed_in_fast(0.625, byzantine=0.25)
    0.125
    """
    return 1 - fast - byzantine


def counts_intersect(first: Any, second: Any, byzantine: Any, authorities: Any) -> Any:
    """Whether two counts of signers force a common honest one, for a given number of authorities.

    Parameters
    ----------
    first, second
        Least signers of the two certificates [1].
    byzantine
        Most Byzantine authorities [1].
    authorities
        In all [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; the form with ceilings, settled in `proofs/quorums/counts.py`.

    Examples
    --------
    >>> counts_intersect(18, 11, 6, authorities=21), counts_intersect(14, 7, 6, authorities=21)
    (True, False)
    """
    return first + second - byzantine > authorities


def least_oversight_count(fast: Any, byzantine: Any, authorities: Any) -> Any:
    """Fewest authorities that a safe fallback needs, for a given number of authorities.

    Parameters
    ----------
    fast
        Least signers of a Fast certificate [1].
    byzantine
        Most Byzantine authorities [1].
    authorities
        In all [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; settled in `proofs/quorums/counts.py`.

    Examples
    --------
    >>> least_oversight_count(18, 6, authorities=21)
    10
    """
    return authorities + byzantine - fast + 1


def most_byzantine(part: Fraction, authorities: int, inclusive: bool) -> int:
    """Most authorities that may be Byzantine, for a given number of authorities.

    Parameters
    ----------
    part
        Of the authorities; positive, unless it is inclusive [1].
    authorities
        In all [1].
    inclusive
        At most the part is Byzantine, or fewer.

    Returns
    -------
    int
        One fewer than the least count that is too many [1].

    Notes
    -----
    Source: ours, paper, "The fallback dilemma"; settled in `proofs/quorums/ceilings.py`.

    Examples
    --------
    >>> third = Fraction(1, 3)
    >>> most_byzantine(third, 21, inclusive=False), most_byzantine(third, 21, inclusive=True)
    (6, 7)
    """
    return least_count(part, authorities, strict=inclusive) - 1
