"""Proved upper bounds on tails of seat counts, as logarithms rounded upwards."""

import math
from decimal import Decimal, localcontext

from .factorials import DIGITS
from .tails import Tail


def binomial_bound(population: int, adversaries: int, committee: int, seats: int) -> Tail:
    """Bound on the chance of at least `seats` seats, drawn with replacement.

    Parameters
    ----------
    population
        All validators, at least 1 [1].
    adversaries
        Those of the adversary, at most `population` [1].
    committee
        Draws made, at least 1 [seat].
    seats
        Seats that the attack needs, at most `committee` [seat].

    Returns
    -------
    Tail
        The bound; 1 where the seats are at most the expected ones [1].

    Notes
    -----
    Source: Hoeffding 1963, J. Am. Stat. Assoc. 58, theorem 1, doi:10.1080/01621459.1963.10500830:
    exp(-n KL(m/n || K/N)), with KL the Kullback–Leibler divergence of two coins.

    Examples
    --------
    All of two seats, half of the validators: the bound is the truth.

    >>> round(binomial_bound(2, 1, 2, 2).probability, 12)
    0.25
    """
    if seats * population <= committee * adversaries:
        return Tail(probability=1.0, log10_probability=0.0)
    if adversaries == 0:
        return Tail(probability=0.0, log10_probability=-math.inf)
    return _rounded_up(_divergence(committee, seats, population, adversaries))


def hypergeometric_bound(population: int, adversaries: int, committee: int, seats: int) -> Tail:
    """Bound on the chance of at least `seats` seats, drawn without replacement.

    Parameters
    ----------
    population
        All validators, at least 1 [1].
    adversaries
        Those of the adversary, at most `population` [1].
    committee
        Validators drawn, at most `population` [seat].
    seats
        Seats that the attack needs, at most `committee` [seat].

    Returns
    -------
    Tail
        The bound; 1 where the seats are at most the expected ones [1].

    Notes
    -----
    Source: Hoeffding 1963, theorem 4, and Chvátal 1979, Discrete Math. 25,
    doi:10.1016/0012-365X(79)90084-0: the bound of sampling with replacement holds without. Ours:
    the event is one cell of a two-by-two table with fixed margins, so that the bound also holds
    for validators left out and with draws and marks exchanged; the smallest of the four is taken.

    Examples
    --------
    Half of the validators are drawn, all the adversary's: one way in six.

    >>> round(hypergeometric_bound(4, 2, 2, 2).probability, 12)
    0.25
    """
    if seats * population <= committee * adversaries:
        return Tail(probability=1.0, log10_probability=0.0)
    if seats > adversaries:
        return Tail(probability=0.0, log10_probability=-math.inf)
    honest = population - adversaries
    left_out = population - committee
    return _rounded_up(
        max(
            _divergence(committee, seats, population, adversaries),
            _divergence(adversaries, seats, population, committee),
            _divergence(left_out, adversaries - seats, population, adversaries),
            _divergence(honest, committee - seats, population, committee),
        )
    )


def _divergence(draws: int, hits: int, population: int, marked: int) -> Decimal:
    """Draws times the divergence of hits / draws from marked / population [nat]."""
    misses = draws - hits
    unmarked = population - marked
    with localcontext(prec=DIGITS):
        total = Decimal(0)
        if hits > 0:
            total += hits * (Decimal(hits * population) / Decimal(draws * marked)).ln()
        if misses > 0:
            total += misses * (Decimal(misses * population) / Decimal(draws * unmarked)).ln()
        return total


def _rounded_up(exponent: Decimal) -> Tail:
    """exp(-exponent), both numbers moved to the next float so that rounding keeps the proof."""
    with localcontext(prec=DIGITS):
        probability = float((-exponent).exp())
        log10_probability = float(-exponent / Decimal(10).ln())
    return Tail(
        probability=min(1.0, math.nextafter(probability, math.inf)),
        log10_probability=min(0.0, math.nextafter(log10_probability, math.inf)),
    )
