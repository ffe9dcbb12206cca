"""Chances of a double spend by other ways, as witnesses of the first."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from decimal import Decimal, localcontext
from fractions import Fraction

from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    gammainc,  # pyright: ignore[reportUnknownVariableType]
    gammaincc,  # pyright: ignore[reportUnknownVariableType]
)

from ..committees.factorials import DIGITS, log_choose
from ..committees.tails import Tail
from .races import catch_up, log_nakamoto_bound
from .series import falling_sum, tail_of_logarithms

LARGEST_SERIES = 1_000_000
"""Terms of the incomplete beta function that are summed [1]: more would pile up rounding."""

_SMALLEST = 1e-290


def published_rosenfeld(share: Fraction, confirmations: int) -> tuple[int, int]:
    """The race as it was published, one minus a sum, in integers.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    confirmations
        Honest blocks that the merchant waits for, at least 1 [block].

    Returns
    -------
    tuple[int, int]
        Numerator and denominator, not reduced [1].

    Notes
    -----
    Source: Rosenfeld 2014, arXiv:1402.2009: 1 - sum over m from 0 to n of
    C(m + n - 1, m) (p^n q^m - p^m q^n).

    Examples
    --------
    >>> Fraction(*published_rosenfeld(Fraction(1, 10), 1))
    Fraction(1, 5)
    """
    attacker, both = share.numerator, share.denominator
    honest = both - attacker
    honest_wins, attacker_wins, ways = 0, 0, 1
    for blocks in range(confirmations):
        honest_wins = honest_wins * both + ways * attacker**blocks
        attacker_wins = attacker_wins * both + ways * honest**blocks
        ways = ways * (blocks + confirmations) // (blocks + 1)
    lost = honest_wins * honest**confirmations - attacker_wins * attacker**confirmations
    denominator = both ** (2 * confirmations - 1)
    return denominator - lost, denominator


def beta_series(share: Fraction, confirmations: int) -> Tail | None:
    """The race as the regularised incomplete beta function I_4pq(z, 1/2).

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    confirmations
        Honest blocks that the merchant waits for, at least 1 [block].

    Returns
    -------
    Tail | None
        None where the two are so near in strength that the series is too long [1].

    Notes
    -----
    Source: Grunspan & Pérez-Marco 2017, arXiv:1702.02867, and NIST Digital Library of
    Mathematical Functions, 8.17.8 (https://dlmf.nist.gov/8.17.E8): at b = 1/2 it is
    (p - q) C(2z, z) (p q)^z times a hypergeometric series of positive terms.

    Examples
    --------
    >>> tail = beta_series(Fraction(1, 10), 1)
    >>> round(tail.probability, 12)
    0.2
    """
    advantage = 1 - 2 * share
    if not LARGEST_SERIES * float(advantage) ** 2 >= 45:
        return None
    product = share * (1 - share)
    ratio = float(4 * product)
    series = falling_sum(
        lambda index: ratio * ((confirmations + 0.5 + index) / (confirmations + 1 + index))
    )
    with localcontext(prec=DIGITS):
        return tail_of_logarithms(
            (Decimal(advantage.numerator) / advantage.denominator).ln()
            + log_choose(2 * confirmations, confirmations)
            + confirmations * (Decimal(product.numerator) / product.denominator).ln()
            + Decimal(series).ln()
        )


def published_nakamoto(share: Fraction, confirmations: int, digits: int) -> Tail:
    """The race as it was published, one minus a sum, with digits enough for the difference.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    confirmations
        Honest blocks that the merchant waits for, at least 1 [block].
    digits
        Decimal digits carried: those that cancel and some thirty more [1].

    Returns
    -------
    Tail
        The difference [1].

    Notes
    -----
    Source: Nakamoto 2008, section 11: 1 - sum over k from 0 to z of the Poisson probability of k times
    1 - (q / p)^(z - k).

    Examples
    --------
    >>> round(published_nakamoto(Fraction(1, 10), 5, 50).probability, 7)
    0.0009137
    """
    with localcontext(prec=digits):
        odds = Decimal(share.numerator) / (share.denominator - share.numerator)
        mean = confirmations * odds
        mass = (-mean).exp()
        catching_up = odds**confirmations
        lost = Decimal(0)
        for blocks in range(confirmations + 1):
            lost += mass * (1 - catching_up)
            mass = mass * mean / (blocks + 1)
            catching_up /= odds
        return tail_of_logarithms((1 - lost).ln())


def nakamoto_by_gamma(share: Fraction, confirmations: int) -> Tail | None:
    """The race by SciPy's incomplete gamma functions.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    confirmations
        Honest blocks that the merchant waits for, at least 1 [block].

    Returns
    -------
    Tail | None
        None where they underflow [1].

    Notes
    -----
    Source: the two parts of `races.nakamoto_race`, with P(Poisson(x) <= z) = Q(z + 1, x).

    Examples
    --------
    >>> tail = nakamoto_by_gamma(Fraction(1, 10), 5)
    >>> round(tail.probability, 7)
    0.0009137
    """
    odds = catch_up(share)
    bound = math.exp(float(log_nakamoto_bound(odds, confirmations)))
    level = float(gammaincc(confirmations + 1, confirmations))
    ahead = float(gammainc(confirmations + 1, float(confirmations * odds)))
    probability = bound * level + ahead
    if not probability > _SMALLEST:
        return None
    return Tail(probability=probability, log10_probability=math.log10(probability))
