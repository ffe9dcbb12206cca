"""Modules with validators of their own: the exact tail against deals, and what turns the verdict."""

from functools import partial
from math import comb
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.modular_security import (
    MODULES,
    SHARES,
    VALIDATORS,
    answer,
    cases,
    chosen,
    findings,
    numbers,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator


@pytest.fixture(scope="module")
def table() -> Any:
    return pd.DataFrame(
        row
        for run, case in enumerate(cases("any", load("plan"), Precision.TINY))
        for row in answer(case, partial(generator, 1, "modular_security", run))
    )


def test_every_number_of_modules_divides_the_validators_and_meets_every_share(table: Any) -> None:
    assert all(VALIDATORS % modules == 0 for modules in MODULES)
    assert len(table) == len(MODULES) * len(SHARES)
    assert (table["needed"] * 3 >= table["seats"]).all()
    assert ((table["needed"] - 1) * 3 < table["seats"]).all()


def test_deals_agree_with_the_exact_tail(table: Any) -> None:
    assert table["agrees"].all()
    quoted = chosen(table, 8, 0.3)
    assert quoted["taken"] > 0.9 * quoted["deals"]


def test_one_module_is_the_hypergeometric_tail_in_integers(table: Any) -> None:
    for row in table[table["modules"].isin((8, 32))].to_dict("records"):
        bad = round(row["share"] * VALIDATORS)
        ways = sum(
            comb(bad, hit) * comb(VALIDATORS - bad, row["seats"] - hit)
            for hit in range(row["needed"], row["seats"] + 1)
        )
        exact = ways / comb(VALIDATORS, row["seats"])
        assert row["one"] == pytest.approx(exact, rel=1e-9, abs=0)


def test_more_modules_are_weaker_and_the_whole_cannot_be_taken(table: Any) -> None:
    for share in SHARES:
        chances = [chosen(table, modules, share)["one"] for modules in MODULES]
        assert chances == sorted(chances)
        assert chances[0] == 0
    assert numbers(table)["most_safe_modules"] == 8


def test_modules_that_nobody_takes_would_turn_the_verdict(table: Any) -> None:
    assert findings(table, {})["C108"].verdict.value == "refuted"
    safe = table.assign(one=0.0, any_most=0.0, taken=0)
    assert findings(safe, {})["C108"].verdict.value == "measured"
