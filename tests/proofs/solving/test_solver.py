from typing import Any

import pytest
import z3
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.quorums.intersection import intersection_claims
from hybridstake.proofs.solving import solver
from hybridstake.proofs.solving.settling import (
    refutation,
    settle_claim,
    used_premises,
    verdict_of,
    weakest,
)
from hybridstake.proofs.solving.solver import Answer, ProofUndecided, decide, second_opinion
from hybridstake.proofs.solving.stated import stated


def contradiction() -> list[z3.BoolRef]:
    context = z3.Context()
    part: Any = z3.Real("part", context)
    whole: Any = z3.Real("whole", context)
    return [part * 3 > whole * 2, part < whole / 2, whole > 0]


def test_assertions_that_exclude_each_other_hold_as_a_theorem() -> None:
    answer = decide(contradiction())
    assert (answer.outcome, answer.model, answer.reason) == ("holds", None, "")


def test_assertions_that_something_satisfies_are_refuted_by_a_model() -> None:
    answer = decide(contradiction()[:1])
    assert answer.outcome == "refuted"
    assert answer.model is not None


@pytest.mark.parametrize("resources", [1, 10, 100])
def test_unknown_is_never_a_pass(plan: Parameters, resources: int) -> None:
    claim = intersection_claims("plan", plan)[0]
    proof = settle_claim(claim, resources=resources)
    assert proof.verdict == "undecided"
    assert proof.reason.startswith("plan.fast-fast: ")
    assert (proof.assumptions_used, proof.counterexample) == ([], None)
    assert proof.second_solver == "undecided"


def test_a_refuted_claim_too_is_undecided_without_resources(plan: Parameters) -> None:
    claim = intersection_claims("plan", plan)[2]
    assert claim.name == "plan.fast-secure.intersection"
    assert settle_claim(claim, resources=10).verdict == "undecided"


def test_undecided_names_the_condition_and_the_reason(plan: Parameters) -> None:
    condition = intersection_claims("plan", plan)[0].conditions[0]
    with pytest.raises(ProofUndecided) as caught:
        refutation(condition, resources=1)
    # Z3 has two words for the same end, by where the work ran out.
    assert str(caught.value) in (
        "plan.fast-fast is undecided: max. resource limit exceeded",
        "plan.fast-fast is undecided: canceled",
    )


def test_a_premise_counts_as_used_while_nobody_knows_better(plan: Parameters) -> None:
    condition = intersection_claims("plan", plan)[0].conditions[0]
    named = [premise.name for premise in condition.premises]
    assert used_premises(stated(condition)) == named[:3]
    assert used_premises(stated(condition), resources=10) == named


def test_one_undecided_condition_leaves_a_claim_undecided() -> None:
    assert verdict_of(["holds", "undecided"]) == "undecided"
    assert verdict_of(["undecided", "refuted"]) == "refuted"
    assert verdict_of([]) == "undecided"


def test_the_second_solver_agrees_with_the_truth_and_disagrees_with_a_lie() -> None:
    truth = decide(contradiction())
    lie = Answer("refuted", None, truth.asked, "")
    assert second_opinion(truth) == "agrees"
    assert second_opinion(lie) == "disagrees"
    assert second_opinion(Answer("undecided", None, truth.asked, "canceled")) == "undecided"


def test_a_disagreement_is_no_proof(plan: Parameters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "hybridstake.proofs.solving.settling.second_opinion", lambda answer: "disagrees"
    )
    proof = settle_claim(intersection_claims("plan", plan)[0])
    assert proof.verdict == "undecided"
    assert proof.reason == "plan.fast-fast: Z3 says holds, cvc5 the opposite"


def test_proofs_run_without_the_second_solver(
    plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "cvc5", None)
    proof = settle_claim(intersection_claims("plan", plan)[0])
    assert (proof.verdict, proof.second_solver) == ("proved", "not installed")


def test_the_opinion_on_a_claim_is_the_worst_on_its_conditions() -> None:
    assert weakest(["agrees", "disagrees", "undecided"]) == "disagrees"
    assert weakest(["agrees", "undecided"]) == "undecided"
    assert weakest(["agrees", "agrees"]) == "agrees"
    assert weakest([]) == "undecided"
