"""One formula, read three ways: float, array and SymPy go through the same line and agree."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import sympy

MODULES = (
    *("circulating_supply", "cosmos", "ethereum", "fork_propensity", "lending"),
    *(
        "polkadot",
        "reward_schedules",
        "share_inequality",
        "share_martingale",
        "solana",
        "staking_demand",
    ),
)
BY_SCIPY = ("limiting_gini",)
"""Of gamma functions that SciPy computes: floats and arrays alone."""

ROUNDING = 1e-12
"""Some twenty roundings of a quotient, a root or a power, each of 1e-16, and differences of nearly
equal numbers among them."""


def formulas() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Functions of plain scalars, by name."""
    for module in MODULES:
        held = importlib.import_module(f"hybridstake.models.economics.networks.{module}")
        for name, function in vars(held).items():
            if inspect.isfunction(function) and function.__module__ == held.__name__:
                kinds = [
                    each.annotation for each in inspect.signature(function).parameters.values()
                ]
                if kinds and all(kind is Any for kind in kinds):
                    yield name, function


FORMULAS = dict(formulas())


def test_formulas_of_every_network_are_found() -> None:
    assert len(FORMULAS) > 25
    assert {"continuous_yield", "inflation_rate", "validator_yield", "offered_yield"} <= set(
        FORMULAS
    )


@pytest.mark.parametrize("name", FORMULAS)
def test_floats_arrays_and_symbols_agree(name: str) -> None:
    """At points without a pattern, in no order of size."""
    function = FORMULAS[name]
    names = list(inspect.signature(function).parameters)
    rows = np.random.default_rng(len(names)).uniform(0.1, 0.9, (8, len(names))).round(6).tolist()
    values = [float(function(*row)) for row in rows]
    in_array = function(*(np.array(column) for column in zip(*rows, strict=True)))
    assert in_array == pytest.approx(values, rel=ROUNDING, abs=1e-14)
    if name not in BY_SCIPY:
        symbols = [sympy.Symbol(each, positive=True) for each in names]
        read = function(*symbols)
        assert read.free_symbols == set(symbols)
        in_digits = sympy.lambdify(symbols, read, "mpmath")
        for row, value in zip(rows, values, strict=True):
            assert float(in_digits(*row)) == pytest.approx(value, rel=ROUNDING, abs=1e-14)
