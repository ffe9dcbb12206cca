"""Supply of stake and demand for it: how much is staked, and at which yield, for a level of issuance.

The protocol demands stake and offers a yield for it; holders supply as much as that yield is worth to
them. The last of them is indifferent.
"""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import brentq  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from ...errors import InvalidParameter
from .ethereum import continuous_yield
from .roots import square_root

find_root: Callable[..., Any] = brentq  # pyright: ignore[reportUnknownVariableType]

PUBLISHED_COEFFICIENT = 2.6
"""Coefficient of the issuance curve as the source rounds it."""

PROPOSER_INCOME = 300_000
"""Tips and extracted value of a year [token/year]."""

CIRCULATING = 120_000_000
"""Tokens in existence [token]."""

PREMIUM = 0.003
"""Yield that holders ask for where half of all tokens are staked, beside the root [1/year]."""

OBSERVED = (25_000_000, 0.02)
"""The point that the source's supply curve goes through [token], [1/year]."""


def offered_yield(
    staked: Any,
    base_reward_factor: Any,
    proposer_income: Any = PROPOSER_INCOME,
    coefficient: Any = PUBLISHED_COEFFICIENT,
) -> Any:
    """Yield that the protocol and its users pay at a stake: the demand curve.

    Parameters
    ----------
    staked
        Positive [token].
    base_reward_factor
        F [1].
    proposer_income
        Tips and extracted value of all stakers together [token/year].
    coefficient
        Of the issuance curve.

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: Elowsson, Properties of issuance level, part 1, 2024, section 2: 2.6 F / sqrt(D) + 300k / D.

    Examples
    --------
    >>> round(offered_yield(25_000_000, 64), 5)
    0.04528
    """
    issued = continuous_yield(staked, base_reward_factor, coefficient)
    return issued + proposer_income / staked


def supply_slope(
    staked: Any, required: Any, circulating: Any = CIRCULATING, premium: Any = PREMIUM
) -> Any:
    """Slope at which the supply curve goes through an observed point.

    Parameters
    ----------
    staked
        Observed, below `circulating` [token].
    required
        Yield that it took [1/year].
    circulating
        Tokens in existence [token].
    premium
        As in `required_yield` [1/year].

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: `required_yield` solved for the slope.

    Examples
    --------
    >>> round(supply_slope(*OBSERVED), 6)
    0.042088
    """
    ratio = staked / circulating
    return (required - premium * ratio / (1 - ratio)) / square_root(ratio)


def required_yield(
    staked: Any, slope: Any, circulating: Any = CIRCULATING, premium: Any = PREMIUM
) -> Any:
    """Yield at which so much is staked: the supply curve, the reservation yield of the last staker.

    Parameters
    ----------
    staked
        Below `circulating` [token].
    slope
        On the root of the staking ratio [1/year].
    circulating
        Tokens in existence [token].
    premium
        On the odds of being staked, by which the last tokens are never staked [1/year].

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: Elowsson, Properties of issuance level, part 1, 2024, section 2:
    c1 sqrt(d) + 0.003 d / (1 - d) with the staking ratio d.

    Examples
    --------
    >>> round(required_yield(25_000_000, supply_slope(*OBSERVED)), 12)
    0.02
    """
    ratio = staked / circulating
    return slope * square_root(ratio) + premium * ratio / (1 - ratio)


