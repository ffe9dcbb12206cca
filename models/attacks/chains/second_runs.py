"""Chances of a run of slots by other ways, as witnesses of the first."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

from ..committees.tails import Tail
from .series import tail_of_logarithms

LARGEST_DIGITS = 1_000
"""Most digits carried to find the root [1]: half a second."""

_GUARD_DIGITS = 60
_NEGLIGIBLE = 1e-14


def run_fraction(share: Fraction, length: int, slots: int) -> tuple[int, int]:
    """Chance of at least one run, as a fraction of integers.

    Parameters
    ----------
    share
        Part of all slots that is the adversary's, in (0, 1) [1].
    length
        Adversarial slots in a row, at least 1 [slot].
    slots
        Slots in all, at least `length` [slot].

    Returns
    -------
    tuple[int, int]
        Numerator and denominator, not reduced [1].

    Notes
    -----
    Source: ours, on Feller I, XIII.7: sequences without a run, counted by the last L + 1 slots.

    Examples
    --------
    >>> Fraction(*run_fraction(Fraction(1, 2), 2, 5))
    Fraction(19, 32)
    """
    adversarial, both = share.numerator, share.denominator
    first_run = adversarial**length
    lost = (both - adversarial) * first_run
    without = [both**slot for slot in range(length)]
    without.append(both**length - first_run)
    for slot in range(length + 1, slots + 1):
        without.append(both * without[-1] - lost * without[slot - length - 1])
    return both**slots - without[slots], both**slots


def run_by_root(share: float, length: int, slots: int, log10_expected: float) -> Tail | None:
    """Chance of at least one run, from the one root of its generating function that matters.

    Parameters
    ----------
    share
        Part of all slots that is the adversary's, in (0, 1) [1].
    length
        Adversarial slots in a row, at least 1 [slot].
    slots
        Slots in all, at least `length` [slot].
    log10_expected
        Logarithm to base ten of about that chance, which says how many digits cancel [1].

    Returns
    -------
    Tail | None
        None where the other roots matter, or too many digits cancel [1].

    Notes
    -----
    Source: Feller I, XIII.7, eq. (7.11): survivors (1 - p x) / ((L + 1 - L x) q) / x^(n + 1), with x
    the root of 1 - x + q p^L x^(L + 1) next above 1. Ours: where p < L / (L + 1) the other L - 1
    roots are beyond 1 / p, and together leave out less than 2 (L - 1) p^(n + 2) / (q (L q - p)).

    Examples
    --------
    >>> tail = run_by_root(0.5, 10, 1000, 0.0)
    >>> round(tail.probability, 12)
    0.385449752412
    """
    digits = _GUARD_DIGITS + math.ceil(max(0.0, -log10_expected)) + len(str(slots * length))
    spare = length * (1 - share) - share
    if digits > LARGEST_DIGITS or spare <= 0:
        return None
    log10_left_out = (slots + 2) * math.log10(share) + math.log10(
        2 * length / ((1 - share) * spare)
    )
    if log10_left_out - min(0.0, log10_expected) > math.log10(_NEGLIGIBLE):
        return None
    with localcontext(prec=digits):
        adversarial = Decimal(share)
        honest = 1 - adversarial
        beyond = _root_beyond_one(honest * adversarial**length, length, digits)
        survivors = (1 - adversarial * (1 + beyond)) / ((1 - length * beyond) * honest)
        log_survivors = survivors.ln() - (slots + 1) * (1 + beyond).ln()
        return tail_of_logarithms((1 - log_survivors.exp()).ln())


def _root_beyond_one(constant: Decimal, length: int, digits: int) -> Decimal:
    """Least positive z with z = c (1 + z)^(L + 1), by Newton's method from below [1]."""
    beyond = Decimal(0)
    while True:
        power = (1 + beyond) ** length
        step = (constant * power * (1 + beyond) - beyond) / (1 - constant * (length + 1) * power)
        beyond += step
        if step <= beyond.scaleb(5 - digits):
            return beyond
