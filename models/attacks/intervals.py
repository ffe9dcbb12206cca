"""Clopper–Pearson: an interval for a probability, from a count of successes."""

from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    betainccinv,  # pyright: ignore[reportUnknownVariableType]
    betaincinv,  # pyright: ignore[reportUnknownVariableType]
)

from ..errors import InvalidParameter


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
    lower = float(betaincinv(successes, trials - successes + 1, outside)) if successes else 0.0
    failures = trials - successes
    upper = float(betainccinv(successes + 1, failures, outside)) if failures else 1.0
    return lower, upper
