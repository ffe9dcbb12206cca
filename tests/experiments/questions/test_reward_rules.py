"""Whether all of a block's reward is paid."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict

Findings = Callable[..., Mapping[str, Finding]]

NAME = "plan.rewards.everything-paid"
EVIDENCE = f"{NAME}; cvc5 agrees"
PROVISO = (
    "that is to the classes; bonds are paid rounded down, and the rest stays in the pool and is "
    "divided next time"
)


@pytest.fixture(scope="module")
def settled(findings_on: Callable[..., Any]) -> Findings:
    return partial(findings_on, "reward_rules", ("rewards.everything-paid",))


def test_in_fast_the_plan_pays_the_share_of_the_stakers_to_nobody(settled: Findings) -> None:
    """Authorities get 3/5 of it, and nobody has signed with stake for the rest."""
    assert settled()["C40"] == Finding(
        Verdict.REFUTED,
        "fails at issued = 1; class paid; authorities 3/5; stakers 0",
        EVIDENCE,
        f"the reference protocol: reference.rewards.everything-paid is proved; {PROVISO}",
    )


def test_a_share_that_goes_to_the_other_class_is_paid(settled: Findings) -> None:
    found = settled({"rewards": {"empty_class_to_other": True}})["C40"]
    assert found == Finding(
        Verdict.HOLDS_IF,
        "In every mode what authorities and stakers are paid for a block adds up to its reward; "
        + PROVISO,
        EVIDENCE,
    )


def test_a_reference_that_pays_no_better_repairs_nothing(settled: Findings) -> None:
    found = settled(reference={"rewards": {"empty_class_to_other": False}})["C40"]
    assert (found.verdict, found.repair) == (Verdict.REFUTED, "")


def test_what_the_solver_leaves_undecided_stays_open(settled: Findings) -> None:
    found = settled({"rewards": {"empty_class_to_other": True}}, given_up=(NAME,))
    assert found == {"C40": Finding(Verdict.OPEN, f"{NAME} is undecided", "")}
