"""Intervals for a probability: Clopper and Pearson's from a count, the normal one's half width."""

from collections.abc import Callable

from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    betainc,  # pyright: ignore[reportUnknownVariableType]
    betaincc,  # pyright: ignore[reportUnknownVariableType]
    ndtri,  # pyright: ignore[reportUnknownVariableType]
)

from ..errors import InvalidParameter

_RESOLUTION = 1e-15


def clopper_pearson(successes: int, trials: int, confidence: float) -> tuple[float, float]:
    """Two-sided interval that holds the true probability at least as often as stated.

    Parameters
    ----------
    successes
        Trials that succeeded, from 0 to `trials` [1].
    trials
        Independent trials, at least 1 [1].
    confidence
        Wanted coverage, in (0, 1) [1].

    Returns
    -------
    tuple[float, float]
        Lower and upper end [1].

    Raises
    ------
    InvalidParameter
        Where an argument is outside its range.

    Notes
    -----
    Source: Clopper & Pearson 1934, Biometrika 26, doi:10.1093/biomet/26.4.404, as quantiles of
    the beta distribution. Never too short, for any count; somewhat too long for small ones.

    The quantiles are found by bisection, and the outer end of the last step is returned: SciPy's
    own inverse (1.17) puts the lower end for 1 000 of 999 500 000 at 50 % at twice the estimate.

    Examples
    --------
    No success in a hundred: the "rule of three" gives about 3 / 100 at one-sided 95 %.

    >>> lower, upper = clopper_pearson(0, 100, 0.9)
    >>> lower, round(upper, 6)
    (0.0, 0.029513)
    """
    if not trials >= 1:
        raise InvalidParameter(f"trials must be at least 1, got {trials!r}")
    if not 0 <= successes <= trials:
        raise InvalidParameter(f"successes must lie in [0, trials ({trials})], got {successes!r}")
    if not 0 < confidence < 1:
        raise InvalidParameter(f"confidence must lie in (0, 1), got {confidence!r}")
    outside = (1 - confidence) / 2
    failures = trials - successes
    estimate = successes / trials

    def below(truth: float) -> bool:
        """Whether so many successes or more would be too rare."""
        return float(betainc(successes, failures + 1, truth)) < outside

    def above(truth: float) -> bool:
        """Whether so few successes or fewer would be too rare."""
        return float(betaincc(successes + 1, failures, truth)) < outside

    lower = 0.0 if successes == 0 else _outer_end(below, estimate, 0.0)
    upper = 1.0 if failures == 0 else _outer_end(above, estimate, 1.0)
    return lower, upper


def _outer_end(is_outside: Callable[[float], bool], inside: float, outside: float) -> float:
    """Nearest number found outside, by halving the way between an inner and an outer one."""
    while True:
        middle = (inside + outside) / 2
        if middle in (inside, outside) or abs(outside - inside) <= _RESOLUTION * outside:
            return outside
        if is_outside(middle):
            outside = middle
        else:
            inside = middle


def normal_quantile(confidence: float) -> float:
    """Half width of a two-sided normal interval, in standard deviations.

    Parameters
    ----------
    confidence
        Wanted coverage, in (0, 1) [1].

    Returns
    -------
    float
        Standard deviations [1].

    Notes
    -----
    Source: the normal quantile, by SciPy's `ndtri`.

    Examples
    --------
    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    return -float(ndtri((1 - confidence) / 2))
