"""A client on another chain, on real certificates: hand-overs, skips and forgeries."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.cryptography.bls import sign
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.light_client import Refusal, Refused, Trust
from hybridstake.models.protocol.machine.stories import CALM
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Kind
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.signed.certificates import collected
from hybridstake.models.protocol.signed.headers import (
    CertifiedHeader,
    Keyed,
    accepted,
    followed,
    reasons_against,
    who_signed,
)
from hybridstake.models.protocol.signed.relaying import Chain, forgeries
from hybridstake.models.protocol.signed.wording import of_ballot

THIRD = Fraction(1, 3)
TRUST = Trust(load("reference"), Fraction(1_000), THIRD, THIRD)
NOW = Fraction(50)
SIZE, LENGTH = 6, 10
HOME = Chain("home", b"seed", SIZE)
"""One of six leaves for a new one at each height."""


@cache
def header(height: int) -> CertifiedHeader:
    return HOME.header(height)


def reasons(shown: CertifiedHeader, trusted: CertifiedHeader | None = None) -> list[Refusal]:
    return reasons_against(trusted or header(0), shown, NOW, TRUST, HOME.name)


def test_the_next_header_is_accepted_and_hands_the_keys_over() -> None:
    assert who_signed(header(1), header(0).following, HOME.name) == frozenset(
        HOME.validators(1).validators.by_name
    )
    assert reasons(header(1)) == []
    assert reasons(header(2), header(1)) == []


def test_the_client_skips_as_far_as_signers_overlap_and_then_halves_the_way() -> None:
    """Of six trusted at height 1, two are left at height 5 and one at height 6."""
    asked: list[int] = []

    def ask(height: int) -> CertifiedHeader:
        asked.append(height)
        return header(height)

    reached = followed(header(0), LENGTH - 1, ask, NOW, TRUST, HOME.name)
    assert reached == header(LENGTH - 1)
    assert asked == [9, 4]
    assert reasons(header(5)) == []
    assert reasons(header(6)) == [Refusal.TOO_FEW_TRUSTED]


def test_a_height_that_was_not_asked_for_and_old_trust_are_refused() -> None:
    with pytest.raises(
        Refused, match=r"^height 3 is refused: the height is not the one asked for$"
    ):
        followed(header(0), 3, lambda height: header(height + 1), NOW, TRUST, HOME.name)
    with pytest.raises(Refused, match=r"^height 3 is refused: the trusted header is too old$"):
        followed(header(0), 3, header, Fraction(1_001), TRUST, HOME.name)


def test_too_few_signatures_are_no_certificate() -> None:
    """More than two thirds of six: five."""
    names = list(HOME.validators(1).validators.by_name)
    assert reasons(HOME.header(1, signing=names[:5])) == []
    assert reasons(HOME.header(1, signing=names[:4])) == [Refusal.NO_CERTIFICATE]


@pytest.mark.parametrize(
    "changes",
    [
        {"content": b"another block"},
        {"time": Fraction(2)},
        {"start": Mode.SECURE},
        {"following": HOME.validators(7)},
        {"statistics": CALM._replace(load=0.5)},
    ],
)
def test_a_relayer_can_change_nothing_that_was_signed(changes: dict[str, Any]) -> None:
    shown = replace(header(1), **changes)
    assert who_signed(shown, header(0).following, HOME.name) == frozenset()
    assert Refusal.NO_CERTIFICATE in reasons(shown)


def test_a_relayer_cannot_claim_the_mode_that_asks_for_least() -> None:
    """Three of four stakers and one of two authorities: a certificate in Secure, not in Balanced."""
    names = ("a0", "a1", "s0", "s1", "s2", "s3")
    members = tuple(Validator(n, authority=n[0] == "a", stake=int(n[0] == "s")) for n in names)
    present = Keyed(ValidatorSet(members), HOME.keyed(names).identities)
    trusted = HOME.header(0, following=present)
    own: dict[str, Any] = {
        "present": present,
        "following": present,
        "signing": ("a1", "s0", "s1", "s2"),
    }
    secure = HOME.header(1, **own, start=Mode.SECURE)
    balanced = HOME.header(1, **own)
    assert secure.header.mode is Mode.SECURE
    assert reasons(balanced, trusted) == [Refusal.NO_CERTIFICATE]
    claimed = replace(balanced, start=Mode.SECURE)
    assert Refusal.NO_CERTIFICATE in reasons(claimed, trusted)


def test_the_mode_follows_from_the_round() -> None:
    later = HOME.header(1, round_=1)
    assert later.header.mode is Mode.SECURE
    assert header(1).header.mode is Mode.BALANCED


def test_certificates_of_another_chain_another_vote_or_another_height_say_nothing() -> None:
    fork = HOME.header(1, chain="fork")
    assert reasons(fork) == [Refusal.NO_CERTIFICATE]
    ballot = header(1).certificate.ballot
    for other in (ballot._replace(kind=Kind.PREVOTE), ballot._replace(height=2)):
        words = of_ballot(HOME.name, other)
        held = {
            name: sign(HOME.secrets(name).signing, words)
            for name in HOME.validators(1).validators.by_name
        }
        certificate = collected(other, held, HOME.validators(1).validators)
        assert reasons(replace(header(1), certificate=certificate)) == [Refusal.NO_CERTIFICATE]


def test_the_next_height_must_be_of_the_validators_and_keys_that_were_handed_over() -> None:
    """Strangers; and the same names with strangers' keys, all six of whom have proved possession."""
    strangers = HOME.keyed(f"w{number}" for number in range(SIZE))
    assert reasons(HOME.header(1, present=strangers)) == [Refusal.OTHER_VALIDATORS]
    names = list(HOME.validators(1).validators.by_name)
    usurpers = Chain("home", b"usurpers", SIZE)
    usurped = usurpers.header(1)
    assert list(usurped.present.validators.by_name) == names
    assert set(reasons(usurped)) == {Refusal.NO_CERTIFICATE, Refusal.OTHER_VALIDATORS}
    assert who_signed(usurped, usurpers.validators(1), HOME.name) == frozenset(names)


