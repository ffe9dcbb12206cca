"""Failure of a committee by sortition to fifty digits, as a witness."""

from decimal import Decimal, localcontext

from ..committees.factorials import DIGITS
from ..committees.tails import Tail

_NEGLIGIBLE = Decimal("1e-40")


def decimal_failure(
    honest_mean: float, byzantine_mean: float, most_stuck: int, most_safe: int | None
) -> Tail:
    """Chance that a committee is unsafe or cannot decide.

    Parameters
    ----------
    honest_mean, byzantine_mean
        Votes expected, not negative [vote].
    most_stuck
        Most honest votes with which it cannot decide; -1 if that is not asked [vote].
    most_safe
        Largest sum of honest and twice the Byzantine votes that is safe; none if it is not asked
        [vote].

    Returns
    -------
    Tail
        [1]

    Notes
    -----
    Source: ours. For every number of Byzantine votes the honest ones are too few, or more than
    that number leaves safe. Masses are made from that of no vote at all, and only added.

    Examples
    --------
    No Byzantine votes, one honest one expected, and two needed that are never unsafe:

    >>> round(decimal_failure(1.0, 0.0, 1, 100).probability, 12)
    0.735758882343
    """
    with localcontext(prec=DIGITS):
        last = most_stuck if most_safe is None else most_safe
        honest, honest_tails = _masses_and_tails(honest_mean, last + 1)
        total = sum(honest[: most_stuck + 1], Decimal(0))
        if most_safe is not None:
            byzantine, byzantine_tails = _masses_and_tails(byzantine_mean, most_safe // 2 + 1)
            count = 0
            while most_safe - 2 * count > most_stuck:
                total += byzantine[count] * honest_tails[most_safe - 2 * count + 1]
                count += 1
            total += byzantine_tails[count] * honest_tails[most_stuck + 1]
        if total == 0:
            return Tail(probability=0.0, log10_probability=float("-inf"))
        total = min(total, Decimal(1))
        return Tail(probability=float(total), log10_probability=float(total.log10()))


def _masses_and_tails(mean: float, last: int) -> tuple[list[Decimal], list[Decimal]]:
    """Chances of exactly, and of at least, 0, 1, …, `last` or more [1]."""
    expected = Decimal(mean)
    masses = [(-expected).exp()]
    while len(masses) <= max(last, 2 * mean) or masses[-1] > _NEGLIGIBLE * masses[last]:
        masses.append(masses[-1] * expected / len(masses))
    tails = masses.copy()
    for count in range(len(tails) - 2, -1, -1):
        tails[count] += tails[count + 1]
    return masses, tails
