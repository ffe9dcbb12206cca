"""Numbers of the paper that can be had by hand, and what the witnesses say of the others."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.questions.staking_economy import KEPT
from hybridstake.experiments.running.study import Study
from hybridstake.experiments.simulating.economy import SHARES
from scipy.stats import binomtest

pytestmark = pytest.mark.slow


@pytest.fixture
def numbers(study: Study) -> Callable[[str], dict[str, Any]]:
    """Numbers of a question by its name."""
    return lambda name: json.loads(study.numbers_path(name).read_text(encoding="utf-8"))


def test_fifteen_of_twenty_one_authorities_can_propose(
    numbers: Callable[[str], dict[str, Any]],
) -> None:
    """One draw u picks the class if u < 0.7 and then member floor(21 u): u < 0.7 gives 0 to 14."""
    found = numbers("proposer_selection")
    assert (found["plan_authority_able"], found["plan_authority_never"]) == (15, 6)
    assert (found["reference_authority_able"], found["reference_staker_able"]) == (21, 100)
    assert found["plan_authority_percent"] == pytest.approx(70, rel=1e-12)
    assert found["plan_staker_percent"] == pytest.approx(30, rel=1e-12)


def test_drawn_proposers_have_their_exact_probabilities(
    tables: Mapping[str, Any],
) -> None:
    """The least of m p-values is below 1e-6 / m with a chance of at most one in a million."""
    table = tables["proposer_selection"]
    assert table[table["probability"] == 0]["drawn"].sum() == 0
    possible = table[table["probability"] > 0]
    least = min(
        binomtest(row.drawn, row.slots, row.probability).pvalue
        for row in possible.itertuples()
    )  # fmt: skip
    assert least > 1e-6 / len(possible)
    totals = table.groupby(["protocol", "run"])[["probability", "fair_probability"]].sum()
    assert totals.to_numpy() == pytest.approx(1, rel=1e-12)


def test_a_slash_is_earned_back_in_350_blocks(numbers: Callable[[str], dict[str, Any]]) -> None:
    """A tenth of 10,000 is 1,000; an authority gets 60 / 21 a block: 350 blocks of 0.5 s, 175 s."""
    found = numbers("slashing_deterrence")
    assert found["plan_balanced_authority_loss_token"] == 1_000
    assert found["plan_balanced_authority_blocks"] == pytest.approx(350, rel=1e-12)
    assert found["plan_balanced_authority_seconds"] == pytest.approx(175, rel=1e-12)


def test_the_reference_takes_everything_from_a_third_that_offends_together(
    numbers: Callable[[str], dict[str, Any]],
) -> None:
    """0.1 + 3 * 1/3 is above one, of a bond of 10,000."""
    found = numbers("slashing_deterrence")
    assert found["reference_balanced_authority_together_loss_token"] == 10_000
    assert found["reference_balanced_authority_loss_token"] == 1_000


def test_forty_percent_of_fast_is_paid_to_nobody(
    numbers: Callable[[str], dict[str, Any]],
) -> None:
    """Fast collects no stake signatures, and stakers are to have 40 %."""
    found = numbers("staking_yield")
    assert found["plan_fast_unpaid_percent"] == pytest.approx(40, rel=1e-12)
    for name in ("plan_balanced", "plan_secure", "reference_fast", "reference_balanced"):
        assert found[f"{name}_unpaid_percent"] == pytest.approx(0, abs=1e-12)


def test_a_full_balanced_set_would_earn_252_288_percent(
    numbers: Callable[[str], dict[str, Any]],
) -> None:
    """40 tokens times 63,072,000 blocks a year, over 100 stakes of 10,000: 2,522.88 a year."""
    found = numbers("staking_yield")
    assert found["plan_balanced_yield_at_launch_percent"] == pytest.approx(252_288, rel=1e-12)
    assert found["plan_balanced_issuance_token"] == pytest.approx(6_307_200_000, rel=1e-12)


def test_the_reference_issues_five_percent_a_year_in_every_mode(
    numbers: Callable[[str], dict[str, Any]],
) -> None:
    found = numbers("staking_yield")
    for mode in ("fast", "balanced", "secure"):
        assert found[f"reference_{mode}_issuance_percent"] == pytest.approx(5, rel=1e-12)


def test_finality_takes_three_message_delays(
    numbers: Callable[[str], dict[str, Any]], tables: Mapping[str, Any]
) -> None:
    """3 * 100 ms; silent rounds take 0.5, 0.8, 1.1, 1.4 s, and the next proposer listens for 0.75 s.

    So 5 s leave room for four, 1 s for none: 0.3 + 0.5 + 0.3 s is more.
    """
    assert numbers("finality_floor")["floor_ms"] == pytest.approx(300, rel=1e-12)
    table = tables["finality_floor"]
    plan = table[table["protocol"] == "plan"]
    kept = plan[plan["kept"]].groupby("target_seconds")["silent_proposers"].max()
    assert kept.to_dict() == {0.5: 0, 1.0: 0, 2.0: 1, 5.0: 4}


def test_windows_are_those_of_the_plan_in_days(numbers: Callable[[str], dict[str, Any]]) -> None:
    found = numbers("checkpoint_window")
    assert (found["plan_unbonding_days"], found["plan_evidence_window_days"]) == (21, 21)
    assert found["plan_period_days"] == pytest.approx(50_000 / 86_400, rel=1e-12)


def test_fast_and_secure_conflict_in_the_plan_and_nothing_does_in_the_reference(
    numbers: Callable[[str], dict[str, Any]], tables: Mapping[str, Any]
) -> None:
    found = numbers("quorum_intersection")
    assert (found["reference_refuted"], found["reference_undecided"]) == (0, 0)
    assert found["reference_proved"] == found["reference_claims"] > 0
    assert found["any_proved"] == found["any_claims"] > 0
    named = tables["quorum_intersection"].set_index("name")
    assert named.loc["plan.fast-secure.intersection", "verdict"] == "refuted"
    assert named.loc["reference.fast-secure.intersection", "verdict"] == "proved"
    refuted = named[named["verdict"] == "refuted"]
    assert (refuted["counterexample"] != "").all()
    assert (named[named["verdict"] == "proved"]["counterexample"] == "").all()


def test_the_conflict_is_printed_signer_by_signer(study: Study) -> None:
    """Some sign the first certificate, others the second, and nobody honest both."""
    table: Any = pd.read_csv(study.table_path("fast_secure_conflict"))
    titles = ["Validator", "Authority", "Stake", "First", "Second", "Byzantine"]
    assert list(table.columns) == titles
    assert {"first", "-"} == set(table["First"])
    assert {"second", "-"} == set(table["Second"])
    both = table[(table["First"] == "first") & (table["Second"] == "second")]
    assert (both["Byzantine"] != "-").all()


def test_every_exact_probability_has_a_witness_that_agrees(
    tables: Mapping[str, Any], numbers: Callable[[str], dict[str, Any]]
) -> None:
    table = tables["committee_capture"]
    assert table["agrees"].all()
    sampled = table[table["witness_trials"] > 0]
    assert len(sampled) > 0
    assert sampled["probability"].between(sampled["witness_lower"], sampled["witness_upper"]).all()
    computed = table[table["witness_trials"] == 0]
    assert computed["witness_probability"].to_numpy() == pytest.approx(
        computed["probability"].to_numpy(), rel=1e-9
    )
    assert (table["bound"] >= table["probability"]).all()
    found = numbers("committee_capture")
    assert found["agreeing"] == found["cases"] == len(table)


def test_every_changed_condition_of_a_proof_ends_as_it_must(
    tables: Mapping[str, Any], numbers: Callable[[str], dict[str, Any]]
) -> None:
    table = tables["assumption_audit"]
    assert table["passed"].all()
    assert table["expected_to_fail"].any()
    found = numbers("assumption_audit")
    assert found["passed"] == found["changed"] == len(table)
    assert found["needed"] + found["redundant"] == found["dropped"]


def test_the_economy_loses_no_token_and_its_intervals_are_possible(
    numbers: Callable[[str], dict[str, Any]], tables: Mapping[str, Any]
) -> None:
    found = numbers("staking_economy")
    assert found["conservation_error"] == 0
    assert (tables["staking_economy"]["conservation_error"] == 0).all()
    modes = [f"share_of_time_{mode}" for mode in ("fast", "balanced", "secure")]
    for protocol in ("plan", "reference"):
        for name in (*KEPT, *modes):
            mean = found[f"{protocol}_{name}"]
            lower, upper = (found[f"{protocol}_{name}_{end}"] for end in ("lower", "upper"))
            assert 0 <= lower <= mean <= upper, name
            assert upper <= 1 or name not in (*SHARES, *modes), name
        in_modes = sum(found[f"{protocol}_{name}"] for name in modes)
        assert in_modes == pytest.approx(1, rel=1e-12)
        assert found[f"{protocol}_supply_growth"] >= 1
