"""Proofs of possession against published ones; the forgery that they prevent."""

import pytest
from hybridstake.models.cryptography.bls import (
    POSSESSION,
    fast_aggregate_verify,
    public_key,
    sign,
    verify,
)
from hybridstake.models.cryptography.possession import prove_possession, verify_possession
from hybridstake.models.cryptography.rogue_key import forge
from hybridstake.models.errors import InvalidParameter

SECRETS = [
    0x263DBD792F5B1BE47ED85F8938C0F29586AF0D3AC7B977F21C278FE1462040E3,
    0x47B8192D77BF871B62E87859D653922725724A5C031AFEABC60BCEF5FF665138,
    0x328388AFF0D4A5B7DC9205ABD374E7E98F3CD9F3418EDB4EAFDA5FB16473D216,
]
PROOFS = [
    "b803eb0ed93ea10224a73b6b9c725796be9f5fefd215ef7a5b97234cc956cf6870db6127b7e4d824ec62276078e787db"
    "05584ce1adbf076bc0808ca0f15b73d59060254b25393d95dfc7abe3cda566842aaedf50bbb062aae1bbb6ef3b1f77e1",
    "88bb31b27eae23038e14f9d9d1b628a39f5881b5278c3c6f0249f81ba0deb1f68aa5f8847854d6554051aa810fdf1cdb"
    "02df4af7a5647b1aa4afb60ec6d446ee17af24a8a50876ffdaf9bf475038ec5f8ebeda1c1c6a3220293e23b13a9a5d26",
    "88873ea58f5017a33facc9bf04efaf5e2f34f7bc9ce564d0481dd469326c04ef43552f50e99de8a13315dcd37a4fb9ef"
    "036d1a54e5febf5d20b6aa488f3e3c917e6a96ce6461f609ec7e0a1fd8950380922e46c3654fa7542436603f833462da",
]
"""Of the keys of ethereum/bls12-381-tests. Source: tests of nim-blscurve and of w3f/bls, which agree."""
MESSAGE = b"a block that nobody proposed"


def test_published_proofs_are_found_again_and_hold_for_their_key_alone() -> None:
    keys = [public_key(secret) for secret in SECRETS]
    assert [prove_possession(secret).hex() for secret in SECRETS] == PROOFS
    for key in keys:
        held = [verify_possession(key, bytes.fromhex(proof)) for proof in PROOFS]
        assert held == [key == other for other in keys]
    assert not verify_possession(keys[0], bytes.fromhex(PROOFS[0])[:-4] + b"\xff" * 4)
    assert not verify_possession(bytes(48), bytes.fromhex(PROOFS[0]))


def test_a_signature_is_no_proof_and_a_proof_no_signature() -> None:
    key = public_key(SECRETS[0])
    assert not verify_possession(key, sign(SECRETS[0], key))
    assert not verify(key, key, prove_possession(SECRETS[0]))
    assert verify_possession(key, sign(SECRETS[0], key, POSSESSION))


@pytest.mark.parametrize("victims", [1, 3])
def test_the_forgery_works_where_nobody_asks_for_possession(victims: int) -> None:
    """One secret signs in the name of keys whose secrets it does not know, and they have not signed."""
    named = [public_key(secret) for secret in SECRETS[:victims]]
    forged = forge(7, named, MESSAGE)
    assert fast_aggregate_verify([*named, forged.public], MESSAGE, forged.signature)
    assert not fast_aggregate_verify(named, MESSAGE, forged.signature)
    assert not verify(forged.public, MESSAGE, forged.signature)


def test_the_forgery_fails_where_possession_is_asked_for() -> None:
    """The proof that it can make is of the key whose secret it knows, not of the key that it shows."""
    named = [public_key(secret) for secret in SECRETS]
    forged = forge(7, named, MESSAGE)
    assert verify_possession(public_key(7), forged.possession)
    assert not verify_possession(forged.public, forged.possession)
    stolen = [prove_possession(secret) for secret in SECRETS]
    assert not any(verify_possession(forged.public, proof) for proof in stolen)


def test_a_forgery_needs_victims() -> None:
    with pytest.raises(
        InvalidParameter, match=r"^victims must be one or more keys, got 1 with 0 that are$"
    ):
        forge(7, [bytes(48)], MESSAGE)
    with pytest.raises(InvalidParameter, match=r"got 0 with 0 that are$"):
        forge(7, [], MESSAGE)
