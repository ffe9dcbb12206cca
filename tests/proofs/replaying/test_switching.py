"""Modes on the machine: what reports and measurements lead to, and what stops it."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.replaying.measuring import wishing
from hybridstake.proofs.replaying.reach import never_stuck, present_and_away
from hybridstake.proofs.replaying.replay import NotReplayed, Replayer
from hybridstake.proofs.replaying.switching import (
    adjacent,
    agreement,
    one_mode,
    own_measurements,
    steady,
)
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.switching.setting import Moment


def numbers_of(proof: Proof) -> dict[str, object]:
    """The numbers of a refuted claim."""
    assert proof.counterexample is not None
    assert isinstance(proof.counterexample.story, Moment)
    return dict(proof.counterexample.story.numbers)


def with_numbers(proof: Proof, **numbers: object) -> Proof:
    """The claim with other numbers in its counterexample; `_` stands for a dot."""
    changed = {name.replace("_", "."): value for name, value in numbers.items()}
    found = proof.counterexample
    assert found is not None
    story = Moment({**numbers_of(proof), **changed})
    return replace(proof, counterexample=replace(found, story=story))


def test_one_block_leads_straight_to_no_neighbour(
    refuted: Callable[[str], Proof], plan: Parameters
) -> None:
    proof = refuted("plan.switching.adjacent")
    first, second = (Mode(int(str(numbers_of(proof)[name]))) for name in ("mode", "wanted"))
    run = adjacent(proof, plan)
    assert {first, second} == {Mode.FAST, Mode.SECURE}
    assert run.violation == (
        f"height 0 is decided in {first.label} and height 1 in {second.label}, with nothing between"
    )
    assert run.steps[0] == f"height 0: one proposes one.0.0 in round 0 ({first.label})"
    assert run.steps[4] == f"height 1: one proposes one.1.0 in round 0 ({second.label})"


def test_two_blocks_change_the_mode_twice(
    refuted: Callable[[str], Proof], plan: Parameters
) -> None:
    run = steady(refuted("plan.switching.steady"), plan)
    words = run.violation.replace(",", "").replace(":", "").split()
    first, second, third = words[7:10]
    assert run.violation.endswith(": two changes 0 s apart")
    assert first == third != second
    assert len(run.steps) == 3 * 4


def test_two_measurements_are_two_modes(refuted: Callable[[str], Proof], plan: Parameters) -> None:
    """By hand: a load of 3/10 is not below the 0.3 of Fast, one of 3/4 is above the 0.7 of Secure."""
    run = own_measurements(refuted("plan.switching.own-measurements"), plan)
    where, _, who = run.violation.rpartition(", ")
    assert where == "in round 0 of height 1, after one block that both finalised"
    assert set(who.split(" and ")) in (
        {"one is in balanced", "two is in secure"},
        {"one is in secure", "two is in balanced"},
    )


def test_one_block_asks_for_two_modes(refuted: Callable[[str], Proof], plan: Parameters) -> None:
    run = one_mode(refuted("plan.switching.one-mode"), plan)
    assert run.violation.endswith("one is in fast and two is in secure")


@pytest.mark.parametrize(
    ("promise", "replay", "refusal"),
    [
        ("adjacent", adjacent, "the second height must be in no neighbouring mode"),
        ("steady", steady, "two blocks must change the mode within"),
        ("one-mode", one_mode, "the two must be in two modes of fast, secure"),
    ],
)
def test_the_rule_of_the_reference_stops_what_the_plan_lets_happen(
    refuted: Callable[[str], Proof],
    reference: Parameters,
    promise: str,
    replay: Replayer,
    refusal: str,
) -> None:
    with pytest.raises(NotReplayed, match=refusal):
        replay(refuted(f"plan.switching.{promise}"), reference)


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_validators_that_measure_the_same_are_in_one_mode(
    refuted: Callable[[str], Proof], plan: Parameters, reference: Parameters, protocol: str
) -> None:
    proof = refuted(f"{protocol}.switching.own-measurements")
    alike = with_numbers(proof, two_load=numbers_of(proof)["one.load"])
    with pytest.raises(NotReplayed, match="the two must be in two modes"):
        own_measurements(alike, {"plan": plan, "reference": reference}[protocol])


def test_agreement_is_executed_by_whatever_refutes_it(
    refuted: Callable[[str], Proof], plan: Parameters
) -> None:
    """Its first condition is about standings, all others about certificates."""
    certificates = agreement(refuted("plan.switching.agreement"), plan)
    assert " finalises A and " in certificates.violation
    standings = agreement(refuted("plan.switching.own-measurements"), plan)
    assert standings.violation.startswith("in round 0 of height 1")


@pytest.mark.parametrize(
    ("claim", "wanted", "could"),
    [
        ("plan.switching.never-stuck", "secure", "fast"),
        ("plan.switching.never-stuck-with-stake", "balanced", "secure"),
        ("reference.switching.never-stuck", "balanced", "fast"),
    ],
)
def test_the_wanted_mode_is_stuck_where_another_decides(
    refuted: Callable[[str], Proof],
    plan: Parameters,
    reference: Parameters,
    claim: str,
    wanted: str,
    could: str,
) -> None:
    proof = refuted(claim)
    run = never_stuck(proof, {"plan": plan, "reference": reference}[proof.protocol])
    assert run.violation.startswith(f"after 3 rounds in {wanted}, which the rule asks for, nobody ")
    assert run.violation.endswith(f"in {could} they decide at once")
    stuck = [step for step in run.steps if not step.startswith("in ")]
    assert not any(" decide" in step for step in stuck)
    assert run.steps[-1].startswith(f"in {could} instead: ")
    assert " decide" in run.steps[-1]


@pytest.mark.parametrize(
    ("numbers", "refusal"),
    [
        ({"stake": Fraction(1)}, "nobody must decide in secure, and somebody does"),
        ({"online": Fraction(0)}, "a certificate of some mode must be gathered"),
    ],
)
def test_nobody_is_stuck_where_enough_are_there_or_nobody_is(
    refuted: Callable[[str], Proof], plan: Parameters, numbers: dict[str, Fraction], refusal: str
) -> None:
    proof = with_numbers(refuted("plan.switching.never-stuck"), **numbers)
    with pytest.raises(NotReplayed, match=refusal):
        never_stuck(proof, plan)


def test_parts_become_whole_validators() -> None:
    """By hand: 7/20 of the authorities are 7 of 20; 7/10 of the stake is one staker with 7 of 10."""
    numbers = {"online": Fraction(7, 20), "stake": Fraction(7, 10)}
    present = present_and_away(Moment(numbers))
    here = [each.name for each in present.members if not each.byzantine]
    assert (present.total.authorities, present.total.stake) == (20, 10)
    assert (present.weight(here).authorities, present.weight(here).stake) == (7, 7)


def test_a_state_is_found_for_every_mode_of_both_rules(
    plan: Parameters, reference: Parameters
) -> None:
    for parameters in (plan, reference):
        reports = [wishing(parameters, mode, 7) for mode in Mode]
        assert len(set(reports)) == len(Mode)
        assert all(each.seconds == 7.0 for each in reports)
