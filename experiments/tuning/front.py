"""What is not worse than anything else: Pareto fronts, their hypervolume, and a point to choose."""

from collections.abc import Sequence

Costs = tuple[float, ...]
"""One number per objective; less is better."""


def dominates(first: Costs, second: Costs) -> bool:
    """Whether one is nowhere worse and somewhere better.

    Examples
    --------
    >>> dominates((1.0, 2.0), (1.0, 3.0)), dominates((1.0, 2.0), (1.0, 2.0))
    (True, False)
    """
    return first != second and all(a <= b for a, b in zip(first, second, strict=True))


def front(points: Sequence[Costs]) -> list[int]:
    """Positions of the points that nothing dominates, of equal ones the first, by their costs.

    Parameters
    ----------
    points
        (points, objectives) Less is better.

    Examples
    --------
    >>> front([(2.0, 1.0), (1.0, 2.0), (2.0, 2.0), (1.0, 2.0)])
    [1, 0]
    """
    kept: list[int] = []
    for position in sorted(range(len(points)), key=lambda each: (points[each], each)):
        point = points[position]
        if not any(points[other] == point or dominates(points[other], point) for other in kept):
            kept.append(position)
    return kept


def spans(points: Sequence[Costs]) -> list[tuple[float, float]]:
    """Least and largest cost of every objective."""
    return [(min(column), max(column)) for column in zip(*points, strict=True)]


def scaled(point: Costs, ends: Sequence[tuple[float, float]]) -> Costs:
    """A point in parts of the spans: 0 the best there was, 1 the worst; 0 where there was but one.

    Examples
    --------
    >>> scaled((2.0, 5.0), [(1.0, 3.0), (5.0, 5.0)])
    (0.5, 0.0)
    """
    return tuple(
        (value - low) / (high - low) if high > low else 0.0
        for value, (low, high) in zip(point, ends, strict=True)
    )


def knee(points: Sequence[Costs]) -> int:
    """Position of the point that is nearest to the best of all objectives at once.

    Parameters
    ----------
    points
        (points, objectives) A front, not empty.

    Notes
    -----
    Source: the compromise solution of Zeleny, Multiple Criteria Decision Making, 1982: the least
    distance to the ideal point, each objective in parts of its span on the front.

    Examples
    --------
    >>> knee([(0.0, 10.0), (1.0, 1.0), (10.0, 0.0)])
    1
    """
    ends = spans(points)
    away = [sum(part * part for part in scaled(point, ends)) for point in points]
    return away.index(min(away))


def hypervolume(points: Sequence[Costs], reference: Costs) -> float:
    """Volume of all that is dominated by some point and dominates the reference.

    Parameters
    ----------
    points
        (points, objectives) Less is better; what is not better than the reference counts for nothing.
    reference
        The worst that counts.

    Returns
    -------
    float
        In the product of the objectives' units.

    Notes
    -----
    Source: Zitzler and Thiele 1999, for the measure; by slices along the last objective.

    Examples
    --------
    >>> hypervolume([(0.0, 0.5), (0.5, 0.0)], (1.0, 1.0))
    0.75
    """
    inside = [
        point for point in points if all(a < b for a, b in zip(point, reference, strict=True))
    ]
    if not inside:
        return 0.0
    if len(reference) == 1:
        return reference[0] - min(point[0] for point in inside)
    inside = sorted((inside[each] for each in front(inside)), key=lambda point: point[-1])
    total = 0.0
    for number, point in enumerate(inside):
        above = inside[number + 1][-1] if number + 1 < len(inside) else reference[-1]
        if above > point[-1]:
            slab = [other[:-1] for other in inside[: number + 1]]
            total += (above - point[-1]) * hypervolume(slab, reference[:-1])
    return total
