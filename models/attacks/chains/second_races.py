"""Chances of a double spend by other ways, as witnesses of the first."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import itertools
import math
from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction

from ..committees.factorials import DIGITS, log_choose
from ..committees.tails import Tail
from .continued_fractions import continued_fraction
from .poisson_fractions import deviance, log_poisson_tail
from .races import catch_up
from .series import tail_of_logarithms

_ROUNDING = 2.0**-52
_TOLERANCE = 1e-11


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


def beta_fraction(share: Fraction, confirmations: int) -> Tail | None:
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
        To 1e-11 of itself, or of its logarithm if that is larger; None where the two are so near in
        strength that a float near 4 p q does not tell so much [1].

    Notes
    -----
    Source: Grunspan & Pérez-Marco 2017, arXiv:1702.02867, and NIST Digital Library of
    Mathematical Functions, 8.17.8 (https://dlmf.nist.gov/8.17.E8): at b = 1/2 it is
    (p - q) C(2z, z) (p q)^z times F(z + 1/2, 1; z + 1; 4 p q), here by Gauss's continued
    fraction, 15.7.1 there.

    Examples
    --------
    >>> tail = beta_fraction(Fraction(1, 10), 1)
    >>> assert tail is not None
    >>> round(tail.probability, 12)
    0.2
    """
    advantage = 1 - 2 * share
    square = float(advantage) ** 2
    product = share * (1 - share)
    log10_bound = confirmations * math.log1p(-square) / math.log(10) if square < 1 else -math.inf
    allowed = _TOLERANCE * max(1.0, -log10_bound)
    if not allowed * square >= _ROUNDING:
        return None
    inverse = continued_fraction(_gauss_terms(confirmations, float(4 * product)))
    with localcontext(prec=DIGITS):
        return tail_of_logarithms(
            (Decimal(advantage.numerator) / advantage.denominator).ln()
            + log_choose(2 * confirmations, confirmations)
            + confirmations * (Decimal(product.numerator) / product.denominator).ln()
            + Decimal(1 / inverse).ln()
        )


def _gauss_terms(confirmations: int, argument: float) -> Iterator[tuple[float, float]]:
    """Numerators and denominators of one over F(z + 1/2, 1; z + 1; x) [1]."""
    for step in itertools.count(1):
        half, is_odd = divmod(step, 2)
        level = confirmations + 2 * half
        if is_odd:
            factor = (confirmations + 0.5 + half) / level * ((confirmations + half) / (level + 1))
        else:
            factor = half / (level - 1) * ((half - 0.5) / level)
        yield -factor * argument, 1.0


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


def nakamoto_by_fractions(share: Fraction, confirmations: int) -> Tail:
    """The race by continued fractions of both Poisson tails.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    confirmations
        Honest blocks that the merchant waits for, at least 1 [block].

    Returns
    -------
    Tail
        To about 1e-13 of itself, or of its logarithm if that is larger; measured: 1.2e-11 for
        nearly the most confirmations [1].

    Notes
    -----
    Source: the two parts of `races.nakamoto_race`, each by `poisson_fractions.py`; no term, factorial
    or bound of the first way occurs.

    Examples
    --------
    >>> tail = nakamoto_by_fractions(Fraction(1, 10), 5)
    >>> round(tail.probability, 7)
    0.0009137
    """
    waited = Fraction(confirmations)
    mean = confirmations * catch_up(share)
    level = -math.expm1(log_poisson_tail(waited, confirmations + 1))
    from_behind = math.log(level) - deviance(waited, mean)
    ahead = log_poisson_tail(mean, confirmations + 1)
    larger, smaller = max(from_behind, ahead), min(from_behind, ahead)
    logarithm = min(0.0, larger + math.log1p(math.exp(smaller - larger)))
    return Tail(probability=math.exp(logarithm), log10_probability=logarithm / math.log(10))
