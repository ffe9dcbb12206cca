"""Who is guilty of a conflict: signers of the certificates that are named, and not of any two."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import quorum
from hybridstake.proofs.agreement.conflict import (
    Conflict,
    signers_of_both_are_guilty,
    the_first_rival,
)
from hybridstake.proofs.agreement.finite import FiniteState, Structure
from hybridstake.proofs.agreement.guilt import guilty, nobody_is_framed
from hybridstake.proofs.agreement.invariants import one_precommit_a_round, one_prevote_a_round
from hybridstake.proofs.agreement.relations import Relation, Sort
from hybridstake.proofs.history import guilt
from hybridstake.proofs.history.guilt import least_common, least_guilty
from hybridstake.proofs.quorums import conflict_cost
from hybridstake.proofs.quorums.conflict_cost import Cost
from hybridstake.proofs.quorums.premises import Resource
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.settling import settle_claim

TWELVE = tuple(f"v{number}" for number in range(1, 13))
ROUNDS = tuple(f"r{number}" for number in range(5))
VOTES = {("r0", "A"): TWELVE[:11], ("r1", "B"): TWELVE[3:], ("r4", "B"): TWELVE[1:]}
"""Signers of three certificates, by round and block: of Fast, of prevotes in Balanced, of Fast."""
FAST = (("r0", "A"), ("r4", "B"))
INNOCENT = frozenset({"v1", "v2", "v3", "v12"})


@pytest.fixture(scope="module")
def changed_minds() -> FiniteState:
    """Fast certifies A, Balanced prevotes B, and two who saw that sign B in a later Fast round."""
    facts: dict[Relation, frozenset[tuple[str, ...]]] = dict.fromkeys(Relation, frozenset())
    facts[Relation.PREVOTED] = frozenset(
        (each, *at) for at, signers in VOTES.items() for each in signers
    )
    facts[Relation.PRECOMMITTED] = frozenset((each, *at) for at in FAST for each in VOTES[at])
    facts[Relation.PREVOTES_SEEN] = frozenset(VOTES)
    facts[Relation.PRECOMMITS_SEEN] = frozenset(FAST)
    structure = Structure(
        members={Sort.VALIDATOR: TWELVE, Sort.ROUND: ROUNDS, Sort.BLOCK: ("nil", "A", "B")},
        nil="nil",
        honest=INNOCENT,
        order=frozenset(combinations(ROUNDS, 2)),
        quorums=dict.fromkeys(ROUNDS, ()),
    )
    return FiniteState(structure, facts)


def test_the_three_are_certificates_of_the_reference(reference: Parameters) -> None:
    """Twelve equal authorities: 11 > 10 in Fast, and 9 > 8 in Balanced, of both resources."""
    for (where, _), signers in VOTES.items():
        mode = Mode.BALANCED if where == "r1" else Mode.FAST
        count = len(signers)
        assert quorum(reference, mode).is_met(count, 12, count, 12)
        assert not quorum(reference, mode).is_met(count - 1, 12, count - 1, 12)
        assert INNOCENT & set(signers)


def test_not_every_common_signer_of_two_fast_certificates_is_guilty(
    changed_minds: FiniteState, reference: Parameters
) -> None:
    """Ten of twelve signed both; the eight who are guilty are not more than 2/3."""
    state = changed_minds
    common = [each for each in TWELVE if all(each in VOTES[at] for at in FAST)]
    convicts = [each for each in TWELVE if guilty(state, each)]
    assert common == list(TWELVE[1:11])
    assert convicts == list(TWELVE[3:11])
    for sentence in (nobody_is_framed, one_prevote_a_round, one_precommit_a_round):
        assert sentence(state)
    named_fast = least_common(reference, Mode.FAST, Mode.FAST)[Resource.AUTHORITIES]
    assert named_fast == Cost(Fraction(2, 3), enough=False)
    assert Fraction(len(convicts), 12) <= named_fast.part


def test_accountability_names_the_fast_and_the_balanced_certificate(
    changed_minds: FiniteState, reference: Parameters
) -> None:
    """Their eight common signers are all guilty, and more than 5/6 + 2/3 - 1 = 1/2."""
    named = Conflict(changed_minds, "r0", "A", "r1", "B")
    assert the_first_rival(named)
    assert signers_of_both_are_guilty(named)
    later = Conflict(changed_minds, "r0", "A", "r4", "B")
    assert not the_first_rival(later)
    assert not signers_of_both_are_guilty(later)
    shared = least_common(reference, Mode.FAST, Mode.BALANCED)[Resource.AUTHORITIES]
    assert shared == Cost(Fraction(1, 2), enough=False)
    assert Fraction(len({*VOTES["r0", "A"]} & {*VOTES["r1", "B"]}), 12) > shared.part


def test_a_statement_is_about_the_two_that_are_named_and_counts_an_authority_beyond_none(
    reference: Parameters,
) -> None:
    """1/2 + 1/2 - 1 = 0 of the authorities, which more than half twice must exceed."""
    claim = least_guilty("reference", reference, Mode.SECURE, Mode.SECURE)
    assert claim.statement == (
        "If the two certificates that accountability names are both Secure, their common signers, all "
        "of them guilty, hold more than 0 of the authorities and more than 1/3 of the stake; two "
        "certificates of these modes need share no more."
    )
    assert [each.name for each in claim.rests_on] == ["any.accountability"]


@pytest.mark.parametrize(
    ("error", "condition"),
    [(Fraction(1, 100), "authorities"), (Fraction(-1, 100), "no more is shared")],
    ids=["more", "less"],
)
@pytest.mark.parametrize(
    "protocol", ["plan", pytest.param("reference", marks=pytest.mark.exhaustive)]
)
def test_another_part_than_the_least_is_refuted(
    protocol: str,
    error: Fraction,
    condition: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = conflict_cost.common_part

    def wrong(*asked: Any) -> Cost:
        cost = right(*asked)
        return cost if cost.is_free else replace(cost, part=cost.part + error)

    monkeypatch.setattr(guilt, "common_part", wrong)
    parameters = request.getfixturevalue(protocol)
    claim = least_guilty(protocol, parameters, Mode.FAST, Mode.BALANCED)
    found = settle_claim(claim, second_solver=False).counterexample
    assert found is not None
    assert found.condition == f"{claim.name}: {condition}"


def test_what_is_shared_by_two_modes_survives_the_audit(reference: Parameters) -> None:
    claim = least_guilty("reference", reference, Mode.BALANCED, Mode.SECURE)
    rows = list(audit([claim]))
    assert [row.as_dict() for row in rows if not row.passed] == []
    assert sum("no more is shared" in row.condition for row in rows) > 2
