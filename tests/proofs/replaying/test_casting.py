"""Validators of a counterexample on the machine: rows spelt out, and observers added."""

import pytest
from hybridstake.proofs.quorums.validators import Validator, ValidatorSet
from hybridstake.proofs.replaying.casting import cast_of, named_story
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.solving.claim import Claim
from hybridstake.proofs.solving.settling import proof_from

SETS = ("first", "second", "Byzantine")
ROWS = (
    Validator("authority-3 to authority-5", True, 0, ("first",), 3),
    Validator("staker-2", False, 7, ("first", "second", "Byzantine")),
)


def test_a_row_is_as_many_validators_as_it_counts() -> None:
    cast = cast_of(ValidatorSet(SETS, ROWS), observers=2)
    assert cast.first == ("authority-3", "authority-4", "authority-5", "staker-2")
    assert cast.second == cast.byzantine == ("staker-2",)
    assert cast.honest == ("authority-3", "authority-4", "authority-5")
    assert cast.byzantine_share() == "0 of 3 authorities and 7 of 7 stake Byzantine"
    assert cast.beside() == ()


def test_observers_fill_up_the_honest_and_weigh_nothing() -> None:
    cast = cast_of(ValidatorSet(SETS, ROWS), observers=5)
    assert cast.honest[3:] == ("observer-1", "observer-2")
    assert (cast.validators.total.authorities, cast.validators.total.stake) == (3, 7)
    assert len(cast.beside()) == 2


def test_by_head_a_staker_weighs_one_and_an_authority_nothing() -> None:
    cast = cast_of(ValidatorSet(SETS, ROWS), observers=0, by_head=True)
    assert cast.validators.total.stake == 1


def test_without_a_set_of_byzantine_validators_who_signs_both_is_one() -> None:
    members = (*ROWS[:1], Validator("staker-2", False, 7, ("first", "second")))
    assert cast_of(ValidatorSet(SETS[:2], members), observers=0).byzantine == ("staker-2",)
    assert cast_of(ValidatorSet(SETS, members), observers=0).byzantine == ()


def test_a_claim_without_validators_is_refused() -> None:
    proof = proof_from(Claim("a.claim", "A test.", "plan", ()), [], [])
    with pytest.raises(NotReplayed, match=r"a\.claim: its counterexample must name validators"):
        named_story(proof)
