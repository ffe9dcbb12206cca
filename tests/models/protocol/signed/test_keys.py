"""The register: nobody joins without proof that the key's secret is known."""

import pytest
from hybridstake.models.cryptography.rogue_key import forge
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.signed.keys import identity_of, registered, secrets_of

SECRETS = {name: secrets_of(b"seed", name) for name in ("v1", "v2")}


def test_secrets_differ_by_name_and_seed_and_come_back() -> None:
    found = {
        secrets_of(seed, name).signing for seed in (b"seed", b"other") for name in ("v1", "v2")
    }
    assert len(found) == 4
    assert secrets_of(b"seed", "v1") == SECRETS["v1"]


def test_a_validator_joins_with_its_own_proof_only() -> None:
    register = registered(SECRETS)
    third = identity_of(secrets_of(b"seed", "v3"))
    assert register.joined_by("v3", third).key("v3") == third.signing
    assert register.key("v3") is None
    stolen = third._replace(possession=identity_of(SECRETS["v1"]).possession)
    with pytest.raises(
        InvalidParameter, match=r"^v3 must prove possession of its key, got another proof$"
    ):
        register.joined_by("v3", stolen)
    with pytest.raises(InvalidParameter, match=r"^name must be new to the register, got v1$"):
        register.joined_by("v1", third)
    with pytest.raises(
        InvalidParameter, match=r"^v3 must have a key to draw with, got one of small order$"
    ):
        register.joined_by("v3", third._replace(drawing=b"\x01" + bytes(31)))


def test_nobody_joins_with_a_key_of_somebody_else() -> None:
    """A proof of possession can be copied with its key; each of the two keys alone is enough."""
    register = registered(SECRETS)
    first, own = identity_of(SECRETS["v1"]), identity_of(secrets_of(b"seed", "eve"))
    for copied in (first, first._replace(drawing=own.drawing), own._replace(drawing=first.drawing)):
        with pytest.raises(
            InvalidParameter, match=r"^keys of eve must be new to the register, got v1's$"
        ):
            register.joined_by("eve", copied)
    assert register.joined_by("eve", own).key("eve") == own.signing


def test_a_rogue_key_cannot_join() -> None:
    register = registered(SECRETS)
    victims = [each.signing for each in register.identities.values()]
    forged = forge(7, victims, b"message")
    shown = identity_of(secrets_of(b"seed", "v3"))._replace(
        signing=forged.public, possession=forged.possession
    )
    with pytest.raises(InvalidParameter, match=r"must prove possession"):
        register.joined_by("rogue", shown)
