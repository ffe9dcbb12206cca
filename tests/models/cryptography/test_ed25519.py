"""Ed25519 against published vectors."""

import pytest
from hybridstake.models.cryptography.ed25519 import public_key, sign, verify
from hybridstake.models.errors import InvalidParameter

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
]
"""Secret, public key, message, signature. Source: RFC 8032, 7.1, tests 1 and 2."""


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_published_signatures_are_found_again(
    secret: str, public: str, message: str, signature: str
) -> None:
    key, text = bytes.fromhex(secret), bytes.fromhex(message)
    assert public_key(key).hex() == public
    assert sign(key, text).hex() == signature
    assert verify(bytes.fromhex(public), text, bytes.fromhex(signature))


def test_a_changed_bit_of_anything_is_refused() -> None:
    public, message, signature = public_key(bytes(32)), b"pay", sign(bytes(32), b"pay")
    for at in range(64):
        changed = bytearray(signature)
        changed[at] ^= 1
        assert not verify(public, message, bytes(changed))
    assert not verify(public, b"pax", signature)
    assert not verify(public_key(b"\x01" * 32), message, signature)
    assert not verify(public[:-1], message, signature)
    assert not verify(public, message, signature[:-1])
    assert not verify(bytes(32), message, signature)


def test_a_secret_of_another_length_is_refused() -> None:
    with pytest.raises(InvalidParameter, match=r"^secret must have 32 bytes, got 31$"):
        sign(bytes(31), b"")
