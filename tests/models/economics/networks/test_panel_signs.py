"""Signs of a panel: what a staking economy's own equilibrium predicts."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.models.economics.networks.panel_signs import (
    correlation_across_tokens,
    correlation_over_time,
)
from hybridstake.models.economics.networks.staking_demand import OBSERVED, supply_slope
from hybridstake.models.economics.networks.staking_panel import equilibrium_panel
from hybridstake.models.errors import InvalidParameter
from numpy.typing import NDArray

Panel = tuple[NDArray[np.float64], NDArray[np.float64]]
Correlation = Callable[[NDArray[np.float64], NDArray[np.float64]], float]


def swinging_panel(demand_varies: float, supply_varies: float) -> Panel:
    """Six tokens that pay differently, at eight times.

    Over time what holders ask for moves by `supply_varies` up and down, and what is paid by
    `demand_varies`.
    """
    wave = np.sin(2 * np.pi / 8 * (np.arange(8)[None, :] + np.arange(6)[:, None]))
    factors = np.array([16.0, 32.0, 64.0, 96.0, 128.0, 192.0])[:, None]
    slopes = float(supply_slope(*OBSERVED)) * (1 + supply_varies * wave)
    return equilibrium_panel(factors * (1 + demand_varies * wave), slopes)


def test_across_tokens_positive_and_over_time_negative() -> None:
    """Cong, He & Tang 2025 find these signs. Issuance differs between tokens and moves along the supply
    curve; holders' mood differs over time and moves along the demand curve."""
    panel = swinging_panel(demand_varies=0.0, supply_varies=0.2)
    assert correlation_across_tokens(*panel) > 0.9
    assert correlation_over_time(*panel) < -0.9


def test_the_sign_over_time_turns_where_issuance_moves_instead() -> None:
    """The twin: shocks to what is paid move along the supply curve, over time too."""
    panel = swinging_panel(demand_varies=0.2, supply_varies=0.0)
    assert correlation_across_tokens(*panel) > 0.9
    assert correlation_over_time(*panel) > 0.9


def test_correlations_are_those_of_numpy() -> None:
    rng = np.random.default_rng(1)
    first, second = rng.random((4, 9)), rng.random((4, 9))
    over_time = [np.corrcoef(*pair)[0, 1] for pair in zip(first, second, strict=True)]
    across = [np.corrcoef(*pair)[0, 1] for pair in zip(first.T, second.T, strict=True)]
    assert correlation_over_time(first, second) == pytest.approx(np.mean(over_time), rel=1e-12)
    assert correlation_across_tokens(first, second) == pytest.approx(np.mean(across), rel=1e-12)


@pytest.mark.parametrize(
    ("correlation", "first", "second", "message"),
    [
        (
            correlation_over_time,
            np.zeros((2, 3)),
            np.zeros((3, 2)),
            "reward_rates must have the shape of staking_ratios, (tokens, times), got "
            "(3, 2) and (2, 3)",
        ),
        (
            correlation_over_time,
            np.ones((2, 1)),
            np.ones((2, 1)),
            "times must be at least 2, got 1",
        ),
        (
            correlation_across_tokens,
            np.ones((1, 2)),
            np.ones((1, 2)),
            "tokens must be at least 2, got 1",
        ),
        (
            correlation_across_tokens,
            np.ones((2, 2)),
            np.ones((2, 2)),
            "tokens must differ in staking ratio and in reward rate",
        ),
    ],
)
def test_panels_without_a_correlation_are_refused(
    correlation: Correlation,
    first: NDArray[np.float64],
    second: NDArray[np.float64],
    message: str,
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        correlation(first, second)
    assert str(caught.value) == message
