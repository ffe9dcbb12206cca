"""The verifiable random function against its standard: vectors, refusals, points of small order."""

from hashlib import sha512

import pytest
from hybridstake.models.cryptography.ecvrf import (
    Proof,
    challenge_of,
    clamped,
    encode_to_curve,
    is_valid_key,
    joined,
    parted,
    proof_to_hash,
    prove,
    verify,
)
from hybridstake.models.cryptography.ed25519 import public_key
from hybridstake.models.cryptography.edwards25519 import (
    ORDER,
    add,
    multiply,
    multiply_base,
    multiply_prime,
)
from hybridstake.models.errors import InvalidParameter

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "8657106690b5526245a92b003bb079ccd1a92130477671f6fc01ad16f26f723f26f8a57ccaed74ee1b190bed1f479d97"
        "27d2d0f9b005a6e456a35d4fb0daab1268a1b0db10836d9826a528ca76567805",
        "90cf1df3b703cce59e2a35b925d411164068269d7b2d29f3301c03dd757876ff66b71dda49d2de59d03450451af02679"
        "8e8f81cd2e333de5cdf4f3e140fdd8ae",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "f3141cd382dc42909d19ec5110469e4feae18300e94f304590abdced48aed5933bf0864a62558b3ed7f2fea45c92a465"
        "301b3bbf5e3e54ddf2d935be3b67926da3ef39226bbc355bdc9850112c8f4b02",
        "eb4440665d3891d668e7e0fcaf587f1b4bd7fbfe99d0eb2211ccec90496310eb5e33821bc613efb94db5e5b54c70a848"
        "a0bef4553a41befc57663b56373a5031",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "9bc0f79119cc5604bf02d23b4caede71393cedfbb191434dd016d30177ccbf8096bb474e53895c362d8628ee9f9ea3c0"
        "e52c7a5c691b6c18c9979866568add7a2d41b00b05081ed0f58ee5e31b3a970e",
        "645427e5d00c62a23fb703732fa5d892940935942101e456ecca7bb217c61c452118fec1219202a0edcf038bb6373241"
        "578be7217ba85a2687f7a0310b2df19f",
    ),
]
"""Secret, public key, input, proof, output. Source: RFC 9381, B.3, Examples 16, 17 and 18."""

SMALL_ORDER = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
"""A point of order eight. Source: libsodium's list of points of small order."""


@pytest.mark.parametrize(("secret", "public", "alpha", "proof", "output"), VECTORS)
def test_published_proofs_and_outputs_are_found_again_byte_for_byte(
    secret: str, public: str, alpha: str, proof: str, output: str
) -> None:
    key, given = bytes.fromhex(secret), bytes.fromhex(alpha)
    assert public_key(key).hex() == public
    assert prove(key, given).hex() == proof
    assert verify(bytes.fromhex(public), given, bytes.fromhex(proof)) == bytes.fromhex(output)
    assert proof_to_hash(bytes.fromhex(proof)) == bytes.fromhex(output)


@pytest.mark.parametrize(("secret", "public", "alpha", "proof", "output"), VECTORS)
def test_a_published_proof_with_a_changed_bit_is_refused(
    secret: str, public: str, alpha: str, proof: str, output: str
) -> None:
    """Of its point, its challenge and its response; or shown for another key or input."""
    key, given, right = (bytes.fromhex(each) for each in (public, alpha, proof))
    for at in (0, 15, 31, 32, 47, 48, 63, 79):
        for bit in (1, 128):
            changed = bytearray(right)
            changed[at] ^= bit
            assert verify(key, given, bytes(changed)) is None
    others = [bytes.fromhex(each[1]) for each in VECTORS if each[1] != public]
    assert [verify(other, given, right) for other in others] == [None, None]
    assert verify(key, given + b"\x00", right) is None
    assert verify(key, given, right[:-1]) is None
    assert verify(key, given, right + b"\x00") is None


def test_a_response_that_is_not_reduced_is_refused() -> None:
    """Else a proof would have a second form."""
    secret, public, alpha, proof, _ = (bytes.fromhex(each) for each in VECTORS[1])
    found = parted(proof)
    assert found is not None
    longer = joined(found._replace(response=found.response + ORDER))
    assert len(longer) == 80
    assert verify(public, alpha, longer) is None
    assert verify(public_key(secret), alpha, joined(found)) is not None


def test_a_key_of_small_order_is_refused() -> None:
    """Of the neutral element, of order two, four and eight; and whatever is no point at all."""
    of_order = [multiply(times, SMALL_ORDER) for times in (1, 2, 4, 8)]
    assert len(set(of_order)) == 4
    assert not any(is_valid_key(each) for each in of_order)
    assert not is_valid_key(b"\x02" + bytes(31))
    assert not is_valid_key(bytes(33))
    assert is_valid_key(public_key(bytes(32)))
    for each in of_order:
        forged = joined(Proof(each, 0, 0))
        assert verify(each, b"", forged) is None


def test_a_point_of_small_order_added_to_a_proof_leaves_its_output() -> None:
    """Who holds a key can make other proofs that are right, and no other output.

    The holder adds a point of order two to gamma and looks for a nonce with an even challenge, which
    makes the addition vanish from the equation of the proof.
    """
    secret, alpha = bytes(range(32)), b"slot 7"
    public, scalar = public_key(secret), clamped(sha512(secret).digest()[:32])
    point = encode_to_curve(public, alpha)
    gamma = add(multiply_prime(scalar, point), multiply(4, SMALL_ORDER))
    found: list[bytes | None] = []
    for nonce in range(1, 12):
        tested = (multiply_base(nonce), multiply_prime(nonce, point))
        challenge = challenge_of(public, point, gamma, *tested)
        proof = joined(Proof(gamma, challenge, (nonce + challenge * scalar) % ORDER))
        found.append(verify(public, alpha, proof))
        assert (found[-1] is not None) == (challenge % 2 == 0)
    accepted = {each for each in found if each is not None}
    assert accepted == {proof_to_hash(prove(secret, alpha))}


def test_outputs_of_one_key_differ_by_input_and_of_one_input_by_key() -> None:
    found = {
        proof_to_hash(prove(bytes([key]) * 32, bytes([slot])))
        for key in range(4)
        for slot in range(4)
    }
    assert len(found) == 16


def test_a_secret_of_another_length_is_refused() -> None:
    with pytest.raises(InvalidParameter, match=r"^secret must have 32 bytes, got 64$"):
        prove(bytes(64), b"")
