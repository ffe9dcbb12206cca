"""Expected size that a committee by sortition needs, to fail no more often than is borne."""

from dataclasses import replace

from ...errors import InvalidParameter
from .sortition import LARGEST_SIZE, Sortition

RIPPLE = 3.0
"""Times the target from which on smaller sizes are taken to fail too often [1].

Ours: whole votes make the failure fall unevenly; steps back of more than twice were not seen.
"""


def smallest_expected_size(threshold: float, honest: float, target: float) -> int:
    """Least whole expected size whose failure is at most the target.

    Parameters
    ----------
    threshold
        Part of the expected size that votes must exceed, as written [1].
    honest
        Honest part of the stake, as written [1].
    target
        Chance of either failure that is borne, in (0, 1) [1].

    Returns
    -------
    int
        [vote]

    Raises
    ------
    InvalidParameter
        Where no size up to `LARGEST_SIZE` will do: in large committees safety asks for
        threshold > 1 - honest / 2, liveness for threshold < honest.

    Notes
    -----
    Source: Gilad et al. 2017, Algorand, SOSP, doi:10.1145/3132747.3132757, figure 3. The failure
    does not fall evenly, so the sizes below the one found by bisection are tried one by one.

    Examples
    --------
    >>> smallest_expected_size(threshold=0.685, honest=0.9, target=1e-3)
    201
    """
    if not 0 < target < 1:
        raise InvalidParameter(f"target must lie in (0, 1), got {target!r}")
    question = Sortition(expected_size=1.0, threshold=threshold, honest=honest)

    def failure(size: int) -> float:
        """Chance that a committee of this expected size fails."""
        return replace(question, expected_size=float(size)).exact().probability

    enough = 1
    while failure(enough) > target:
        enough *= 2
        if enough > LARGEST_SIZE:
            raise InvalidParameter(
                f"target must be reachable with an expected size of at most {LARGEST_SIZE}, "
                f"got {target!r}"
            )
    short = enough // 2
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if failure(middle) <= target else (middle, enough)
    size = enough
    while size > 1:
        size -= 1
        found = failure(size)
        if found <= target:
            enough = size
        if found > RIPPLE * target:
            break
    return enough
