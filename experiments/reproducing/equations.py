"""Equations of the paper's text in TeX: the functions that run, read by SymPy, in the text's letters."""

from collections.abc import Callable, Mapping
from typing import Any

import sympy

from ...models.economics import deterrence
from ...models.protocol import fallback, finality, quorums, slashable, timing

Letters = Mapping[str, str]
"""TeX of each parameter of a function."""

EQUATIONS: dict[str, tuple[Callable[..., Any], Letters]] = {
    "intersection": (
        quorums.certificates_intersect,
        {"first": "t_1", "second": "t_2", "byzantine": "b"},
    ),
    "useful_fast": (fallback.least_useful_fast, {"byzantine": "b"}),
    "changing_sets": (
        slashable.slashable_weight,
        {
            "common": "w",
            "first": "s",
            "second": "t",
            "first_exits": "d",
            "second_exits": "e",
            "first_activations": "a",
            "second_activations": "b",
        },
    ),
    "deterred": (
        deterrence.deters_when_kept,
        {"detection": "p", "penalty": "S", "rent": "R", "gain": "g"},
    ),
    "deterred_forfeit": (
        deterrence.deters_when_forfeited,
        {"detection": "p", "penalty": "S", "rent": "R", "gain": "g"},
    ),
    "floor": (finality.finality_floor, {"message_delays": "m", "delay_seconds": "\\delta"}),
    "wait": (timing.wait_seconds, {"timeout_seconds": "w", "round_": "r"}),
}
"""A function and its letters, by the name under which the text quotes it."""


def equation(name: str) -> str:
    """TeX of what a function computes, in the order in which it is written.

    Parameters
    ----------
    name
        Of `EQUATIONS`.
    """
    function, letters = EQUATIONS[name]
    symbols = [sympy.Symbol(each, real=True) for each in letters]
    named = {symbol: letters[symbol.name] for symbol in symbols}
    found = function(**{symbol.name: symbol for symbol in symbols})
    return sympy.latex(found, order="none", symbol_names=named)


def equations() -> dict[str, str]:
    """All equations in TeX, by name."""
    return {name: equation(name) for name in EQUATIONS}
