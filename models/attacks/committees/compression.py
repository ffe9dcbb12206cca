"""Millions of arrivals told by some hundreds: exactly to rounding, or to the safe side."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import numpy as np

from .arrivals import Arrivals, Floats

LARGEST_UNCOMPRESSED = 2_048
"""Distinct rates that are left as they are [1]. Ours."""

_BLOCK = 65_536
_STEPS_PER_OCTAVE = 256


def compressed(side: Arrivals, kept: int = 1_024, degree: int = 16) -> Arrivals:
    """Fewer rates that have the same sum under every smooth function.

    Parameters
    ----------
    side
        Arrivals.
    kept
        Largest rates that are left as they are, at most `LARGEST_UNCOMPRESSED` [1].
    degree
        Points for each octave of the others [1].

    Returns
    -------
    Arrivals
        The same where there are few. Else the largest rates are kept, and within each octave of the
        others stand some Chebyshev points that carry the validators; a point's count is no integer
        and may be negative.

    Notes
    -----
    Source: ours; barycentric interpolation, Berrut & Trefethen 2004, SIAM Review 46,
    doi:10.1137/S0036144502417715. What the contour integrals sum, log(1 + p(w)(z - 1)), is analytic
    in the rate w around each octave, so that sixteen points give it to about 1e-15. Where z - 1 is
    near -1/p it is not: there a single validator matters, and those are the largest, which are kept.
    """
    if side.rates.size <= LARGEST_UNCOMPRESSED:
        return side
    rest, largest = slice(0, -kept), slice(-kept, None)
    octaves = np.frexp(side.rates[rest])[1]
    starts = np.flatnonzero(np.diff(octaves, prepend=octaves[0] - 1))
    ends = np.append(starts[1:], octaves.size)
    rates, counts = [side.rates[largest]], [side.counts[largest]]
    for start, end in zip(starts, ends, strict=True):
        inner, carried = _carried(side.rates[start:end], side.counts[start:end], degree)
        rates.append(inner)
        counts.append(carried)
    return Arrivals(rates=np.concatenate(rates), counts=np.concatenate(counts))


def _carried(rates: Floats, counts: Floats, degree: int) -> tuple[Floats, Floats]:
    """Chebyshev points of one octave and what each carries."""
    if rates.size <= degree:
        return rates, counts
    angles = (2 * np.arange(degree) + 1) * np.pi / (2 * degree)
    middle, half = (rates[-1] + rates[0]) / 2, (rates[-1] - rates[0]) / 2
    points = middle + half * np.cos(angles)
    weights = np.sin(angles) * (-1.0) ** np.arange(degree)
    carried: Floats = np.zeros(degree)
    for start in range(0, rates.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        distance = rates[block, None] - points
        hit = distance == 0
        terms = weights / np.where(hit, 1.0, distance)
        basis = terms / terms.sum(axis=1)[:, None]
        on_a_point = hit.any(axis=1)
        basis[on_a_point] = hit[on_a_point]
        carried += counts[block] @ basis
    return points, carried


def rounded(side: Arrivals, *, up: bool) -> Arrivals:
    """Fewer rates, each at least (`up`) or at most what it stands for.

    Parameters
    ----------
    side
        Arrivals.
    up
        Whether everybody arrives sooner rather than later.

    Returns
    -------
    Arrivals
        The same where there are few; else rates on a grid of 256 steps to the octave.

    Notes
    -----
    Source: ours. Raising one rate brings that arrival forward and leaves the others alone, so that
    a bound for the rounded race holds for the race.
    """
    if side.rates.size <= LARGEST_UNCOMPRESSED:
        return side
    steps = np.log2(side.rates) * _STEPS_PER_OCTAVE
    # One step in a thousand covers the rounding of the logarithm.
    steps = np.ceil(steps + 1e-3) if up else np.floor(steps - 1e-3)
    grid, place = np.unique(steps, return_inverse=True)
    counts = np.bincount(place, weights=side.counts).astype(np.float64)
    return Arrivals(rates=np.exp2(grid / _STEPS_PER_OCTAVE), counts=counts)
