"""The theorems hold, need what they are said to need, and are about something."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hybridstake.proofs.agreement.guards import the_round_is_not_left
from hybridstake.proofs.agreement.induction import AXIOMS, INTERSECTION, SETTING
from hybridstake.proofs.agreement.invariants import INVARIANTS, ORDERLY, SAFE
from hybridstake.proofs.agreement.ladder import LADDER
from hybridstake.proofs.agreement.lawfulness import LAWFULNESS, LEANS_ON
from hybridstake.proofs.agreement.moments import guarded, said, step, words_of
from hybridstake.proofs.agreement.theorems import agreement_claims
from hybridstake.proofs.agreement.transitions import TRANSITIONS
from hybridstake.proofs.solving.audit import NOTHING, found_counterexample
from hybridstake.proofs.solving.condition import Condition
from hybridstake.proofs.solving.counterexample import Counterexample, replay
from hybridstake.proofs.solving.settling import refutation
from hybridstake.proofs.solving.solver import RESOURCES, cvc5, second_opinion
from hybridstake.proofs.solving.stated import stated

CLAIMS = {claim.name: claim for claim in agreement_claims()}
CONDITIONS = {each.name: each for claim in CLAIMS.values() for each in claim.conditions}
INTERSECT = INTERSECTION.name


def test_the_theorems_are_these() -> None:
    assert {name: len(claim.conditions) for name, claim in CLAIMS.items()} == {
        "any.good-order": 9 + 7 * 9 + 7,
        "any.agreement": 2 + 7 * 2 + 4,
        "any.accountability": 3,
        "any.no-framing": 3 + 7 * 3 + 1,
        "any.liveness": 3 + 7 * 3,
    }
    assert len(CONDITIONS) == sum(len(claim.conditions) for claim in CLAIMS.values())


@pytest.mark.parametrize("claim", CLAIMS)
def test_both_solvers_prove_every_condition(claim: str) -> None:
    asked = {each.name: stated(each).answer() for each in CLAIMS[claim].conditions}
    assert {name: each.reason for name, each in asked.items() if each.outcome != "holds"} == {}
    opinions = {name: second_opinion(each) for name, each in asked.items()}
    expected = "agrees" if cvc5 is not None else "not installed"
    assert {name: each for name, each in opinions.items() if each != expected} == {}


def rungs() -> Iterator[tuple[str, str]]:
    """Every rung of the ladder with every sentence that it is said to follow from."""
    for rung in LADDER:
        for each in rung.follows_from:
            yield words_of(rung.sentence), words_of(each)


@pytest.mark.parametrize(("sentence", "dropped"), list(rungs()))
def test_a_rung_fails_without_any_one_of_those_that_it_needs(sentence: str, dropped: str) -> None:
    condition = CONDITIONS[f"any.agreement: {sentence}"].without(dropped)
    found = refutation(condition)
    assert found is not None
    assert replay(found, condition)


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda each: each.name)
def test_every_transition_can_be_taken_where_all_invariants_hold(transition) -> None:
    """With somebody Byzantine and two rounds; a step that no state allows would be kept for nothing."""
    possible = Condition(
        f"{transition.name} is never taken",
        (
            *AXIOMS,
            INTERSECTION,
            *map(said, INVARIANTS),
            *step(transition),
            *SETTING.nontrivial(),
        ),
        NOTHING,
        SETTING,
    )
    found = refutation(possible)
    assert found is not None
    assert replay(found, possible)
    assert "Byzantine: " in found.as_table()


IDLE = {
    *((each.name, "the actor is honest") for each in TRANSITIONS if each.guards),
    ("start_round", "the round is not left"),
    ("prevote_with_certificate", "the block is not nil"),
}
"""Guards that no theorem needs: theorems speak of the honest only; a round may be started again."""


@pytest.mark.slow
def test_every_other_guard_dropped_alone_lets_a_story_break_an_invariant() -> None:
    """All other premises stay; the guard is a premise of its own."""
    idle: set[tuple[str, str]] = set()
    for transition in TRANSITIONS:
        kept = [each for each in CONDITIONS.values() if f": {transition.name} keeps " in each.name]
        for guard in transition.guards:
            dropped = guarded(transition, guard).name
            without = (each.without(dropped) for each in kept)
            if not any(refutation(each) for each in without):
                idle.add((transition.name, words_of(guard)))
    assert idle == IDLE


VOTING = [each for each in TRANSITIONS if each.name.startswith(("prevote", "precommit"))]


@pytest.mark.parametrize("transition", VOTING, ids=lambda each: each.name)
def test_a_vote_in_a_round_that_was_left_is_a_story_once_its_guard_is_dropped(transition) -> None:
    name = f"any.good-order: {transition.name} keeps votes are of rounds not left"
    condition, found = fails(name, guarded(transition, the_round_is_not_left).name)
    assert replay(found, condition)
    assert re.search(r"(?m)^left v\d r\d$", found.as_table()), found.as_table()


def test_only_agreement_asks_that_quorums_share_an_honest_validator() -> None:
    """Random runs beyond the bounds are held against all else, so nothing else may need it."""
    asking = {
        name.split(": ")[0]
        for name, each in CONDITIONS.items()
        if INTERSECT in (premise.name for premise in each.premises)
    }
    assert asking == {"any.agreement"}
    assert [each.name for each in CLAIMS["any.no-framing"].rests_on] == ["any.good-order"]
    assert set(INVARIANTS) == {*ORDERLY, *SAFE}


def test_nothing_is_known_of_a_lawful_sentence_before_it_is_shown() -> None:
    shown = set(ORDERLY)
    for sentence, known in LEANS_ON.items():
        assert shown >= set(known)
        shown.add(sentence)
    assert set(LAWFULNESS) == set(LEANS_ON)


LEANING = [(each, known) for each, some in LEANS_ON.items() for known in some]


@pytest.mark.parametrize(("sentence", "known"), LEANING, ids=words_of)
def test_a_lawful_sentence_is_not_kept_without_any_one_that_it_leans_on(sentence, known) -> None:
    kept = [
        each for each in CONDITIONS.values() if each.name.endswith(f"keeps {words_of(sentence)}")
    ]
    without = [each.without(words_of(known)) for each in kept]
    found = [(each, story) for each in without if (story := found_counterexample(each, RESOURCES))]
    assert found
    assert all(replay(story, each) for each, story in found)


def fails(name: str, dropped: str) -> tuple[Condition, Counterexample]:
    """A condition without one premise, and what refutes it."""
    condition = CONDITIONS[name].without(dropped)
    found = refutation(condition)
    assert found is not None
    return condition, found


MUTATED = {
    "any.agreement: prevote_with_certificate keeps locked votes alike": (
        INTERSECT,
        r"(?m)^then prevoted v\d r\d B\d$",
    ),
    "any.agreement: precommit keeps locked while choosable": (
        INTERSECT,
        r"(?m)^then no longer locked v\d r\d B\d$",
    ),
    "any.good-order: decide keeps decided on precommits": (
        "a step: decide",
        r"(?m)^(then )?decided v\d r\d (B\d|nil)$",
    ),
    "any.agreement: no later rival": ("locked votes alike", r"(?m)^prevotes seen r\d B\d$"),
    "any.agreement: agreement": ("no later rival", r"(?m)^decided v\d r\d B\d$"),
    "any.accountability: signers of both are guilty": (
        "the first rival",
        r"(?m)^precommitted v\d r\d B\d$",
    ),
}
"""By condition: the premise left out, and a line that the story must then tell."""


@pytest.mark.parametrize("name", MUTATED)
def test_without_a_premise_a_story_replays_and_names_who_did_what(name: str) -> None:
    dropped, line = MUTATED[name]
    condition, found = fails(name, dropped)
    assert replay(found, condition)
    assert not replay(found, replace(condition, conclusion=replace(NOTHING, holds=lambda _: True)))
    table = found.as_table()
    assert re.search(line, table), table
    assert table.endswith(f"fails: {condition.conclusion.name}")
    assert found.as_dict()["named"]["actor"] in table


def test_a_liveness_link_fails_where_the_honest_cannot_certify() -> None:
    may = "any.liveness: everybody may prevote"
    condition, found = fails(may, "proposes the latest lock")
    assert replay(found, condition)
    assert "locked " in found.as_table()


@pytest.mark.parametrize("deed", ["prevote", "precommit"])
def test_only_its_own_steps_end_what_an_honest_validator_may_do(deed: str) -> None:
    name = f"any.liveness: start_round by another keeps may {deed} proposal"
    condition, found = fails(name, "another acts")
    assert replay(found, condition)
    assert re.search(r"(?m)^then left v\d r\d$", found.as_table()), found.as_table()
