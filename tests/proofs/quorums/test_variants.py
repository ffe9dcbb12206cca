"""The plan's variants of a quorum: verdicts, stories by hand, and counts of small sets one by one."""

from itertools import product

import pytest
from hybridstake.models.protocol.quorums import at_least, more_than
from hybridstake.proofs.quorums import variants
from hybridstake.proofs.quorums.validators import ValidatorSet
from hybridstake.proofs.quorums.variants import variant_claims
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.settling import settle

VERDICTS = {
    "at-least-two-thirds": "refuted",
    "more-than-two-thirds": "proved",
    "14-of-21": "refuted",
    "15-of-21": "proved",
    "33-of-100": "refuted",
    "heads-hold-stake": "refuted",
    "heads-protect-balanced": "refuted",
}


@pytest.fixture(scope="module")
def settled() -> dict[str, Proof]:
    return {proof.name.removeprefix("plan.variants."): proof for proof in settle(variant_claims())}


def validators(proof: Proof) -> ValidatorSet:
    assert proof.counterexample is not None
    story = proof.counterexample.story
    assert isinstance(story, ValidatorSet)
    return story


def test_each_variant_has_its_verdict_and_the_second_solver_agrees(
    settled: dict[str, Proof],
) -> None:
    assert {name: proof.verdict for name, proof in settled.items()} == VERDICTS
    assert {proof.second_solver for proof in settled.values()} == {"agrees"}


def test_two_of_three_may_share_the_third_that_is_byzantine(settled: dict[str, Proof]) -> None:
    found = validators(settled["at-least-two-thirds"])
    assert (found.authorities(), found.authorities("first"), found.authorities("second")) == (
        3,
        2,
        2,
    )
    assert found.authorities("first", "second") == found.authorities("Byzantine") == 1


def test_fourteen_and_fourteen_of_twenty_one_share_seven(settled: dict[str, Proof]) -> None:
    """By hand: 14 + 14 - 21 = 7, and seven may be Byzantine."""
    found = validators(settled["14-of-21"])
    assert found.authorities() == 21
    assert found.authorities("first") == found.authorities("second") == 14
    assert found.authorities("first", "second", "Byzantine") == 7
    assert found.authorities("first", "second", outside=("Byzantine",)) == 0


def test_two_thirds_of_the_heads_never_meet_in_two_sets_of_thirty_three(
    settled: dict[str, Proof],
) -> None:
    found = validators(settled["33-of-100"])
    stakers = [member for member in found.members if not member.authority]
    assert sum(member.count for member in stakers) == 100
    assert found.validators("first", "second") == 0
    assert found.stake("Byzantine") == 0


def test_balanced_by_head_is_broken_without_any_byzantine_stake(settled: dict[str, Proof]) -> None:
    found = validators(settled["heads-protect-balanced"])
    assert found.stake("Byzantine") == 0
    assert found.authorities("first", "second") == found.authorities("Byzantine") == 7


def test_every_variant_survives_the_audit() -> None:
    assert [row.as_dict() for row in audit(variant_claims()) if not row.passed] == []


@pytest.mark.parametrize(
    ("seats", "byzantine", "safe"), [(14, 7, False), (14, 6, True), (15, 7, True), (15, 9, False)]
)
def test_all_ways_to_sign_twice_agree_with_the_count(
    seats: int, byzantine: int, safe: bool
) -> None:
    """Every split of 21 authorities into both, first alone and second alone."""
    conflicts = [
        (both, first, second)
        for both, first, second in product(range(22), repeat=3)
        if both + first + second <= 21
        and both <= byzantine
        and both + first >= seats
        and both + second >= seats
    ]
    assert (conflicts == []) is safe


def test_a_looser_comparison_breaks_the_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    assert variants.more_than is more_than
    monkeypatch.setattr(variants, "more_than", at_least)
    proofs = {proof.name: proof.verdict for proof in settle(variant_claims())}
    assert proofs["plan.variants.more-than-two-thirds"] == "refuted"
