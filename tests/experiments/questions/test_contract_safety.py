"""What the staking and the governance contract keep, from safe thresholds and from others."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict

NEEDED = (
    "ledger.conservation",
    "ledger.no-negative-balance",
    "ledger.thresholds-safe",
    "ledger.safe-thresholds-exact",
    "ledger.exact-slash",
)
CHECKED = (
    "thresholds are all that governance changes, the contract checks that certificates of any two "
    "modes share an honest validator, and the thresholds at launch are safe, as the plan's "
)


@pytest.fixture(scope="module")
def settled(findings_on: Callable[..., Any]) -> Callable[..., Mapping[str, Finding]]:
    return partial(findings_on, "contract_safety", NEEDED)


@pytest.fixture(scope="module")
def presets(settled: Callable[..., Mapping[str, Finding]]) -> Mapping[str, Finding]:
    return settled()


def test_the_staking_contract_pays_no_more_than_came_in(presets: Mapping[str, Finding]) -> None:
    assert presets["C38"] == Finding(
        Verdict.PROVED,
        "Minted = held + bonded + unbonding + slashed + burned after every step, for any number of "
        "accounts, bonds and entries, where held is idle or in the reward pool.",
        "any.ledger.conservation, any.ledger.no-negative-balance; cvc5 agrees",
    )


def test_silence_is_slashed_too_where_it_has_a_rate(
    settled: Callable[..., Mapping[str, Finding]], presets: Mapping[str, Finding]
) -> None:
    assert presets["C39"] == Finding(
        Verdict.REFUTED,
        "a validator that was silent where a signature was due is slashed by 0.05 of its stake, "
        "though it signed nothing",
        "any.ledger.exact-slash; cvc5 agrees",
        "none: the reference protocol slashes silence too",
    )
    free = settled({"slashing": {"unavailability_rate": 0.0}})["C39"]
    assert (free.verdict, free.repair) == (Verdict.HOLDS_IF, "")
    assert free.condition == "signatures are checked before evidence reaches the contract"


def test_governance_keeps_the_safety_that_the_plan_does_not_start_from(
    presets: Mapping[str, Finding],
) -> None:
    assert presets["C41"] == Finding(
        Verdict.HOLDS_IF,
        CHECKED + "are not",
        "any.ledger.thresholds-safe, any.ledger.safe-thresholds-exact; cvc5 agrees",
    )


@pytest.mark.parametrize(("oversight", "words"), [("2/3", "are"), ("65/100", "are not")])
def test_a_plan_with_safe_thresholds_starts_safely(
    settled: Callable[..., Mapping[str, Finding]], oversight: str, words: str
) -> None:
    """By hand: 2/3 + 2/3 - 1/3 = 1, and 2/3 + 65/100 - 1/3 < 1."""
    found = settled({"secure": {"oversight_threshold": Fraction(oversight)}})["C41"]
    assert found.condition == CHECKED + words


def test_what_the_solver_leaves_undecided_is_not_told_as_unsafe(
    settled: Callable[..., Mapping[str, Finding]],
) -> None:
    found = settled(given_up=("plan.ledger.thresholds-safe",))
    assert found["C41"].condition == CHECKED + "are not known to be"
    assert found["C41"].verdict is Verdict.HOLDS_IF


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("any.ledger.conservation", "C38"),
        ("any.ledger.no-negative-balance", "C38"),
        ("any.ledger.exact-slash", "C39"),
        ("any.ledger.thresholds-safe", "C41"),
        ("any.ledger.safe-thresholds-exact", "C41"),
    ],
)
def test_each_theorem_is_needed(
    settled: Callable[..., Mapping[str, Finding]], name: str, claim: str
) -> None:
    found = dict(settled(given_up=(name,)))
    assert found.pop(claim) == Finding(Verdict.OPEN, f"not proved: {name}", "")
    assert Verdict.OPEN not in [other.verdict for other in found.values()]
