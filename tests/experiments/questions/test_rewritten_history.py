"""What an attack on safety costs at least, and what light clients and new nodes may trust."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict

Findings = Callable[..., Mapping[str, Finding]]

DAY = 86_400
NEEDED = (
    "all-modes.third-guilty",
    "light-client.next-height",
    "checkpoint.trust-period",
    "checkpoint.in-time",
)
CLIENTS = ("plan.light-client.next-height", "reference.light-client.next-height")
"""They rest on agreement, whose theorem takes seconds."""


@pytest.fixture(scope="module")
def settled(findings_on: Callable[..., Any]) -> Findings:
    return partial(findings_on, "rewritten_history", NEEDED)


@pytest.fixture(scope="module")
def without_clients(settled: Findings) -> Findings:
    def settle(*changes: Any, given_up: tuple[str, ...] = ()) -> Mapping[str, Finding]:
        return settled(*changes, given_up=(*CLIENTS, *given_up))

    return settle


@pytest.fixture(scope="module")
def presets(without_clients: Findings) -> Mapping[str, Finding]:
    return without_clients()


def overseen(part: str) -> dict[str, Any]:
    """Another part of the authorities that must countersign Secure's blocks."""
    return {"secure": {"oversight_threshold": Fraction(part)}}


@pytest.mark.parametrize(
    ("oversight", "verdict"),
    [pytest.param("65/100", "refuted", marks=pytest.mark.exhaustive), ("2/3", "holds if")],
)
def test_a_conflict_costs_a_third_where_certificates_share_as_much(
    without_clients: Findings, oversight: str, verdict: str
) -> None:
    """By hand: 2/3 + 2/3 - 1 = 1/3; with less, Fast and Secure share less."""
    found = without_clients(overseen(oversight))["C05"]
    assert found.verdict == verdict
    assert found.evidence == "plan.all-modes.third-guilty; cvc5 agrees"
    repair = (
        "the reference protocol: reference.all-modes.third-guilty is proved; whether what the guilty "
        "lose is more than the gain is not said"
    )
    assert found.repair == (repair if verdict == "refuted" else "")


def test_the_plans_cheapest_attack_has_nobody_guilty(presets: Mapping[str, Finding]) -> None:
    told = presets["C05"].condition
    assert told == (
        "fails at first: 2 of 3 authorities, 0 of 1 stake; second: 1 of 3 authorities, 1 of 1 stake"
    )
    assert "Byzantine" not in told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("oversight", "verdict"),
    [("1/3", "refuted"), pytest.param("2/3", "holds if", marks=pytest.mark.exhaustive)],
)
def test_a_light_client_is_shown_what_full_nodes_never_saw(
    settled: Findings, oversight: str, verdict: str
) -> None:
    found = settled(overseen(oversight))["C11"]
    assert found.verdict == verdict
    assert found.evidence == "plan.light-client.next-height; cvc5 agrees"
    if verdict == "refuted":
        assert found.condition.startswith("fails at skew = ")
        assert "; Byzantine: 0 of " in found.condition
        assert found.repair == (
            "the reference protocol: reference.light-client.next-height is proved; for a client that "
            "also has a clock and a trusted header that has not expired"
        )


def test_under_the_plan_a_new_node_may_be_shown_a_conflict_of_which_nobody_is_guilty(
    presets: Mapping[str, Finding],
) -> None:
    found = presets["C59"]
    assert found.verdict is Verdict.REFUTED
    assert found.condition.startswith(
        "two certificates in conflict need have nobody guilty, however fresh the checkpoint: fails at "
    )
    assert found.repair == "the reference protocol: reference.all-modes.third-guilty is proved"


def test_a_new_node_is_safe_within_the_window_where_a_conflict_has_somebody_guilty(
    without_clients: Findings,
) -> None:
    found = without_clients(overseen("2/3"))["C59"]
    assert (found.verdict, found.repair) == (Verdict.HOLDS_IF, "")
    assert found.condition == (
        "whoever is guilty of a conflict is deterred by the loss of stake that is locked: "
        "If period + receipt + absence + evidence delay + notice < unbonding, and all but the notice "
        "<= evidence window, whoever signs another history after a checkpoint is still bonded when "
        "evidence comes, and the evidence counts"
    )
    assert found.evidence == (
        "any.checkpoint.trust-period, any.checkpoint.in-time, plan.checkpoint.in-time, "
        "plan.all-modes.third-guilty; cvc5 agrees"
    )


def test_checkpoints_that_are_too_rare_are_told_with_their_timeline(
    without_clients: Findings,
) -> None:
    """By hand: 22 days between them are more than the 21 days for which stake is locked."""
    rare = {"checkpoints": {"period_seconds": 22 * DAY}}
    found = without_clients(rare)["C59"]
    assert found.verdict is Verdict.REFUTED
    assert found.condition.startswith("fails at ")
    assert found.repair == "the reference protocol: reference.checkpoint.in-time is proved"
    assert without_clients(rare, rare)["C59"].repair == ""


@pytest.mark.parametrize(
    ("name", "claim"),
    [("plan.all-modes.third-guilty", "C05"), ("plan.light-client.next-height", "C11")],
)
def test_what_the_solver_leaves_undecided_stays_open(
    without_clients: Findings, name: str, claim: str
) -> None:
    found = without_clients(given_up=(name,))[claim]
    assert found == Finding(Verdict.OPEN, f"{name} is undecided", "")


@pytest.mark.parametrize(
    "name", ["any.checkpoint.trust-period", "any.checkpoint.in-time", "plan.checkpoint.in-time"]
)
def test_each_claim_about_checkpoints_is_needed(without_clients: Findings, name: str) -> None:
    found = without_clients(overseen("2/3"), given_up=(name,))["C59"]
    assert found == Finding(Verdict.OPEN, f"not proved: {name}", "")