def test_a_rogue_key_cannot_sign_for_those_whom_the_client_knows() -> None:
    """Five known names and one new; a client that asks for no possession would believe all six."""
    forged = HOME.rogue_header(4, header(0).following)
    assert who_signed(forged, header(0).following, HOME.name) == frozenset()
    assert Refusal.NO_CERTIFICATE in reasons(forged)
    believed = header(0).following
    rogue = forged.present.identities["rogue"]
    gullible = Keyed(believed.validators, {**believed.identities, "rogue": rogue})
    assert len(who_signed(forged, gullible, HOME.name)) == SIZE


def test_every_forgery_of_a_relayer_is_refused() -> None:
    found = forgeries(HOME, header(0))
    assert len(found) == 12
    assert [name for name, shown in found.items() if not reasons(shown)] == []


def test_nothing_that_is_shown_of_the_next_validators_can_be_changed() -> None:
    """Else a rogue key that was slipped in would need no proof, and true headers would be refused."""
    found = forgeries(HOME, header(0))
    slipped = found["a rogue key beside the next set"]
    forged = HOME.rogue_header(9, header(1).following)
    assert who_signed(forged, slipped.following, HOME.name) >= {"rogue"}
    names = ("a rogue key beside the next set", "other proofs of the next set")
    for name in (*names, "other draws of the next set"):
        assert found[name].following.validators == header(1).following.validators
        assert reasons(found[name]) == [Refusal.NO_CERTIFICATE]
    with pytest.raises(Refused, match=r"^height 1 is refused: the signers are no certificate"):
        followed(header(0), 1, lambda _: slipped, NOW, TRUST, HOME.name)


def test_a_known_key_under_a_new_name_is_not_taken() -> None:
    """In whichever order a relayer shows the two names."""
    known = header(0).following
    first = next(iter(known.validators.by_name))
    twin = known.identities[first]
    for shown in ({"eve": twin, first: twin}, {first: twin, "eve": twin}):
        assert accepted(shown, known).identities == {first: twin}


def test_every_validator_has_keys() -> None:
    with pytest.raises(
        InvalidParameter, match=r"^identities must name every validator, got none of v0$"
    ):
        Keyed(HOME.validators(0).validators, {})
