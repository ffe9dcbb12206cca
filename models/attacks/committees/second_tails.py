"""Upper tails of seat counts by two other ways, as witnesses of the first."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np

from .seat_counts import BinomialSeats, HypergeometricSeats, SeatCount
from .tails import Tail

LARGEST_FRACTION_WORK = 50_000_000
"""Bits times terms up to which integers are summed [bit]: about a tenth of a second."""

LARGEST_WALK = 10_000_000
"""Masses that the normalised tail may visit [1]: about a second of work."""

_CHUNK = 65_536
_NEGLIGIBLE = 1e-18
_FRACTION_BITS = 128


def second_tail(count: HypergeometricSeats | BinomialSeats, seats: int) -> tuple[str, Tail] | None:
    """Tail from integers or else from ratios.

    Parameters
    ----------
    count
        Distribution of the adversary's seats.
    seats
        Seats that the attack needs [seat].

    Returns
    -------
    tuple[str, Tail] | None
        Name of the method, `integers` or `ratios`, and what it finds; None where both take too long.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> from .seat_counts import BinomialSeats
    >>> second_tail(BinomialSeats(population=2, adversaries=1, committee=2), 2)
    ('integers', Tail(probability=0.25, log10_probability=-0.6020599913279624))
    """
    bits = count.committee * count.population.bit_length()
    if bits * (count.committee - seats + 1) <= LARGEST_FRACTION_WORK:
        fraction = (
            hypergeometric_fraction if isinstance(count, HypergeometricSeats) else binomial_fraction
        )
        ways = fraction(count.population, count.adversaries, count.committee, seats)
        return "integers", tail_of_fraction(*ways)
    tail = normalised_tail(count, seats)
    return None if tail is None else ("ratios", tail)


def hypergeometric_fraction(
    population: int, adversaries: int, committee: int, seats: int
) -> tuple[int, int]:
    """Chance of at least `seats` seats without replacement, as a fraction of integers.

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
    tuple[int, int]
        Numerator and denominator, not reduced [1].

    Notes
    -----
    Source: the committees that capture, counted, over all committees.

    Examples
    --------
    >>> hypergeometric_fraction(population=3, adversaries=2, committee=2, seats=2)
    (1, 3)
    """
    honest = population - adversaries
    first = max(seats, 0, committee - honest)
    last = min(committee, adversaries)
    total = math.comb(population, committee)
    if first > last:
        return 0, total
    ways = math.comb(adversaries, first) * math.comb(honest, committee - first)
    captures = 0
    for taken in range(first, last + 1):
        captures += ways
        ways *= (adversaries - taken) * (committee - taken)
        ways //= (taken + 1) * (honest - committee + taken + 1)
    return captures, total


def binomial_fraction(
    population: int, adversaries: int, committee: int, seats: int
) -> tuple[int, int]:
    """Chance of at least `seats` seats with replacement, as a fraction of integers.

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
    tuple[int, int]
        Numerator and denominator, not reduced [1].

    Notes
    -----
    Source: the sequences of draws that capture, counted, over all sequences. The sum
    C(n,k) K^k H^(n-k) over k from m to n is nested as in Horner's rule, from its last term.

    Examples
    --------
    >>> binomial_fraction(population=2, adversaries=1, committee=2, seats=2)
    (1, 4)
    """
    honest = population - adversaries
    ways = 1
    captures = 0
    honest_power = 1
    for missed in range(committee - seats + 1):
        captures = captures * adversaries + ways * honest_power
        ways = ways * (committee - missed) // (missed + 1)
        honest_power *= honest
    return captures * adversaries**seats, population**committee


def tail_of_fraction(numerator: int, denominator: int) -> Tail:
    """A fraction of integers of any size as a tail.

    Parameters
    ----------
    numerator
        From 0 to `denominator` [1].
    denominator
        Positive [1].

    Returns
    -------
    Tail
        The quotient to 127 bits, then rounded to a float [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> tail_of_fraction(1, 4).probability
    0.25
    """
    if numerator == 0:
        return Tail(probability=0.0, log10_probability=-math.inf)
    shift = _FRACTION_BITS + denominator.bit_length() - numerator.bit_length()
    quotient = (numerator << shift) // denominator
    log2 = math.log2(quotient / 2**_FRACTION_BITS) + (_FRACTION_BITS - shift)
    return Tail(
        probability=math.ldexp(quotient, -shift),
        log10_probability=min(0.0, log2 * math.log10(2)),
    )


def normalised_tail(count: SeatCount, seats: int) -> Tail | None:
    """Tail over the sum of all masses, no mass itself being known.

    Parameters
    ----------
    count
        Distribution of the adversary's seats.
    seats
        Seats that the attack needs [seat].

    Returns
    -------
    Tail | None
        None where more than `LARGEST_WALK` masses would be visited [1].

    Notes
    -----
    Source: ours. Ratios of neighbouring masses lead from the mode to every count; factorials and
    powers, on which the first way rests, do not occur. Its logarithms lose about
    1e-16 |ln P| to rounding.

    Examples
    --------
    >>> from .seat_counts import BinomialSeats
    >>> count = BinomialSeats(population=2, adversaries=1, committee=2)
    >>> round(normalised_tail(count, 2).probability, 12)
    0.25
    """
    if seats <= count.least:
        return Tail(probability=1.0, log10_probability=0.0)
    if seats > count.most:
        return Tail(probability=0.0, log10_probability=-math.inf)
    width = 20 * count.standard_deviation + abs(seats - count.mode)
    if not width <= LARGEST_WALK:
        return None
    if seats > count.mode:
        logarithm = _log_falling_tail(count, seats)
        return Tail(probability=math.exp(logarithm), log10_probability=logarithm / math.log(10))
    missed = math.exp(_log_falling_tail(count.mirror(), count.committee - seats + 1))
    return Tail(probability=1 - missed, log10_probability=math.log1p(-missed) / math.log(10))


def _log_falling_tail(count: SeatCount, seats: int) -> float:
    """Logarithm of the tail from the mode or from above it."""
    below_mode = _masses_from(count.mirror(), count.committee - count.mode) - 1
    all_masses = _masses_from(count, count.mode) + below_mode
    return (
        _log_ratio(count, count.mode, seats)
        + math.log(_masses_from(count, seats))
        - math.log(all_masses)
    )


def _masses_from(count: SeatCount, seats: int) -> float:
    """Sum of the masses of `seats` and more, over the mass of `seats` [1]."""
    sums = [1.0]
    log_mass = 0.0
    for start in range(seats, count.most, _CHUNK):
        stop = min(start + _CHUNK, count.most)
        ratios = count.ratios(np.arange(start, stop, dtype=np.int64))
        logarithms = log_mass + np.cumsum(np.log(ratios))
        sums.append(float(np.exp(logarithms).sum()))
        log_mass = float(logarithms[-1])
        ratio = float(ratios[-1])
        if math.exp(min(0.0, log_mass)) <= _NEGLIGIBLE * (1 - ratio):
            break
    return math.fsum(sums)


def _log_ratio(count: SeatCount, seats: int, more_seats: int) -> float:
    """Logarithm of the mass of `more_seats` over that of `seats` [1]."""
    sums: list[float] = []
    for start in range(seats, more_seats, _CHUNK):
        stop = min(start + _CHUNK, more_seats)
        ratios = count.ratios(np.arange(start, stop, dtype=np.int64))
        sums.append(float(np.log(ratios).sum()))
    return math.fsum(sums)
