"""Chances of a double spend where honest blocks arrive late, and the attacker has mined ahead."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from ..committees.factorials import DIGITS, log_choose
from ..committees.seat_counts import BinomialSeats
from ..committees.tails import Tail, upper_tail
from .races import catch_up, log_rosenfeld_bound
from .series import falling_sum, rounded_up, tail_of_logarithms

_NEGLIGIBLE = -45.0
_LARGEST_SUM = 4_000_000


def lost_share(share: float, delay: float, interval: float) -> float:
    """Part of all blocks that does not surely lengthen the honest chain.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's [1].
    delay
        Longest time until an honest block is known to all [s].
    interval
        Mean time between blocks [s].

    Returns
    -------
    float
        The attacker's blocks, and honest ones that follow another block within the delay [1].

    Notes
    -----
    Source: Guo & Ren 2022, arXiv:2203.06357: 1 - p with p = (1 - share) exp(-delay / interval). Such
    honest blocks, the tailgaters, are given to the attacker, which bounds every attack from above.

    Examples
    --------
    >>> round(lost_share(0.1, 10.0, 600.0), 6)
    0.114876
    """
    return share + (1 - share) * -math.expm1(-delay / interval)


def race_from_ahead(share: Fraction, honest: int, needed: int) -> Tail:
    """Chance that an attacker with a head start ever has enough blocks.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, in (0, 1/2) [1].
    honest
        Honest blocks after which he has to catch up [block].
    needed
        Blocks that he must have by then, or gain on the honest chain later, at least 1 [block].

    Returns
    -------
    Tail
        P(L + N + M >= needed): the lead L before the payment, the blocks N mined meanwhile, and the
        gain M afterwards, to about 1e-12 of itself [1].

    Notes
    -----
    Source: Guo & Ren 2022, arXiv:2203.06357, theorem 2. Ours: printed there as a double sum; L and M
    are geometric with P(M >= m) = r^m, r = q / p, and N is negative binomial, so that their sum is
    P(N >= z) + sum over m >= 1 of P(N = z - m) r^m (1 + m (1 - r)), in which nothing is subtracted.

    Examples
    --------
    Six confirmations against a tenth, without delay:

    >>> f"{race_from_ahead(Fraction(1, 10), 6, 6).probability:.6f}"
    '0.001069'
    """
    blocks = BinomialSeats(
        population=share.denominator, adversaries=share.numerator, committee=honest + needed - 1
    )
    at_once = upper_tail(blocks, needed)
    kept = float(1 - share)
    gap = float(1 - catch_up(share))

    def ratios(index: NDArray[np.int64]) -> NDArray[np.float64]:
        behind = index + 1
        places = (needed - behind) / (honest + needed - behind - 1) / kept
        return places * (1 + (behind + 1) * gap) / (1 + behind * gap)

    behind = falling_sum(ratios, terms=needed)
    with localcontext(prec=DIGITS):
        attacker = (Decimal(share.numerator) / share.denominator).ln()
        others = (1 - Decimal(share.numerator) / share.denominator).ln()
        level = log_choose(honest + needed - 2, needed - 1)
        level += (honest - 1) * others + needed * attacker
        later = level + (Decimal(behind) * Decimal(1 + gap)).ln()
        if at_once.log10_probability == -math.inf:
            return tail_of_logarithms(later)
        return tail_of_logarithms(later, Decimal(at_once.log10_probability) * Decimal(10).ln())


def race_by_leads(share: float, honest: int, needed: int) -> Tail | None:
    """The same race, the other way round: from the head start and the gain to what is missing.

    Parameters
    ----------
    share, honest, needed
        As of `race_from_ahead`.

    Returns
    -------
    Tail | None
        Sum of P(L + M = m) P(N >= needed - m), to 1e-10 of itself; None where too many terms
        matter [1].

    Notes
    -----
    Source: Guo & Ren 2022, arXiv:2203.06357; L + M has P(m) = (m + 1) (1 - r)^2 r^m.

    Examples
    --------
    >>> tail = race_by_leads(0.1, 6, 6)
    >>> assert tail is not None
    >>> f"{tail.probability:.6f}"
    '0.001069'
    """
    log_share, log_kept = math.log(share), math.log1p(-share)
    spare = _NEGLIGIBLE / (log_share + math.log(2)) + 1 if share < 0.5 else math.inf
    terms = 2 * honest + needed + 8 * spare + 60
    if not terms <= _LARGEST_SUM:
        return None
    blocks = np.arange(int(terms), dtype=np.float64)
    log_masses = gammaln(honest + blocks) - gammaln(blocks + 1) - gammaln(honest)
    log_masses += honest * log_kept + blocks * log_share
    log_tails = np.logaddexp.accumulate(log_masses[::-1])[::-1]
    log_ratio = log_share - log_kept
    gap = -math.expm1(log_ratio)
    ahead = blocks[:needed]
    log_leads = np.log1p(ahead) + 2 * math.log(gap) + ahead * log_ratio
    enough = needed * log_ratio + math.log1p(needed * gap)
    logarithm = np.logaddexp.reduce(log_leads + log_tails[needed:0:-1])
    total = min(0.0, float(np.logaddexp(logarithm, enough)))
    return Tail(probability=math.exp(total), log10_probability=total / math.log(10))


def delayed_bound(lost: Fraction, confirmations: int) -> Tail:
    """Closed upper bound on a double spend where blocks arrive late.

    Parameters
    ----------
    lost
        What `lost_share` says, in (0, 1/2) [1].
    confirmations
        Blocks that the merchant waits for [block].

    Returns
    -------
    Tail
        (2 + 2 sqrt(p / q)) (4 p q)^z [1].

    Notes
    -----
    Source: Guo & Ren 2022, arXiv:2203.06357, theorem 1.

    Examples
    --------
    >>> f"{delayed_bound(Fraction(1, 10), 6).probability:.4f}"
    '0.0174'
    """
    with localcontext(prec=DIGITS):
        odds = (Decimal(lost.denominator) / lost.numerator - 1).sqrt()
        return rounded_up((2 + 2 * odds).ln() + log_rosenfeld_bound(lost, confirmations))
