"""Numbers and names as figures write them."""

from ..evaluating.metrics import Metric


def number(value: float) -> str:
    """A number as short as it can be read, thousands apart.

    Examples
    --------
    >>> number(1814400.0), number(0.6), number(1e-9)
    ('1,814,400', '0.6', '1e-09')
    """
    if value == int(value) and abs(value) < 1e9:
        return f"{int(value):,}"
    return f"{value:.4g}"


def with_unit(metric: Metric) -> str:
    """A metric's title with its unit, as on an axis."""
    title = f"{metric.title[:1].upper()}{metric.title[1:]}"
    return title if metric.unit == "1" else f"{title} [{metric.unit}]"
