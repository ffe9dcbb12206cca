"""Chance of a sum of votes in integers alone, as a witness."""

import math
from collections.abc import Sequence
from fractions import Fraction

LARGEST_WORK = 30_000_000
"""Bits that may be added [bit]: about half a second."""

_OVERHEAD = 1_000


def vote_fraction(
    probabilities: Sequence[float], weights: Sequence[Fraction], threshold: Fraction
) -> tuple[int, int] | None:
    """Chance that yes-votes weigh at least the threshold, as a fraction of integers.

    Parameters
    ----------
    probabilities
        In [0, 1]; each float stands for exactly itself, (n_voters,) [1].
    weights
        Not negative, (n_voters,), in any unit.
    threshold
        In the same unit.

    Returns
    -------
    tuple[int, int] | None
        Numerator and denominator, not reduced; None where it would take too long [1].

    Notes
    -----
    Source: ours. Outcomes are gathered by what is still needed; those that need no more, or more
    than all that are left can give, are settled at once.

    Examples
    --------
    >>> vote_fraction((0.5, 0.5), (Fraction(1, 10), Fraction(1, 5)), Fraction(3, 10))
    (1, 4)
    """
    if threshold <= 0:
        return 1, 1
    unit = math.lcm(threshold.denominator, *(weight.denominator for weight in weights))
    voters = sorted(
        (
            (int(weight * unit), chance)
            for weight, chance in zip(weights, probabilities, strict=True)
        ),
        reverse=True,
    )
    left = sum(weight for weight, _ in voters)
    open_ways = {int(threshold * unit): 1}
    reached, all_ways, work = 0, 1, 0
    for weight, chance in voters:
        yes, parts = chance.as_integer_ratio()
        work += len(open_ways) * (all_ways.bit_length() + _OVERHEAD)
        if work > LARGEST_WORK:
            return None
        reached *= parts
        all_ways *= parts
        left -= weight
        gathered: dict[int, int] = {}
        for needed, ways in open_ways.items():
            for still, more in ((needed - weight, ways * yes), (needed, ways * (parts - yes))):
                if still <= 0:
                    reached += more
                elif still <= left:
                    gathered[still] = gathered.get(still, 0) + more
        open_ways = gathered
    return reached, all_ways
