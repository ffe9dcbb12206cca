"""Upper tails of Poisson counts by a saddle point and a continued fraction: for witnesses."""

import itertools
import math
from collections.abc import Iterator
from fractions import Fraction

from .continued_fractions import continued_fraction

_NEAR = 0.1
_STIRLING_FROM = 16
_HALF_LOG_TWO_PI = math.log(2 * math.pi) / 2


def log_poisson_tail(mean: Fraction, least: int) -> float:
    """Natural logarithm of the chance of at least so many events.

    Parameters
    ----------
    mean
        Expected events, above 0 and at most `least` [1].
    least
        Events, at least 1 [1].

    Returns
    -------
    float
        To about 1e-13 of the chance, or of the logarithm if that is larger; near 1e10 events, where
        the fraction is longest, to 1e-11 [1].

    Notes
    -----
    Source: the probability of `least` after Loader 2000, "Fast and accurate computation of binomial
    probabilities", times the tail over it, which is `tail_over_mass`. SciPy's `gammainc` is not
    asked: at 251,857,727 events and a mean 100,723 lower it gives 56 % of the truth, since there it
    leaves off its series after 2,000 terms.

    Examples
    --------
    At least one event of a mean of one: 1 - 1/e.

    >>> round(math.exp(log_poisson_tail(Fraction(1), 1)), 12)
    0.632120558829
    """
    log_mass = -deviance(Fraction(least), mean) - stirling_error(least)
    log_mass -= _HALF_LOG_TWO_PI + math.log(least) / 2
    return log_mass + math.log(tail_over_mass(least + 1.0, float(mean)))


def deviance(count: Fraction, mean: Fraction) -> float:
    """Exponent n ln(n / m) + m - n of a count, without what cancels.

    Parameters
    ----------
    count
        Events n, above 0 [1].
    mean
        Expected events m, above 0 [1].

    Returns
    -------
    float
        Not negative [1].

    Notes
    -----
    Source: Loader 2000: with v = (n - m) / (n + m) it is (n - m) v + 2 n (v^3 / 3 + v^5 / 5 + ...).

    Examples
    --------
    >>> round(deviance(Fraction(2), Fraction(1)), 12) == round(2 * math.log(2) - 1, 12)
    True
    """
    excess, events = float(count - mean), float(count)
    ratio = excess / float(count + mean)
    if abs(ratio) >= _NEAR:
        return events * math.log(events / float(mean)) - excess
    total, power, odd = excess * ratio, 2 * events * ratio, 1
    while True:
        power *= ratio * ratio
        odd += 2
        before = total
        total += power / odd
        if total == before:
            return total


def stirling_error(count: int) -> float:
    """Natural logarithm of n! over Stirling's formula sqrt(2 pi n) (n / e)^n.

    Parameters
    ----------
    count
        n, at least 1 [1].

    Notes
    -----
    Source: NIST Digital Library of Mathematical Functions, 5.11.1 (https://dlmf.nist.gov/5.11.E1).

    Examples
    --------
    >>> round(stirling_error(1), 12) == round(1 - math.log(2 * math.pi) / 2, 12)
    True
    """
    if count < _STIRLING_FROM:
        return math.lgamma(count + 1) - (count + 0.5) * math.log(count) + count - _HALF_LOG_TWO_PI
    inverse = 1 / count
    square = inverse * inverse
    series = 1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * 691 / 360360))
    return inverse * (1 / 12 - square * (1 / 360 - square * series))


def tail_over_mass(first: float, mean: float) -> float:
    """Sum of a Poisson tail over its first term, 1 + x / b + x^2 / (b (b + 1)) + ...

    Parameters
    ----------
    first
        One more than the count where the tail begins, b [1].
    mean
        Expected events x, in (0, b) [1].

    Returns
    -------
    float
        At least 1 [1].

    Notes
    -----
    Source: NIST Digital Library of Mathematical Functions, 8.9.1 (https://dlmf.nist.gov/8.9.E1).
    About the root of the mean of steps are needed, a fraction of the series' terms.

    Examples
    --------
    >>> round(tail_over_mass(2.0, 1.0), 12) == round(math.e - 1, 12)
    True
    """
    return 1 / continued_fraction(_tail_terms(first, mean))


def _tail_terms(first: float, mean: float) -> Iterator[tuple[float, float]]:
    """Numerators and denominators of one over the sum [1]."""
    for step in itertools.count(1):
        half, is_odd = divmod(step, 2)
        grown = first + half - 1 if step > 1 else 1.0
        yield -grown * mean if is_odd else half * mean, first + step - 1
