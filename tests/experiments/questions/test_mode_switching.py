"""Whether each state asks for one mode, and how many authorities Secure outlives."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict
from hybridstake.models.parameters.protocol import SwitchingRule

Findings = Callable[..., Mapping[str, Finding]]
SHORTAGE = SwitchingRule.AUTHORITY_SHORTAGE
NEEDED = ("switching.one-mode", "switching.agreement", "oversight.countersigning")


@pytest.fixture(scope="module")
def settled(findings_on: Callable[..., Any]) -> Findings:
    return partial(findings_on, "mode_switching", NEEDED)


def countersigned(part: str, **quorums: bool) -> dict[str, Any]:
    """Another part of the authorities that must countersign Secure's blocks."""
    return {"secure": {"oversight_threshold": Fraction(part)}, "quorums": quorums}


def test_the_plan_asks_for_two_modes_at_once_and_the_reference_does_not(
    settled: Findings,
) -> None:
    """Fast below a load of 0.3 with more than 0.9 of the authorities, Secure above 0.8 of the stake."""
    found = settled()["C18"]
    assert found.verdict is Verdict.REFUTED
    assert found.evidence == "plan.switching.one-mode; cvc5 agrees"
    assert found.repair == (
        "the reference protocol: reference.switching.one-mode is proved; beside Balanced the order of "
        "the rule decides"
    )
    because, _, state = found.condition.partition(": fails at ")
    assert because == (
        "conditions of both Fast and Secure can be met, and only the rule's order decides"
    )
    told = dict(part.split(" = ") for part in state.split("; "))
    numbers = {name: Fraction(number) for name, number in told.items()}
    assert set(numbers) == {"load", "online", "participation"}
    assert numbers["load"] < Fraction(3, 10)
    assert numbers["online"] > Fraction(9, 10)
    assert numbers["participation"] > Fraction(4, 5)


@pytest.mark.parametrize(
    ("switching", "verdict"),
    [
        ({"secure_min_participation": 1.0}, "proved"),
        ({"secure_min_participation": 1.0, "fast_max_load": 0.7}, "proved"),
        ({"secure_min_participation": 1.0, "fast_max_load": 0.71}, "refuted"),
        ({"rule": SHORTAGE}, "proved"),
        ({"rule": SHORTAGE, "fast_min_availability": 0.67}, "proved"),
        ({"rule": SHORTAGE, "fast_min_availability": 0.66}, "refuted"),
    ],
)
def test_one_mode_is_asked_for_where_the_limits_leave_a_gap(
    settled: Findings, switching: dict[str, Any], verdict: str
) -> None:
    """No more than all stake takes part; above a load of 0.7 is Secure; 0.66 < 2/3 < 0.67 can sign."""
    assert settled({"switching": switching})["C18"].verdict == verdict


def test_the_plan_outlives_two_thirds_of_its_authorities(settled: Findings) -> None:
    found = settled()["C27"]
    assert found.verdict is Verdict.HOLDS_IF
    assert found.condition == (
        "at least 1/3 of the authorities must countersign a block, so Secure, once entered, goes on "
        "while at most 2/3 of them are silent, the Byzantine counted, and at least 2/3 of the stake "
        "signs"
    )
    assert (found.evidence, found.repair) == ("any.oversight.countersigning; cvc5 agrees", "")


@pytest.mark.parametrize(
    ("plan", "verdict", "start", "end"),
    [
        (countersigned("49/100"), "holds if", "at least 49/100", "at most 51/100"),
        (countersigned("1/2"), "refuted", "at least 1/2", "at most 1/2"),
        (countersigned("1/3", strict=True), "holds if", "more than 1/3", "fewer than 2/3"),
        (countersigned("2/3", strict=True), "refuted", "more than 2/3", "fewer than 1/3"),
    ],
)
def test_most_authorities_may_be_silent_where_less_than_half_must_sign(
    settled: Findings, plan: dict[str, Any], verdict: str, start: str, end: str
) -> None:
    """Where more than 1/3 must sign, 2/3 silent leave 1/3, which is one too few."""
    found = settled(plan)["C27"]
    assert found.verdict == verdict
    assert found.condition == (
        f"{start} of the authorities must countersign a block, so Secure, once entered, goes on while "
        f"{end} of them are silent, the Byzantine counted, and {start.rpartition(' ')[0]} 2/3 of the "
        "stake signs"
    )


@pytest.mark.parametrize(
    ("reference", "repair"),
    [
        ("1/2", "none: the reference protocol asks for 1/2 of them"),
        ("2/5", "the reference protocol asks for 2/5 of them"),
    ],
)
def test_the_reference_repairs_only_with_less_than_half(
    settled: Findings, reference: str, repair: str
) -> None:
    assert settled(countersigned("1/2"), countersigned(reference))["C27"].repair == repair


def test_what_the_solver_leaves_undecided_stays_open(settled: Findings) -> None:
    given_up = (
        "plan.switching.one-mode",
        "plan.switching.agreement",
        "any.oversight.countersigning",
    )
    assert settled(given_up=given_up) == {
        "C18": Finding(Verdict.OPEN, "plan.switching.one-mode is undecided", ""),
        "C27": Finding(Verdict.OPEN, "not proved: any.oversight.countersigning", ""),
        "C43": Finding(Verdict.OPEN, "plan.switching.agreement is undecided", ""),
    }


def test_agreement_fails_under_the_plan_with_any_set_and_holds_with_changing_ones_when_repaired(
    settled: Findings,
) -> None:
    """Two authorities of three, and the third with the stake: 2/3 + 1/3 of them, and no one in both."""
    found = settled()["C43"]
    assert found.verdict is Verdict.REFUTED
    assert found.evidence == "plan.switching.agreement; cvc5 agrees"
    because, _, state = found.condition.partition(": fails at ")
    assert because == "already within one epoch"
    assert "first: 2 of 3 authorities, 0 of 1 stake" in state
    assert found.repair == (
        "the reference protocol: reference.switching.agreement is proved; for nodes that follow the "
        "chain as it grows; one that joins later needs a checkpoint"
    )


def test_with_thresholds_that_meet_agreement_survives_changes_of_the_set(settled: Findings) -> None:
    """By hand: 5/6 + 1/2 - 1/3 = 1, and fewer than a third are Byzantine."""
    higher = {
        "fast": {"authority_threshold": Fraction(5, 6)},
        "secure": {"oversight_threshold": Fraction(1, 2)},
    }
    found = settled(higher)["C43"]
    assert found.verdict is Verdict.HOLDS_IF
    assert "who may change with every block" in found.condition
    assert found.condition.endswith("one that joins later needs a checkpoint")
