"""Certificates: whom the bits name has signed, and in each class there are enough."""

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.cryptography.bls import sign
from hybridstake.models.cryptography.rogue_key import forge
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.machine.stories import A, B
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Ballot, Kind
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import quorum
from hybridstake.models.protocol.signed.certificates import (
    SignedCertificate,
    certificate_bytes,
    collected,
    is_certified,
    named_by,
    signers,
)
from hybridstake.models.protocol.signed.keys import (
    Identity,
    Register,
    identity_of,
    registered,
    secrets_of,
)
from hybridstake.models.protocol.signed.wording import of_ballot

AUTHORITIES, STAKERS = tuple(f"a{n}" for n in range(4)), tuple(f"s{n}" for n in range(5))
NAMES = (*AUTHORITIES, *STAKERS)
VALIDATORS = ValidatorSet(
    (
        *(Validator(name, authority=True) for name in AUTHORITIES),
        *(Validator(name, stake=1) for name in STAKERS),
    )
)
SECRETS = {name: secrets_of(b"seed", name) for name in NAMES}
REGISTER = registered(SECRETS)
BALLOT = Ballot(Kind.PRECOMMIT, 3, 0, A)
WORDS = of_ballot("chain", BALLOT)
SIGNATURES = {name: sign(SECRETS[name].signing, WORDS) for name in NAMES}


def certificate(*names: str) -> SignedCertificate:
    """Of some validators' signatures."""
    return collected(BALLOT, {name: SIGNATURES[name] for name in names}, VALIDATORS)


def found(shown: SignedCertificate) -> frozenset[str]:
    return signers(shown, VALIDATORS, REGISTER, "chain")


def test_the_bits_name_who_signed_and_the_aggregate_is_theirs() -> None:
    for names in (NAMES, NAMES[:1], NAMES[3:8], (NAMES[0], NAMES[8])):
        shown = certificate(*names)
        assert named_by(shown, VALIDATORS) == frozenset(names)
        assert found(shown) == frozenset(names)
        assert shown.size == certificate_bytes(9) == 96 + 2


@pytest.mark.parametrize("flipped", [0, 5, 8])
def test_another_bit_makes_the_aggregate_somebody_elses(flipped: int) -> None:
    shown = certificate(*NAMES[2:7])
    bits = int.from_bytes(shown.bitmap, "little") ^ (1 << flipped)
    assert found(shown._replace(bitmap=bits.to_bytes(2, "little"))) == frozenset()


def test_a_certificate_has_one_form() -> None:
    """Bits beyond the last validator, or bytes more or less, are refused."""
    shown = certificate(*NAMES)
    beyond = shown.bitmap[:1] + bytes([shown.bitmap[1] | 2])
    for bitmap in (beyond, shown.bitmap + b"\x00", shown.bitmap[:1], b"\x00\x00"):
        assert found(shown._replace(bitmap=bitmap)) == frozenset()


def test_a_certificate_is_of_its_ballot_and_its_chain() -> None:
    shown = certificate(*NAMES)
    assert found(shown._replace(ballot=BALLOT._replace(block=B))) == frozenset()
    assert found(shown._replace(ballot=BALLOT._replace(round=1))) == frozenset()
    assert signers(shown, VALIDATORS, REGISTER, "fork") == frozenset()


@pytest.mark.parametrize("preset", ["plan", "reference"])
@pytest.mark.parametrize("mode", Mode)
def test_signatures_certify_just_when_names_do(preset: str, mode: Mode) -> None:
    """For every number of authorities and of stakers, by the quorum of the mode."""
    needed = quorum(load(preset), mode)
    answers = {
        (some, others): is_certified(
            certificate(*AUTHORITIES[:some], *STAKERS[:others]),
            needed,
            VALIDATORS,
            REGISTER,
            "chain",
        )
        for some in (0, 1, 2, 3, 4)
        for others in (0, 3, 4, 5)
        if some + others
    }
    assert answers == {
        (some, others): VALIDATORS.certify(needed, (*AUTHORITIES[:some], *STAKERS[:others]))
        for some, others in answers
    }
    assert set(answers.values()) == {False, True}


def test_without_possession_one_key_certifies_for_all_and_with_it_cannot_join() -> None:
    """The rogue-key forgery, against a whole certificate of the protocol."""
    others = {name: REGISTER.identities[name] for name in NAMES[:-1]}
    forged = forge(7, [each.signing for each in others.values()], WORDS)
    rogue = identity_of(SECRETS["s4"])._replace(signing=forged.public, possession=forged.possession)
    unproved = Register({**others, "s4": rogue})
    shown = SignedCertificate(BALLOT, b"\xff\x01", forged.signature)
    for mode in Mode:
        needed = quorum(load("reference"), mode)
        assert is_certified(shown, needed, VALIDATORS, unproved, "chain")
        assert not is_certified(shown, needed, VALIDATORS, REGISTER, "chain")
    with pytest.raises(InvalidParameter, match=r"^s4 must prove possession"):
        Register(others).joined_by("s4", rogue)


def test_a_name_without_a_key_signs_nothing() -> None:
    fewer: dict[str, Identity] = {name: REGISTER.identities[name] for name in NAMES[1:]}
    assert signers(certificate(*NAMES), VALIDATORS, Register(fewer), "chain") == frozenset()
    claimed = certificate(*NAMES[1:])._replace(bitmap=b"\xff\x01")
    assert signers(claimed, VALIDATORS, Register(fewer), "chain") == frozenset()


def test_strangers_and_nobody_are_no_certificate() -> None:
    with pytest.raises(InvalidParameter, match=r"^signers must be validators, got stranger$"):
        collected(BALLOT, {"stranger": SIGNATURES["a0"]}, VALIDATORS)
    with pytest.raises(InvalidParameter, match=r"^signatures must be one or more points of G2"):
        collected(BALLOT, {}, VALIDATORS)
