"""A whole part of a whole amount, told by multiplication alone."""

from typing import Any


def is_share(part: Any, whole: Any, numerator: Any, denominator: Any) -> Any:
    """Whether a part is ⌊whole · numerator / denominator⌋.

    Parameters
    ----------
    part, whole
        Whole amounts [base unit].
    numerator, denominator
        The fraction; the denominator is positive [1].

    Notes
    -----
    Source: ours; the law of division with remainder, which a solver reads without a division. Whoever
    takes a step computes the part, and the guard of the step checks it.

    Examples
    --------
    >>> [part for part in range(8) if is_share(part, whole=7, numerator=2, denominator=3)]
    [4]
    """
    return (part * denominator <= whole * numerator) & (
        whole * numerator < (part + 1) * denominator
    )
