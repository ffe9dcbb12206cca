"""The finite reading gives up early where it may; here it is held against all choices, one by one."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from hybridstake.proofs.agreement.axioms import ORDER
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
    *(rung.sentence for rung in LADDER),
)


@dataclass(frozen=True)
class OneByOne(FiniteState):
    """The same moment, every quantifier a loop."""

    def every(self, sorts, holds):
        return all(holds(*each) for each in self.choices(sorts))

    def some(self, sorts, holds):
        return any(holds(*each) for each in self.choices(sorts))

    def choices(self, sorts):
        return list(product(*(self.structure.members[sort] for sort in sorts)))

    def holds(self, relation, *at):
        return at in self.facts[relation]

    def before(self, first, second):
        return (first, second) in self.structure.order


def drawn_structure(rng: np.random.Generator) -> Structure:
    """Three validators, two rounds and three blocks, with drawn honesty and quorums."""
    validators, rounds = ("v1", "v2", "v3"), ("r0", "r1")
    drawn = [frozenset(name for name in validators if rng.random() < 0.6) for _ in range(4)]
    return Structure(
        members={
            Sort.VALIDATOR: validators,
            Sort.ROUND: rounds,
            Sort.BLOCK: ("nil", "A", "B"),
        },
        nil="nil",
        honest=frozenset(name for name in validators if rng.random() < 0.7),
        order=frozenset({("r0", "r1")}),
        quorums={"r0": tuple(drawn[:2]), "r1": tuple(drawn[2:])},
    )


def drawn_facts(rng: np.random.Generator, structure: Structure) -> dict[Relation, frozenset]:
    """Few facts or many, so that sentences fail in some moments and hold in others."""
    density = rng.choice([0.02, 0.1, 0.4])
    return {
        relation: frozenset(
            at
            for at in product(*(structure.members[sort] for sort in relation.sorts))
            if rng.random() < density
        )
        for relation in Relation
    }


def test_every_sentence_is_as_true_as_one_by_one() -> None:
    rng = np.random.default_rng(1)
    answers: dict[str, set[bool]] = {sentence.__name__: set() for sentence in SENTENCES}
    for _ in range(60):
        structure = drawn_structure(rng)
        facts = drawn_facts(rng, structure)
        for sentence in SENTENCES:
            truth = sentence(FiniteState(structure, facts))
            assert truth is bool(sentence(OneByOne(structure, facts)))
            answers[sentence.__name__].add(truth)
    always = {sentence.__name__ for sentence in ORDER}
    assert {name for name, seen in answers.items() if len(seen) == 1} == always


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda each: each.name)
def test_every_transition_is_as_allowed_as_one_by_one(transition) -> None:
    rng = np.random.default_rng(2)
    answers = set()
    for _ in range(400):
        structure = drawn_structure(rng)
        before, after = drawn_facts(rng, structure), drawn_facts(rng, structure)
        act = Act(
            *(
                str(rng.choice(structure.members[sort]))
                for sort in (Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK, Sort.ROUND)
            )
        )
        pair, slow = (
            (kind(structure, before), kind(structure, after)) for kind in (FiniteState, OneByOne)
        )
        assert bool(transition.relates(*pair, act)) is bool(transition.relates(*slow, act))
        for guard in transition.guards:
            allowed = guard(pair[0], act)
            assert bool(allowed) is bool(guard(slow[0], act))
            answers.add((guard, bool(allowed)))
    assert answers == {(guard, truth) for guard in transition.guards for truth in (True, False)}


def test_a_sort_without_members_is_refused() -> None:
    structure = drawn_structure(np.random.default_rng(3))
    with pytest.raises(AssertionError):
        Structure(
            {**structure.members, Sort.ROUND: ()},
            structure.nil,
            structure.honest,
            structure.order,
            structure.quorums,
        )
