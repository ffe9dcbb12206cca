"""How levels come back to 0: their generating function, and the tilt that steadies them."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

_NEGLIGIBLE = 1e-18
_TERMS_AT_ONCE = 16
_LEAST_DECAY = 2e-3
_PRECISION = 1e-8


@dataclass(frozen=True, kw_only=True, slots=True)
class Tilt:
    """Factors that make the chance of an unsettled slot fall neither with time nor with the level.

    A state at level x with n slots behind it is multiplied by beta^n phi^x, where phi is the mean of
    beta^T over the time T in which the level falls by one.
    """

    log_odds: float
    """Natural logarithm of kappa, the root of the honest over the adversarial share [1]."""
    log_height: float
    """Natural logarithm of y = phi / kappa, at most 0 [1]."""

    @property
    def log_phi(self) -> float:
        """Natural logarithm of the factor of one level [1]."""
        return self.log_odds + self.log_height

    @property
    def log_step(self) -> float:
        """Natural logarithm of c = y / (1 + y^2), beta times the root of both shares [1]."""
        return self.log_height - math.log1p(math.exp(2 * self.log_height))

    @property
    def up(self) -> float:
        """Tilted chance of an adversarial slot [1]."""
        return math.exp(self.log_height + self.log_step)

    @property
    def down(self) -> float:
        """Tilted chance of an honest slot above level 0 [1]."""
        return 1 / (1 + math.exp(2 * self.log_height))

    @property
    def stay(self) -> float:
        """Tilted chance of an honest slot at level 0 [1]."""
        return math.exp(self.log_step + self.log_odds)


def return_function(height: Any, odds: float, unique: float) -> Any:
    """Generating function of the slots until the chain is next at level 0.

    Parameters
    ----------
    height
        y, which stands for the argument s = y / (1 + y^2) / sqrt(p q); real or complex with
        |kappa y^3| < 1, (n,) [1].
    odds
        kappa, the root of the honest over the adversarial share [1].
    unique
        Part of the honest slots that has one leader only [1].

    Returns
    -------
    Any
        Sum over all n of the chance to be back first after n slots times s^n, (n,) [1].

    Notes
    -----
    Source: ours. Up and down again: c y with c = y / (1 + y^2). An honest slot with many leaders:
    c kappa. A unique one, a walk that rises by one from a lowest point of depth d,
    y^(2 d + 1) (1 - y^2)^2 / ((1 - y^(2 d + 2)) (1 - y^(2 d + 4))) / kappa (gambler's ruin, Feller I,
    XIV.4), and a fall by d + 1, (kappa y)^(d + 1); summed over all d.

    Examples
    --------
    At s = 1 it is the chance to come back at all: one less than (q - p) u by the drift.

    >>> height = np.array([math.sqrt(0.25 / 0.75)])
    >>> round(float(return_function(height, math.sqrt(3.0), 0.5)[0]), 12)
    0.75
    """
    square = height * height
    step = height / (1 + square)
    depths = _over_all_depths(square, odds * height * square)
    unique_part = square * (1 - square) * (1 - square) * depths
    return step * (height + odds * (1 - unique + unique * unique_part))


def _over_all_depths(square: Any, decay: Any) -> Any:
    """Sum over d of decay^d / ((1 - square^(d + 1)) (1 - square^(d + 2))), (n,) [1]."""
    total: Any = np.zeros_like(square)
    open_ = np.arange(square.size)
    power, factor, next_power = np.ones_like(square), decay, square
    while open_.size:
        for _ in range(_TERMS_AT_ONCE):
            following = next_power * square
            total[open_] += power / ((1 - next_power) * (1 - following))
            power, next_power = power * factor, following
        left_out = np.abs(power) > _NEGLIGIBLE * (1 - np.abs(factor))
        open_, power, factor, next_power, square = (
            part[left_out] for part in (open_, power, factor, next_power, square)
        )
    return total


@lru_cache(maxsize=64)
def steady_tilt(share: float, unique: float) -> Tilt:
    """About the largest tilt under which level 0 is come back to at most once on average.

    Parameters
    ----------
    share
        Chance of a slot to be adversarial, in (0, 1/2) [1].
    unique
        Part of the honest slots that has one leader only, in (0, 1] [1].

    Notes
    -----
    Source: ours. The answer does not depend on it; it keeps the numbers within reach of floats. At
    most, kappa y^3 is so far below 1 that the sum over all depths is short.

    Examples
    --------
    Slots with one leader, a tenth adversarial: ten more slots divide the chance by 47.

    >>> tilt = steady_tilt(0.1, 1.0)
    >>> round(math.exp(10 * (tilt.log_step - math.log(0.09) / 2)), 1)
    46.9
    """
    log_odds = (math.log1p(-share) - math.log(share)) / 2
    low = -log_odds
    high = max(low, -(log_odds + _LEAST_DECAY) / 3)
    while high - low > _PRECISION * abs(low):
        middle = (low + high) / 2
        height = np.array([math.exp(middle)])
        if return_function(height, math.exp(log_odds), unique)[0] <= 1:
            low = middle
        else:
            high = middle
    return Tilt(log_odds=log_odds, log_height=low)
