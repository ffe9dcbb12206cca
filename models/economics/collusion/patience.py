"""Patience with which a cartel holds that punishes for a while and forgives: a range, or none."""

# pyright: reportArgumentType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# SciPy ships no types.

from collections.abc import Callable

from scipy.optimize import brentq  # pyright: ignore[reportMissingTypeStubs]

from ...errors import InvalidParameter
from .stage import Stage


def patience_range(
    stage: Stage, detection: float, loss: float, epochs: int
) -> tuple[float, float] | None:
    """Discount factors between which nobody cheats.

    Parameters
    ----------
    stage
        Pay of an epoch; to cheat pays more than to be honest.
    detection, loss
        Probability of being found out in an epoch [1], and what a member then loses [token].
    epochs
        Of honest pay after somebody has cheated, at least one [epoch].

    Returns
    -------
    tuple or None
        Least and largest factor, in [0, 1] [1]; none where no patience is enough.

    Raises
    ------
    InvalidParameter
        Without an epoch of punishment, or where cheating does not pay.

    Notes
    -----
    Source: ours. What `holds_with_finite_punishment` compares is concave in the factor, with its
    peak in closed form; the ends are found by Brent's method on either side of it.

    Examples
    --------
    With everybody in a cartel of two who undercut each other, one epoch of punishment asks for
    δ = 1 instead of one half: 1 + δ >= 2.

    >>> patience_range(Stage(1.0, 2.0, 0.0, 0.0), 0.0, 0.0, epochs=1)
    (1.0, 1.0)
    """
    if not epochs >= 1:
        raise InvalidParameter(f"epochs must be at least 1, got {epochs!r}")
    at_once = stage.deviator - stage.honest
    if not at_once > 0:
        raise InvalidParameter(f"cheating must pay more than honesty, got {at_once!r} more")
    surplus = stage.member - stage.honest - detection * loss

    def excess(discount: float) -> float:
        """Worth of staying above that of cheating, times a positive number."""
        kept = surplus * (1 - discount ** (epochs + 1))
        return kept - at_once * (1 - discount * (1 - detection))

    if surplus <= 0:
        return None
    peak = min((at_once * (1 - detection) / (surplus * (epochs + 1))) ** (1 / epochs), 1.0)
    if excess(peak) < 0:
        return None
    return _end(excess, 0.0, peak), _end(excess, 1.0, peak)


def _end(excess: Callable[[float], float], outside: float, peak: float) -> float:
    """Where the excess vanishes between an end of the range and its peak; the end if it does not."""
    if excess(outside) >= 0:
        return outside
    return float(brentq(excess, outside, peak, xtol=1e-14))
