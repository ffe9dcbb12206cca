"""Time, which only moves on."""

from typing import Any

from .step import Step


def may_advance(now: Any, later: Any) -> Any:
    """Whether the clock may show a time.

    Parameters
    ----------
    now, later
        On the clock, and to be shown next; equal where blocks follow within a second [s].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> may_advance(now=3, later=3), may_advance(now=3, later=2)
    (True, False)
    """
    return later >= now


def advance(later: Any) -> tuple[Any]:
    """The clock after it has moved on.

    Parameters
    ----------
    later
        [s]

    Returns
    -------
    tuple
        Time now [s].

    Notes
    -----
    Source: ours.
    """
    return (later,)


ADVANCE = Step("advance", may_advance, advance, ("now",), "time must not run backwards")