def equilibrium_stake(
    base_reward_factor: float,
    *,
    slope: float | None = None,
    proposer_income: float = PROPOSER_INCOME,
    circulating: float = CIRCULATING,
    premium: float = PREMIUM,
    coefficient: float = PUBLISHED_COEFFICIENT,
) -> float:
    """Stake at which the yield offered is the yield required.

    Parameters
    ----------
    base_reward_factor
        F, positive [1].
    slope
        Of the supply curve, not negative; none: through the published point [1/year].
    proposer_income
        Tips and extracted value, not negative [token/year].
    circulating
        Tokens in existence, positive [token].
    premium
        On the odds of being staked, positive [1/year].
    coefficient
        Of the issuance curve, positive.

    Returns
    -------
    float
        The only one: offers fall and requirements rise with the stake [token].

    Raises
    ------
    InvalidParameter
        Where a value is out of its range.

    Notes
    -----
    Source: Elowsson, Properties of issuance level, part 1, 2024, section 2; root by Brent's method.

    Examples
    --------
    >>> round(equilibrium_stake(64) / 1e6, 1), round(equilibrium_stake(32) / 1e6, 1)
    (50.3, 33.4)
    """
    slope = _checked(base_reward_factor, slope, proposer_income, circulating, premium, coefficient)

    def excess(staked: float) -> float:
        """Yield offered beyond the yield required."""
        offered = offered_yield(staked, base_reward_factor, proposer_income, coefficient)
        return offered - required_yield(staked, slope, circulating, premium)

    least, most = circulating * 1e-12, circulating * (1 - 1e-12)
    if excess(least) <= 0 or excess(most) >= 0:
        raise InvalidParameter(
            "base_reward_factor must leave an equilibrium between no token and all, got "
            f"{base_reward_factor!r}"
        )
    return float(find_root(excess, least, most, xtol=circulating * 1e-15, rtol=1e-14))


def equilibrium_stake_by_roots(
    base_reward_factor: float,
    *,
    slope: float | None = None,
    proposer_income: float = PROPOSER_INCOME,
    circulating: float = CIRCULATING,
    premium: float = PREMIUM,
    coefficient: float = PUBLISHED_COEFFICIENT,
) -> float:
    """The same stake, as a root of a polynomial: the second witness.

    Parameters
    ----------
    base_reward_factor, slope, proposer_income, circulating, premium, coefficient
        As in `equilibrium_stake`.

    Returns
    -------
    float
        [token]

    Raises
    ------
    InvalidParameter
        Where a value is out of its range.

    Notes
    -----
    Source: ours. With x the root of the staking ratio, a = c F / sqrt(S) and m the income over S, both
    curves times x x (1 - x x) leave s x^5 - p x^4 - (a + s) x^3 - m x^2 + a x + m = 0.

    Examples
    --------
    >>> round(equilibrium_stake_by_roots(64) / 1e6, 1)
    50.3
    """
    slope = _checked(base_reward_factor, slope, proposer_income, circulating, premium, coefficient)
    issued = coefficient * base_reward_factor / circulating**0.5
    income = proposer_income / circulating
    roots = np.roots([slope, -premium, -(issued + slope), -income, issued, income])
    inside = [
        float(root.real) for root in roots if abs(root.imag) < 1e-9 and 1e-9 < root.real < 1 - 1e-12
    ]
    if len(inside) != 1:
        raise InvalidParameter(
            "base_reward_factor must leave an equilibrium between no token and all, got "
            f"{base_reward_factor!r}"
        )
    return circulating * inside[0] * inside[0]


def recouped(before: Any, at_once: Any, after: Any) -> Any:
    """Part of a cut in yield that stakers get back by leaving.

    Parameters
    ----------
    before, at_once, after
        Yield before the cut, just after it at the same stake, and at the new equilibrium [1/year].

    Returns
    -------
    float
        From 0, nobody leaves, to 1, the yield is what it was [1].

    Notes
    -----
    Source: Elowsson, Properties of issuance level, part 1, 2024, section 2: "around half recouped".

    Examples
    --------
    >>> recouped(4.0, at_once=2.0, after=3.0)
    0.5
    """
    return (after - at_once) / (before - at_once)


def _checked(
    base_reward_factor: float,
    slope: float | None,
    proposer_income: float,
    circulating: float,
    premium: float,
    coefficient: float,
) -> float:
    """The slope, once all values are in their ranges."""
    for name, value in (
        ("base_reward_factor", base_reward_factor),
        ("circulating", circulating),
        ("premium", premium),
        ("coefficient", coefficient),
    ):
        if not 0 < value < np.inf:
            raise InvalidParameter(f"{name} must be positive and finite, got {value!r}")
    if slope is None:
        slope = float(supply_slope(*OBSERVED, circulating, premium))
    for name, value in (("proposer_income", proposer_income), ("slope", slope)):
        if not 0 <= value < np.inf:
            raise InvalidParameter(f"{name} must be finite and not negative, got {value!r}")
    return slope
