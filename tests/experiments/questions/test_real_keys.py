"""Real keys: what is executed holds, and every verdict turns with its counts."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.questions.real_keys import (
    numbers,
    of_aggregates,
    of_clients,
    of_evidence,
    of_shares,
    tables,
)

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]


@pytest.fixture(scope="module")
def asked(answers_to: Ask) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings of the two presets."""
    return answers_to("real_keys")


def test_forgeries_hold_without_possession_and_never_with_it(asked: Any) -> None:
    found = numbers(asked[0])
    assert found["forged"] == found["forged_held_unproved"] > 0
    assert found["forged_held_proved"] == 0


def test_the_machine_with_keys_decides_as_the_one_without(asked: Any) -> None:
    """Four validators in each of three modes, under two protocols; four rough runs with a liar each."""
    found = numbers(asked[0])
    assert found["decisions"] == found["agreeing"] == found["certified"] == 2 * 3 * 4
    assert found["runs"] == found["same_runs"] == 2 * 4
    assert found["double_votes"] == found["proved"] > 0


def test_every_choice_of_enough_holders_signs_alike_and_none_of_fewer(asked: Any) -> None:
    """Two of three, under two protocols: three choices each, and three of one holder."""
    found = numbers(asked[0])
    assert (found["choices"], found["choices_hold"], found["several_signatures"]) == (6, 6, 0)
    assert (found["too_few"], found["too_few_hold"]) == (6, 0)


def test_true_headers_are_accepted_and_forged_ones_are_not(asked: Any) -> None:
    found = numbers(asked[0])
    assert found["headers_accepted"] == found["headers"] == 2
    assert (found["headers_forged"], found["headers_forged_accepted"]) == (24, 0)
    assert found["reached"] == 1


def test_sizes_are_those_of_one_signature_and_a_bit_each(asked: Any) -> None:
    """96 bytes and 3, 13 and 125; one by one 96 bytes each."""
    found = numbers(asked[0])
    assert [found[f"certificate_{each}"] for each in (21, 100, 1000)] == [99, 109, 221]
    assert [found[f"separate_{each}"] for each in (21, 100, 1000)] == [2_016, 9_600, 96_000]
    printed = tables(asked[0])["real_keys"]
    assert printed["Certificate [B]"].tolist() == ["99", "109", "221"]
    assert printed["One by one [B]"].tolist() == ["2,016", "9,600", "96,000"]


def test_the_claims_fall_as_the_table_says(asked: Any) -> None:
    assert {name: each.verdict.value for name, each in asked[1].items()} == {
        "C70": "holds if",
        "C71": "holds if",
        "C73": "holds if",
        "C74": "measured",
    }


@pytest.mark.parametrize(
    ("verdict", "changes"),
    [
        (of_aggregates, {"forged_held_proved": 1}),
        (of_shares, {"several_signatures": 1}),
        (of_shares, {"choices_hold": 5}),
        (of_shares, {"too_few_hold": 1}),
        (of_clients, {"headers_accepted": 1}),
        (of_clients, {"headers_forged_accepted": 1}),
        (of_evidence, {"proved": -1}),
        (of_evidence, {"honest_accused": 1}),
        (of_evidence, {"tampered_hold": 1}),
    ],
)
def test_one_count_refutes(
    asked: Any, verdict: Callable[[dict[str, Any]], Any], changes: dict[str, int]
) -> None:
    found = numbers(asked[0])
    assert verdict(found).verdict.value != "refuted"
    assert verdict(found | changes).verdict.value == "refuted"


def test_where_no_double_vote_was_heard_nothing_is_settled(asked: Any) -> None:
    found = numbers(asked[0]) | {"double_votes": 0, "proved": 0}
    assert of_evidence(found).verdict.value == "open"


def test_where_the_forgery_fails_nothing_need_be_asked(asked: Any) -> None:
    found = numbers(asked[0]) | {"forged_held_unproved": 0}
    assert of_aggregates(found).verdict.value == "measured"
