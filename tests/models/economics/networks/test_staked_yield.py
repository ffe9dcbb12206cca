"""Where nothing is staked there is no yield: every network refuses it in one line."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy
from hybridstake.models.economics.networks.cosmos import bonded_yield
from hybridstake.models.economics.networks.ethereum import (
    base_reward_per_increment,
    continuous_yield,
    issuance_yield,
    tempered_yield,
)
from hybridstake.models.economics.networks.polkadot import staker_yield
from hybridstake.models.economics.networks.solana import validator_yield
from hybridstake.models.economics.networks.staked_yield import staked_yield
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize(
    ("formula", "arguments", "name"),
    [
        (staker_yield, (0,), "staking_ratio"),
        (staker_yield, (0.0,), "staking_ratio"),
        (validator_yield, (0,), "staking_ratio"),
        (validator_yield, (0.0,), "staking_ratio"),
        (bonded_yield, (0.1, 0), "bonded_ratio"),
        (base_reward_per_increment, (0,), "staked"),
        (issuance_yield, (0,), "staked"),
        (continuous_yield, (0,), "staked"),
        (tempered_yield, (0,), "staked"),
    ],
)
def test_a_yield_of_nothing_is_refused_in_one_line(
    formula: Callable[..., Any], arguments: tuple[float, ...], name: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        formula(*arguments)
    assert str(refused.value) == f"{name} must be positive, got {arguments[-1]!r}"


def test_a_yield_grows_without_limit_as_the_stake_vanishes() -> None:
    """Of arrays and of symbols it is infinite: the limit, not a refusal."""
    ratio = sympy.Symbol("ratio", positive=True)
    assert sympy.limit(staked_yield(sympy.Rational(1, 40), ratio, "ratio"), ratio, 0) == sympy.oo
    with np.errstate(divide="ignore"):
        assert staked_yield(0.025, np.array([0.0, 0.5]), "ratio").tolist() == [np.inf, 0.05]
