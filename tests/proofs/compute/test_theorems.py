"""Theorems about jobs hold, fail where they should, and speak of what the models run."""

from dataclasses import replace

import pytest
from hybridstake.models.compute.redundancy.rules import Accept, iterative, progressive
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.compute.bisection import rounds
from hybridstake.proofs.compute.theorems import compute_claims, compute_variants
from hybridstake.proofs.replaying.colluders import accepted_lie
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.quantities import Values
from hybridstake.proofs.solving.settling import settle, settle_claim
from hybridstake.proofs.solving.solver import cvc5


@pytest.fixture(scope="module")
def proofs() -> dict[str, Proof]:
    return {each.name: each for each in settle([*compute_claims(), *compute_variants()])}


def test_all_is_proved_but_that_agreement_makes_valid(proofs: dict[str, Proof]) -> None:
    opinion = "agrees" if cvc5 is not None else "not installed"
    theorems = dict.fromkeys([claim.name for claim in compute_claims()], "proved")
    refuted = dict.fromkeys([claim.name for claim in compute_variants()], "refuted")
    assert {name: proof.verdict for name, proof in proofs.items()} == theorems | refuted
    assert {proof.second_solver for proof in proofs.values()} == {opinion}


@pytest.mark.slow
def test_no_premise_is_idle_and_every_near_miss_fails() -> None:
    rows = list(audit(compute_claims()))
    assert [row for row in rows if not row.passed] == []
    assert [row.mutation for row in rows if row.outcome == "redundant"] == []


def test_colluders_in_agreement_are_believed_by_the_rule_that_judges_jobs(
    proofs: dict[str, Proof], plan: Parameters
) -> None:
    """The counterexample's votes reach the executed rule, wave by wave."""
    proof = proofs["plan.redundancy.results-valid"]
    assert proof.counterexample is not None
    story = proof.counterexample.story
    assert isinstance(story, Values)
    numbers = story.as_dict()["numbers"]
    assert numbers["wrong"] - numbers["right"] >= numbers["needed"] >= 2
    run = accepted_lie(proof, plan)
    assert run.steps[-1] == "wrong is accepted"
    assert "same wrong answer" in run.violation


def test_votes_that_the_rule_does_not_believe_are_not_replayed(
    proofs: dict[str, Proof], plan: Parameters
) -> None:
    proof = proofs["plan.redundancy.results-valid"]
    assert proof.counterexample is not None
    for right, wrong, why in ((3, 0, "right is accepted"), (0, 1, "more copies")):
        numbers = {"right": right, "wrong": wrong, "needed": 3, "colluders": 3, "honest": 0}
        told = replace(proof.counterexample, story=Values(numbers))
        with pytest.raises(NotReplayed, match=why):
            accepted_lie(replace(proof, counterexample=told), plan)


def test_too_few_colluders_never_win_an_executed_vote() -> None:
    """What the theorem says, tried on the rule: every order of few liars among honest providers."""
    for scheme, liars in ((iterative(3), 2), (progressive(5), 2)):
        for places in range(1 << 9):
            lies = [bool(places >> place & 1) for place in range(9)]
            if sum(lies) > liars:
                continue
            votes, decision = 0, scheme.next([])
            while not isinstance(decision, Accept):
                votes += decision.copies
                decision = scheme.next(["lie" if lie else "truth" for lie in lies[:votes]])
            assert decision.answer == "truth"


def test_a_dispute_that_is_not_halved_is_not_proved_to_end() -> None:
    claim = rounds()
    third = replace(claim, conditions=claim.twins[:1], twins=())
    assert settle_claim(third).verdict == "refuted"
