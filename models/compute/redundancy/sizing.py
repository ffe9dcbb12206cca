"""The smallest scheme of a kind that is reliable enough."""

from ...errors import InvalidParameter
from .closed_forms import error
from .rules import LARGEST_SIZE, Kind, Scheme

ROUNDING = 1e-12
"""Part by which an error may exceed what is allowed, so that a target of the reliability itself is
reached by one copy [1]."""


def least_scheme(kind: Kind, reliability: float, target: float) -> Scheme:
    """Scheme with the least lead, or the fewest copies, that reaches a target.

    Parameters
    ----------
    kind
        Which scheme.
    reliability
        Of a single result, in [0, 1] [1].
    target
        Wanted of the accepted result, in (0, 1] [1].

    Returns
    -------
    Scheme
        Its predecessor misses the target.

    Raises
    ------
    InvalidParameter
        Where no size, or none up to the largest, reaches it.

    Notes
    -----
    Source: ours. Above a half every further vote lowers the error; below it raises it.

    Examples
    --------
    >>> least_scheme(Kind.ITERATIVE, 0.7, 0.967).size
    4
    """
    if not 0 < target <= 1:
        raise InvalidParameter(f"target must lie in (0, 1], got {target!r}")
    return scheme_for_error(kind, reliability, 1 - target)


def scheme_for_error(kind: Kind, reliability: float, allowed: float) -> Scheme:
    """Scheme with the least lead, or the fewest copies, that errs no more than allowed.

    Parameters
    ----------
    kind
        Which scheme.
    reliability
        Of a single result, in [0, 1] [1].
    allowed
        Probability of a wrong result, in [0, 1) [1].

    Returns
    -------
    Scheme
        Its predecessor errs more.

    Raises
    ------
    InvalidParameter
        Where no size, or none up to the largest, is enough.

    Examples
    --------
    >>> scheme_for_error(Kind.PROGRESSIVE, 0.9, 1e-9).size
    35
    """
    require_share("reliability", reliability)
    if allowed <= 0 and reliability < 1:
        raise InvalidParameter(
            f"target must be below 1 where reliability ({reliability!r}) is, got {1 - allowed:.12g}"
        )

    def of(step: int) -> Scheme:
        return Scheme(kind, step if kind is Kind.ITERATIVE else 2 * step - 1)

    def reaches(step: int) -> bool:
        return bool(error(of(step), reliability) <= allowed * (1 + ROUNDING))

    if reaches(1):
        return of(1)
    if not reliability > 0.5:
        raise InvalidParameter(
            f"target must be at most reliability ({reliability!r}) where that is at most 1/2: "
            f"further copies make it no better, got {1 - allowed:.12g}"
        )
    largest = LARGEST_SIZE if kind is Kind.ITERATIVE else (LARGEST_SIZE + 1) // 2
    if not reaches(largest):
        raise InvalidParameter(
            f"target must be in reach of {of(largest).size} copies or votes, got {1 - allowed:.12g}"
        )
    missing, enough = 1, largest
    while enough - missing > 1:
        middle = (missing + enough) // 2
        missing, enough = (missing, middle) if reaches(middle) else (middle, enough)
    return of(enough)


def require_share(name: str, value: float) -> None:
    """Refuse what is no probability."""
    if not 0 <= value <= 1:
        raise InvalidParameter(f"{name} must lie in [0, 1], got {value!r}")
