"""The story of a disagreement is a run of the machine: it ends where a protocol refuses a step."""

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures.disagreement import columns
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import disagreement
from hybridstake.experiments.running.precision import Precision


def no_chance(*address: int) -> np.random.Generator:
    raise AssertionError("nothing is drawn")


def of(table: pd.DataFrame, protocol: str) -> pd.DataFrame:
    return pd.DataFrame(table[table["protocol"] == protocol])


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {"protocol": protocol, **row}
        for protocol in ("plan", "reference")
        for case in disagreement.cases(protocol, load(protocol), Precision.TINY)
        for row in disagreement.answer(case, no_chance)
    )


def test_under_the_plan_two_blocks_are_final_and_nobody_lied(table: pd.DataFrame) -> None:
    plan = of(table, "plan")
    final = plan[plan["deed"] == "finalises"]
    assert list(zip(final["validator"], final["block"], final["mode"], strict=True)) == [
        ("a1", "A", "fast"),
        ("s1", "B", "secure"),
    ]
    assert list(final["signers"]) == ["a1, a2", "a3, s1, s2, s3"]
    assert set(plan["refusal"]) == {""}


def test_the_reference_refuses_the_first_precommit(table: pd.DataFrame) -> None:
    """By hand: two of three authorities are not more than 5/6 of them."""
    rows = of(table, "reference")
    assert list(rows["deed"]) == ["proposes", *["prevotes"] * 6]
    (refusal,) = set(rows["refusal"])
    assert refusal.startswith("step 8 of Fast beside Secure: a1 precommits A in round 0 (fast)")


def test_the_numbers_of_the_prose_count_the_blocks(table: pd.DataFrame) -> None:
    numbers = disagreement.numbers(table)
    assert numbers["plan_blocks_finalised"] == 2
    assert numbers["reference_blocks_finalised"] == 0
    assert numbers["plan_refusal"] == "nothing"


def test_equal_steps_of_several_share_a_line_and_a_column(table: pd.DataFrame) -> None:
    plan = of(table, "plan")
    lines = disagreement.tables(table)["disagreement"]
    assert list(lines["Validators"][1:3]) == ["a1, a2", "a3, s1, s2, s3"]
    assert max(columns(plan)) + 1 == len(lines)
    assert columns(plan) == sorted(columns(plan))
