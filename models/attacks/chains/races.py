"""Exact chances of a double spend, as sums of positive terms."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from ..committees.factorials import DIGITS, log_factorial
from ..committees.seat_counts import BinomialSeats
from ..committees.tails import Tail, upper_tail
from .series import falling_sum, rounded_up, tail_of_logarithms

LARGEST_CONFIRMATIONS = 10**10
"""Most confirmations: up to here the terms that matter take about a tenth of a second [block]."""


def catch_up(share: Any) -> Any:
    """Chance that an attacker who is one block behind ever draws level.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, below one half [1].

    Returns
    -------
    Any
        Of so many blocks behind, this to that power [1].

    Notes
    -----
    Source: Nakamoto 2008, "Bitcoin: a peer-to-peer electronic cash system", section 11: q / p, the
    gambler's ruin.

    Examples
    --------
    >>> catch_up(Fraction(1, 10))
    Fraction(1, 9)
    """
    return share / (1 - share)


def rosenfeld_race(share: Fraction, confirmations: int) -> Tail:
    """Chance that the attacker's chain ever draws level, his progress negative binomial.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    confirmations
        Honest blocks that the merchant waits for, at least 1 [block].

    Returns
    -------
    Tail
        To about 1e-14 of itself [1].

    Notes
    -----
    Source: Rosenfeld 2014, arXiv:1402.2009, equal to I_4pq(z, 1/2) after Grunspan &
    Pérez-Marco 2017, arXiv:1702.02867. Ours: both are 2 I_q(z, z), twice the chance that
    z of 2 z - 1 blocks are the attacker's, because a race that is level when block 2 z - 1 is
    found is won as often from behind as from ahead.

    Examples
    --------
    One confirmation: q at once or one behind, q + p q / p.

    >>> round(rosenfeld_race(Fraction(1, 10), 1).probability, 12)
    0.2
    """
    blocks = BinomialSeats(
        population=share.denominator, adversaries=share.numerator, committee=2 * confirmations - 1
    )
    half = upper_tail(blocks, confirmations)
    return Tail(
        probability=2 * half.probability,
        log10_probability=half.log10_probability + math.log10(2),
    )


def nakamoto_race(share: Fraction, confirmations: int) -> Tail:
    """Chance that the attacker's chain ever draws level, his progress Poisson.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    confirmations
        Honest blocks that the merchant waits for, at least 1 [block].

    Returns
    -------
    Tail
        To about 1e-12 of itself [1].

    Notes
    -----
    Source: Nakamoto 2008, section 11. Ours: printed there as 1 - sum; with r = q / p and K the
    Poisson progress of mean z r, it is P(K > z) + r^z e^(z - z r) P(Poisson(z) <= z), in which
    nothing is subtracted.

    Examples
    --------
    >>> round(nakamoto_race(Fraction(1, 10), 5).probability, 7)
    0.0009137
    """
    odds = catch_up(share)
    mean = float(confirmations * odds)
    behind = falling_sum(
        lambda index: (confirmations - index) / confirmations, terms=confirmations + 1
    )
    ahead = falling_sum(lambda index: mean / (confirmations + 2 + index))
    with localcontext(prec=DIGITS):
        exact_mean = Decimal(odds.numerator) / odds.denominator * confirmations
        level = log_poisson(Decimal(confirmations), confirmations) + Decimal(behind).ln()
        overtaken = log_poisson(exact_mean, confirmations + 1) + Decimal(ahead).ln()
        return tail_of_logarithms(log_nakamoto_bound(odds, confirmations) + level, overtaken)


def log_poisson(mean: Decimal, count: int) -> Decimal:
    """Natural logarithm of a Poisson probability [1]."""
    with localcontext(prec=DIGITS):
        return count * mean.ln() - mean - log_factorial(count)


def log_nakamoto_bound(odds: Fraction, confirmations: int) -> Decimal:
    """Natural logarithm of the Chernoff bound z (1 - r + ln r) on `nakamoto_race` [1]."""
    with localcontext(prec=DIGITS):
        ratio = Decimal(odds.numerator) / odds.denominator
        return confirmations * (1 - ratio + ratio.ln())


def log_rosenfeld_bound(share: Fraction, confirmations: int) -> Decimal:
    """Natural logarithm of the Chernoff bound (4 p q)^z on `rosenfeld_race` [1]."""
    with localcontext(prec=DIGITS):
        product = 4 * share * (1 - share)
        return confirmations * (Decimal(product.numerator) / product.denominator).ln()


def rosenfeld_bound(share: Fraction, confirmations: int) -> Tail:
    """Upper bound on `rosenfeld_race`.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    confirmations
        Honest blocks that the merchant waits for [block].

    Returns
    -------
    Tail
        (4 p q)^z [1].

    Notes
    -----
    Source: ours. Were both equally strong, an attacker with k blocks would win at once if k is at
    least z; such a race weighs 2^(z + k) p^z q^k under the true law, at most (4 p q)^z. Any other
    weighs (4 p q)^z (2 p)^(k - z) with its chance to catch up, which is less.

    Examples
    --------
    >>> round(rosenfeld_bound(Fraction(1, 10), 1).probability, 12)
    0.36
    """
    return rounded_up(log_rosenfeld_bound(share, confirmations))


def nakamoto_bound(share: Fraction, confirmations: int) -> Tail:
    """Upper bound on `nakamoto_race`.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    confirmations
        Honest blocks that the merchant waits for [block].

    Returns
    -------
    Tail
        exp(z (1 - r + ln r)), r = q / p [1].

    Notes
    -----
    Source: ours. The chance to win is at most r^(z - K), and E r^(-K) = exp(z r (1 / r - 1)).

    Examples
    --------
    >>> round(nakamoto_bound(Fraction(1, 10), 5).probability, 6)
    0.001442
    """
    return rounded_up(log_nakamoto_bound(catch_up(share), confirmations))
