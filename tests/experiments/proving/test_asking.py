"""Which question asks what: every topic once, every claim once, and what a case gives back."""

from collections import Counter

import pytest
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.proving.asking import (
    asked,
    cases_of,
    claims,
    proof_of,
    proof_row,
    the_claim,
    theorems_proved_here,
)
from hybridstake.experiments.proving.topics import ASKED_BY
from hybridstake.experiments.running import question
from hybridstake.proofs.registry import (
    GIVEN_UP,
    TOPICS,
    claims_of,
    general_claims,
    promise,
    promises,
)


def test_every_topic_is_asked_by_one_question() -> None:
    topics = [topic for topics in ASKED_BY.values() for topic in topics]
    assert Counter(topics) == Counter(topic.name for topic in TOPICS)
    assert set(ASKED_BY) <= set(question.names())


def test_all_claims_are_asked_each_once() -> None:
    """Of both presets and of every protocol: what `prove` settles, no more and no less."""
    found = Counter(
        claim.name
        for topics in ASKED_BY.values()
        for protocol in PRESETS
        for claim in claims(protocol, load(protocol), topics)
    )
    listed = [claim for protocol in PRESETS for claim in claims_of(protocol, load(protocol))]
    assert found == Counter(claim.name for claim in [*listed, *general_claims()])


def test_the_reference_is_asked_what_it_does_not_claim() -> None:
    """Every promise of the plan's, so that a repair has a price."""
    reference = load("reference")
    found = [
        claim.name
        for topics in ASKED_BY.values()
        for claim in asked("reference", reference, topics)
    ]
    assert Counter(found) == Counter(claim.name for claim in promises("reference", reference))
    assert {f"reference.{name}" for name in GIVEN_UP} <= set(found)


def test_theorems_and_variants_come_with_the_plan_alone() -> None:
    quorums = ("quorums",)
    others = Counter(claim.protocol for claim in asked("reference", load("reference"), quorums))
    assert set(others) == {"reference"}
    named = [claim.name for claim in asked("plan", load("plan"), quorums)]
    assert "plan.variants.14-of-21" in named
    assert "any.fallback.region" in named
    assert not [name for name in named if name.startswith("any.ledger.")]


@pytest.mark.parametrize("name", ASKED_BY)
def test_a_case_names_a_claim_of_its_own_question(name: str) -> None:
    for protocol in PRESETS:
        cases = cases_of(name, protocol, load(protocol))
        found = [the_claim(case).name for case in cases]
        assert found == [case.claim for case in cases]
        assert found == [claim.name for claim in asked(protocol, load(protocol), ASKED_BY[name])]
        assert {case.topics for case in cases} <= {ASKED_BY[name]}


def test_a_row_tells_the_verdict_and_whether_the_protocol_claims_it() -> None:
    """A lone defector may gain, which the reference does not deny."""
    (case,) = [
        case
        for case in cases_of("reward_rules", "reference", load("reference"))
        if case.claim == "reference.deterrence.alone"
    ]
    claim = the_claim(case)
    row = proof_row(case, claim, proof_of(claim))
    assert "deterrence.alone" in GIVEN_UP
    assert {name: row[name] for name in ("protocol", "name", "promise", "claimed", "verdict")} == {
        "protocol": "reference",
        "name": "reference.deterrence.alone",
        "promise": "deterrence.alone",
        "claimed": False,
        "verdict": "refuted",
    }
    assert row["statement"] == claim.statement
    assert row["conditions"] == len(claim.conditions)
    assert row["counterexample"]
    assert "seconds" not in row, "they differ from run to run"
    (made,) = [
        case
        for case in cases_of("reward_rules", "plan", case.parameters)
        if "fair-share" in case.claim
    ]
    theorem = the_claim(made)
    kept = proof_row(made, theorem, proof_of(theorem))
    assert (kept["protocol"], kept["promise"], kept["claimed"]) == (
        "any",
        "selection.fair-share",
        True,
    )
    assert (kept["verdict"], kept["counterexample"]) == ("proved", "")


def test_a_theorem_is_proved_once_in_a_process() -> None:
    """Both times the same proof, which others rest on."""
    theorem = next(claim for claim in general_claims() if promise(claim) == "rounding.dust")
    first = proof_of(theorem)
    assert proof_of(theorem) is first
    assert theorems_proved_here()["any.rounding.dust"] is first
