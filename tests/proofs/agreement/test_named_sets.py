"""The axiom about quorums is what the arithmetic lemmas conclude, read of the protocol's relations."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest
import z3
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import Quorum, quorum
from hybridstake.proofs.agreement import axioms
from hybridstake.proofs.agreement.axioms import quorums_share_an_honest_validator
from hybridstake.proofs.agreement.courses import course_of
from hybridstake.proofs.agreement.finite import FiniteState, Structure
from hybridstake.proofs.agreement.named_sets import NamedSets
from hybridstake.proofs.agreement.observed import smallest_certificates
from hybridstake.proofs.agreement.protocols import agreement_claims_of
from hybridstake.proofs.agreement.relations import Relation, Sort
from hybridstake.proofs.agreement.symbols import Symbols, Vocabulary
from hybridstake.proofs.quorums import validators as counted
from hybridstake.proofs.quorums.premises import (
    BYZANTINE,
    FIRST,
    SECOND,
    SHARED_HONEST,
    SIGNED_TWICE,
)
from hybridstake.proofs.solving.condition import Premise

NAMES = ("v1", "v2", "v3", "v4")
NOBODY = frozenset[str]()


def state_of(quorums: dict[str, tuple[frozenset[str], ...]], honest: frozenset[str]) -> FiniteState:
    """Four validators, and rounds that certain sets may certify; nothing has happened."""
    rounds = tuple(quorums)
    members = {Sort.VALIDATOR: NAMES, Sort.ROUND: rounds, Sort.BLOCK: ("nil",)}
    order = frozenset(combinations(rounds, 2))
    facts = {relation: frozenset[tuple[str, ...]]() for relation in Relation}
    return FiniteState(Structure(members, "nil", honest, order, quorums), facts)


def drawn_members(rng: np.random.Generator) -> ValidatorSet:
    """Four validators: an authority and a staker at least, of small stakes."""
    return ValidatorSet(
        tuple(
            Validator(
                name,
                authority=number == 0 or (number > 1 and bool(rng.random() < 0.5)),
                stake=int(rng.integers(1, 4)),
            )
            for number, name in enumerate(NAMES)
        )
    )


def certificates(members: ValidatorSet, required: Quorum) -> Iterator[frozenset[str]]:
    """All sets that certify, not the smallest alone."""
    for size in range(1 + len(NAMES)):
        for signers in map(frozenset, combinations(NAMES, size)):
            if members.certify(required, signers):
                yield signers


def lemma_holds(
    members: ValidatorSet, one: frozenset[str], two: frozenset[str], honest: frozenset[str]
) -> bool:
    """What the lemma concludes of two sets, by counting validators."""
    listed = counted.ValidatorSet(
        SIGNED_TWICE,
        tuple(
            counted.Validator(
                each.name,
                each.authority,
                each.stake,
                tuple(
                    name
                    for name, inside in (
                        (FIRST, each.name in one),
                        (SECOND, each.name in two),
                        (BYZANTINE, each.name not in honest),
                    )
                    if inside
                ),
            )
            for each in members.members
        ),
    )
    return bool(SHARED_HONEST.holds(listed))


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_the_axiom_holds_just_where_the_lemma_holds_of_all_certificates(protocol: str) -> None:
    """Counted over all pairs of certificates, and read of the relations with the smallest ones."""
    rng = np.random.default_rng(20)
    required = [quorum(load(protocol), mode) for mode in Mode]
    seen = set[bool]()
    for _ in range(60):
        members = drawn_members(rng)
        honest = frozenset(name for name in NAMES if rng.random() < 0.75)
        of_rounds = [required[number] for number in rng.integers(3, size=2)]
        found = {signers for each in of_rounds for signers in certificates(members, each)}
        pairs = product(found, repeat=2)
        settled = all(lemma_holds(members, one, two, honest) for one, two in pairs)
        allowed = {
            f"r{number}": smallest_certificates(members, each)
            for number, each in enumerate(of_rounds)
        }
        assert quorums_share_an_honest_validator(state_of(allowed, honest)) == settled
        seen.add(settled)
    assert seen == {True, False}


@pytest.mark.parametrize(
    ("one", "two", "honest", "expected"),
    [
        ("v1 v2", "v2 v3", "v2", True),
        ("v1 v2", "v2 v3", "v1 v3", False),
        ("v1 v2", "v3 v4", "v1 v2 v3 v4", False),
        ("v1", "v1", "v1", True),
        ("v1 v2 v3", "v2 v3 v4", "v3 v4", True),
    ],
)
def test_two_sets_share_an_honest_validator_or_not(
    one: str, two: str, honest: str, expected: bool
) -> None:
    quorums = {"r0": (frozenset(one.split()),), "r1": (frozenset(two.split()),)}
    state = state_of(quorums, frozenset(honest.split()))
    assert quorums_share_an_honest_validator(state) is expected


def test_one_set_for_two_blocks_must_have_an_honest_member() -> None:
    """A set meets itself: of Byzantine alone it could certify whatever they like."""
    quorums = {"r0": (frozenset({"v1", "v2"}),)}
    assert not quorums_share_an_honest_validator(state_of(quorums, frozenset({"v3"})))


def test_arrays_of_moments_read_the_axiom_alike() -> None:
    rng = np.random.default_rng(21)
    seen = set[bool]()
    for _ in range(40):
        one, two, honest = (frozenset(n for n in NAMES if rng.random() < 0.6) for _ in range(3))
        state = state_of({"r0": (one,), "r1": (two,)}, honest)
        expected = bool(quorums_share_an_honest_validator(state))
        assert course_of([state]).keeps(quorums_share_an_honest_validator).tolist() == [expected]
        assert expected == all(pair & honest for pair in (one, two, one & two))
        seen.add(expected)
    assert seen == {True, False}


def test_the_solver_reads_the_axiom_as_some_honest_member_of_both() -> None:
    """Equivalent, for all sets and rounds, to the sentence in the words of relations."""
    words = Vocabulary(z3.Context())
    one, two = z3.Consts("one two", words.quorum)
    r, s = z3.Consts("r s", words.sorts[Sort.ROUND])
    each = z3.Const("each", words.sorts[Sort.VALIDATOR])
    shared = z3.Exists(
        [each], z3.And(words.member(each, one), words.member(each, two), words.honest(each))
    )
    by_hand = z3.ForAll(
        [one, two, r, s],
        z3.Implies(z3.And(words.valid(one, r), words.valid(two, s)), shared),
    )
    solver = z3.Solver(ctx=words.context)
    solver.add(quorums_share_an_honest_validator(Symbols(words, "before")) != by_hand)
    assert solver.check() == z3.unsat


def test_another_conclusion_of_the_lemmas_would_be_another_axiom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where lemmas settled that two sets meet at all, the theorems would assume no more than that."""
    meets = Premise("they meet", lambda population: population.validators(FIRST, SECOND) > 0)
    state = state_of({"r0": (frozenset({"v1"}),)}, NOBODY)
    assert not quorums_share_an_honest_validator(state)
    monkeypatch.setattr(axioms, "SHARED_HONEST", meets)
    assert quorums_share_an_honest_validator(state)


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_every_condition_under_agreement_concludes_what_the_theorem_assumes(protocol: str) -> None:
    claims = agreement_claims_of(protocol, load(protocol))
    concluded = {each.conclusion for claim in claims for each in claim.conditions}
    assert concluded == {SHARED_HONEST}


def test_a_lemma_that_counts_cannot_be_read_of_relations() -> None:
    sets = NamedSets(state_of({"r0": ()}, NOBODY), {FIRST: lambda _: True})
    with pytest.raises(ValueError, match=r"^the protocol's relations do not count to 1$"):
        _ = sets.validators(FIRST) > 1
    assert not hasattr(sets, "stake")
    assert not hasattr(sets, "authorities")
