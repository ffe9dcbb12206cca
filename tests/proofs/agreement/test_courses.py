"""Arrays of moments are read as one moment after the other is."""

from collections.abc import Mapping

import numpy as np
import pytest
from hybridstake.proofs.agreement.axioms import ORDER, quorums_share_an_honest_validator
from hybridstake.proofs.agreement.courses import course_of
from hybridstake.proofs.agreement.finite import FiniteState, Structure
from hybridstake.proofs.agreement.guards import Act
from hybridstake.proofs.agreement.guilt import nobody_is_framed
from hybridstake.proofs.agreement.invariants import INVARIANTS, nothing_has_happened
from hybridstake.proofs.agreement.ladder import LADDER
from hybridstake.proofs.agreement.lawfulness import LAWFULNESS
from hybridstake.proofs.agreement.relations import Relation, Sort
from hybridstake.proofs.agreement.transitions import TRANSITIONS

SENTENCES = (
    *INVARIANTS,
    *LAWFULNESS,
    *ORDER,
    nobody_is_framed,
    nothing_has_happened,
    quorums_share_an_honest_validator,
    *(rung.sentence for rung in LADDER),
)
MOMENTS = 40


def drawn_structure(rng: np.random.Generator) -> Structure:
    """Three validators, two rounds and three blocks; sets that may certify by chance, or none."""
    drawn = [frozenset(name for name in ("v1", "v2", "v3") if rng.random() < 0.6) for _ in "abc"]
    return Structure(
        members={
            Sort.VALIDATOR: ("v1", "v2", "v3"),
            Sort.ROUND: ("r0", "r1"),
            Sort.BLOCK: ("A", "nil", "B"),
        },
        nil="nil",
        honest=frozenset(name for name in ("v1", "v2", "v3") if rng.random() < 0.7),
        order=frozenset({("r0", "r1")}),
        quorums={"r0": tuple(drawn[:2]), "r1": tuple(drawn[1:])} if rng.random() < 0.8 else {},
    )


def drawn_moment(rng: np.random.Generator, structure: Structure) -> FiniteState:
    """Few facts or many, so that sentences fail in some moments and hold in others."""
    density = rng.choice([0.0, 0.02, 0.1, 0.4])
    facts: Mapping[Relation, frozenset[tuple[str, ...]]] = {
        relation: frozenset(
            tuple(
                structure.members[sort][place]
                for sort, place in zip(relation.sorts, at, strict=True)
            )
            for at in np.ndindex(*(len(structure.members[sort]) for sort in relation.sorts))
            if rng.random() < density
        )
        for relation in Relation
    }
    return FiniteState(structure, facts)


def test_every_sentence_is_as_true_of_many_moments_as_of_each() -> None:
    rng = np.random.default_rng(1)
    answers: dict[str, set[bool]] = {sentence.__name__: set() for sentence in SENTENCES}
    for _ in range(8):
        structure = drawn_structure(rng)
        moments = [drawn_moment(rng, structure) for _ in range(MOMENTS)]
        course = course_of(moments)
        for sentence in SENTENCES:
            truths = course.keeps(sentence)
            assert truths.shape == (MOMENTS,)
            assert truths.tolist() == [bool(sentence(each)) for each in moments]
            answers[sentence.__name__] |= set(truths.tolist())
    always = {sentence.__name__ for sentence in ORDER}
    assert {name for name, seen in answers.items() if len(seen) == 1} == always


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda each: each.name)
def test_every_transition_relates_as_it_does_one_step_at_a_time(transition) -> None:
    """Of drawn moments few are a step apart, so the effect is asked of a moment and itself too."""
    rng = np.random.default_rng(2)
    answers: set[bool] = set()
    for _ in range(30):
        structure = drawn_structure(rng)
        one = drawn_moment(rng, structure)
        moments = [one, one, *(drawn_moment(rng, structure) for _ in range(8))]
        at = [0, *range(9)]
        acts = [
            Act(
                str(rng.choice(structure.members[Sort.VALIDATOR])),
                str(rng.choice(structure.members[Sort.ROUND])),
                str(rng.choice(structure.members[Sort.BLOCK])),
                None if rng.random() < 0.2 else str(rng.choice(structure.members[Sort.ROUND])),
            )
            for _ in at
        ]
        found = course_of(moments).takes(transition, acts, at)
        expected = [
            bool(transition.relates(moments[here], moments[here + 1], act))
            for here, act in zip(at, acts, strict=True)
        ]
        assert found.tolist() == expected
        answers |= set(expected)
    assert False in answers
