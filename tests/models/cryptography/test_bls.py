"""BLS signatures against published vectors."""

import pytest
from hybridstake.models.cryptography.bls import (
    ORDER,
    aggregate,
    aggregate_verify,
    fast_aggregate_verify,
    key_generation,
    key_point,
    public_key,
    sign,
    signature_point,
    verify,
)
from hybridstake.models.errors import InvalidParameter
from py_arkworks_bls12381 import G1Point, G2Point

SECRETS = [
    0x263DBD792F5B1BE47ED85F8938C0F29586AF0D3AC7B977F21C278FE1462040E3,
    0x47B8192D77BF871B62E87859D653922725724A5C031AFEABC60BCEF5FF665138,
    0x328388AFF0D4A5B7DC9205ABD374E7E98F3CD9F3418EDB4EAFDA5FB16473D216,
]
"""Source: ethereum/bls12-381-tests v0.1.2, as are the keys, messages and signatures below."""
PUBLICS = [
    "a491d1b0ecd9bb917989f0e74f0dea0422eac4a873e5e2644f368dffb9a6e20fd6e10c1b77654d067c0618f6e5a7f79a",
    "b301803f8b5ac4a1133581fc676dfedc60d891dd5fa99028805e5ea5b08d3491af75d0707adab3b70c6a6a580217bf81",
    "b53d21a4cfd562c469cc81514d4ce5a6b577d8403d32a394dc265dd190b47fa9f829fdd7963afdf972e5e77854051f6f",
]
MESSAGES = [bytes(32), b"\x56" * 32, b"\xab" * 32]
SIGNATURES = [
    [
        "b6ed936746e01f8ecf281f020953fbf1f01debd5657c4a383940b020b26507f6076334f91e2366c96e9ab279fb515809"
        "0352ea1c5b0c9274504f4f0e7053af24802e51e4568d164fe986834f41e55c8e850ce1f98458c0cfc9ab380b55285a55",
        "882730e5d03f6b42c3abc26d3372625034e1d871b65a8a6b900a56dae22da98abbe1b68f85e49fe7652a55ec3d0591c2"
        "0767677e33e5cbb1207315c41a9ac03be39c2e7668edc043d6cb1d9fd93033caa8a1c5b0e84bedaeb6c64972503a43eb",
        "91347bccf740d859038fcdcaf233eeceb2a436bcaaee9b2aa3bfb70efe29dfb2677562ccbea1c8e061fb9971b0753c24"
        "0622fab78489ce96768259fc01360346da5b9f579e5da0d941e4c6ba18a0e64906082375394f337fa1af2b7127b0d121",
    ],
    [
        "b23c46be3a001c63ca711f87a005c200cc550b9429d5f4eb38d74322144f1b63926da3388979e5321012fb1a0526bcd1"
        "00b5ef5fe72628ce4cd5e904aeaa3279527843fae5ca9ca675f4f51ed8f83bbf7155da9ecc9663100a885d5dc6df96d9",
        "af1390c3c47acdb37131a51216da683c509fce0e954328a59f93aebda7e4ff974ba208d9a4a2a2389f892a9d418d6184"
        "18dd7f7a6bc7aa0da999a9d3a5b815bc085e14fd001f6a1948768a3f4afefc8b8240dda329f984cb345c6363272ba4fe",
        "9674e2228034527f4c083206032b020310face156d4a4685e2fcaec2f6f3665aa635d90347b6ce124eb879266b1e801d"
        "185de36a0a289b85e9039662634f2eea1e02e670bc7ab849d006a70b2f93b84597558a05b879c8d445f387a5d5b653df",
    ],
    [
        "948a7cb99f76d616c2c564ce9bf4a519f1bea6b0a624a02276443c245854219fabb8d4ce061d255af5330b078d538068"
        "1751aa7053da2c98bae898edc218c75f07e24d8802a17cd1f6833b71e58f5eb5b94208b4d0bb3848cecb075ea21be115",
        "a4efa926610b8bd1c8330c918b7a5e9bf374e53435ef8b7ec186abf62e1b1f65aeaaeb365677ac1d1172a1f5b44b4e6d"
        "022c252c58486c0a759fbdc7de15a756acc4d343064035667a594b4c2a6f0b0b421975977f297dba63ee2f63ffe47bb6",
        "ae82747ddeefe4fd64cf9cedb9b04ae3e8a43420cd255e3c7cd06a8d88b7c7f8638543719981c5d16fa3527c468c25f0"
        "026704a6951bde891360c7e8d12ddee0559004ccdbe6046b55bae1b257ee97f7cdb955773d7cf29adf3ccbb9975e4eb9",
    ],
]
"""By key, then by message."""
SAME_MESSAGE = (
    "9712c3edd73a209c742b8250759db12549b3eaf43b5ca61376d9f30e2747dbcf842d8b2ac0901d2a093713e20284a7670f"
    "cf6954e9ab93de991bb9b313e664785a075fc285806fa5224c82bde146561b446ccfc706a64b8579513cfc4ff1d930"
)
"""Of all three keys under the third message."""
OWN_MESSAGES = (
    "9104e74b9dfd3ad502f25d6a5ef57db0ed7d9a0e00f3500586d8ce44231212542fcfaf87840539b398bf07626705cf1105"
    "d246ca1062c6c2e1a53029a0f790ed5e3cb1f52f8234dc5144c45fc847c0cd37a92d68e7c5ba7c648a8a339f171244"
)
"""Of each key under the message of its number."""
NEUTRAL_KEY, NEUTRAL_SIGNATURE = b"\xc0" + bytes(47), b"\xc0" + bytes(95)
KEYS = [bytes.fromhex(each) for each in PUBLICS]

MASTERS = [
    (
        "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141"
        "630c7a3c4ab7c81b2f001698e7463b04",
        6083874454709270928345386274498605044986640685124978867557563392430687146096,
    ),
    (
        "3141592653589793238462643383279502884197169399375105820974944592",
        29757020647961307431480504535336562678282505419141012933316116377660817309383,
    ),
    (
        "0099ff991111002299dd7744ee3355bbdd8844115566cc55663355668888cc00",
        27580842291869792442942448775674722299803720648445448686099262467207037398656,
    ),
    (
        "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3",
        19022158461524446591288038168518313374041767046816487870552872741050760015818,
    ),
]
"""Seed material and master key. Source: EIP-2333, test cases 0 to 3, whose master key is KeyGen."""


@pytest.mark.parametrize(("material", "secret"), MASTERS)
def test_published_secrets_are_generated_again(material: str, secret: int) -> None:
    assert key_generation(bytes.fromhex(material)) == secret


def test_information_makes_another_key() -> None:
    assert len({key_generation(bytes(32), each) for each in (b"", b"a", b"b")}) == 3


def test_published_keys_and_signatures_are_found_again() -> None:
    assert [public_key(secret).hex() for secret in SECRETS] == PUBLICS
    found = [[sign(secret, message).hex() for message in MESSAGES] for secret in SECRETS]
    assert found == SIGNATURES


def test_a_signature_is_one_of_its_key_and_its_message_only() -> None:
    right = bytes.fromhex(SIGNATURES[0][1])
    assert verify(KEYS[0], MESSAGES[1], right)
    assert not verify(KEYS[1], MESSAGES[1], right)
    assert not verify(KEYS[0], MESSAGES[0], right)
    assert not verify(KEYS[0], MESSAGES[1], right[:-4] + b"\xff" * 4)
    assert not verify(KEYS[0], MESSAGES[1], right[:-1])
    assert not verify(KEYS[0][:-1], MESSAGES[1], right)
    assert not verify(NEUTRAL_KEY, b"\x12" * 32, NEUTRAL_SIGNATURE)


def test_published_aggregates_are_found_again() -> None:
    third = [bytes.fromhex(each[2]) for each in SIGNATURES]
    assert aggregate(third).hex() == SAME_MESSAGE
    own = [bytes.fromhex(SIGNATURES[number][number]) for number in range(3)]
    assert aggregate(own).hex() == OWN_MESSAGES
    assert aggregate([NEUTRAL_SIGNATURE]) == NEUTRAL_SIGNATURE


def test_published_aggregates_hold_for_the_keys_that_signed() -> None:
    same, own = bytes.fromhex(SAME_MESSAGE), bytes.fromhex(OWN_MESSAGES)
    assert fast_aggregate_verify(KEYS, MESSAGES[2], same)
    assert aggregate_verify(KEYS, MESSAGES, own)
    assert aggregate_verify(KEYS, [MESSAGES[2]] * 3, same)


def test_an_aggregate_is_refused_for_other_keys_and_messages() -> None:
    """Source of the cases: ethereum/bls12-381-tests, fast_aggregate_verify and aggregate_verify."""
    same, own = bytes.fromhex(SAME_MESSAGE), bytes.fromhex(OWN_MESSAGES)
    tampered = same[:-4] + b"\xff" * 4
    assert not fast_aggregate_verify([*KEYS, KEYS[2]], MESSAGES[2], same)
    assert not fast_aggregate_verify(KEYS[:2], MESSAGES[2], same)
    assert not fast_aggregate_verify(KEYS, MESSAGES[2], tampered)
    assert not fast_aggregate_verify([*KEYS, NEUTRAL_KEY], MESSAGES[2], same)
    assert not fast_aggregate_verify([], MESSAGES[2], NEUTRAL_SIGNATURE)
    assert not fast_aggregate_verify([], MESSAGES[2], bytes(96))
    assert not aggregate_verify(KEYS, MESSAGES[::-1], own)
    assert not aggregate_verify([*KEYS, NEUTRAL_KEY], [*MESSAGES, b"\x12" * 32], own)
    assert not aggregate_verify([], [], NEUTRAL_SIGNATURE)
    assert not aggregate_verify(KEYS, MESSAGES[:2], own)


def test_keys_that_cancel_each_other_sign_nothing() -> None:
    """P and -P: the neutral signature would hold for both together under any message."""
    key = key_point(KEYS[0])
    assert key is not None
    opposite = (-key).to_compressed_bytes()
    assert not fast_aggregate_verify([KEYS[0], opposite], b"anything", NEUTRAL_SIGNATURE)


def test_what_is_no_key_or_no_secret_is_refused() -> None:
    with pytest.raises(InvalidParameter, match=r"^material must have at least 32 bytes, got 31$"):
        key_generation(bytes(31))
    for secret in (0, ORDER, -1):
        with pytest.raises(
            InvalidParameter,
            match=r"^secret must lie from 1 to the order of the group, got another$",
        ):
            sign(secret, b"")
    with pytest.raises(
        InvalidParameter,
        match=r"^signatures must be one or more points of G2, got 0 with 0 that are none$",
    ):
        aggregate([])
    with pytest.raises(InvalidParameter, match=r"got 2 with 1 that are none$"):
        aggregate([NEUTRAL_SIGNATURE, bytes(96)])


def test_points_of_the_curve_that_are_not_in_the_group_are_no_keys_and_no_signatures() -> None:
    """The smallest x on each curve: nearly all points there are of another order."""
    keys = [each for x in range(1, 12) if (each := on_curve(G1Point, 48, x)) is not None]
    signatures = [each for x in range(1, 12) if (each := on_curve(G2Point, 96, x)) is not None]
    assert min(len(keys), len(signatures)) > 2
    assert [key_point(each) for each in keys] == [None] * len(keys)
    assert [signature_point(each) for each in signatures] == [None] * len(signatures)


def on_curve(kind: type[G1Point] | type[G2Point], length: int, x: int) -> bytes | None:
    """Encoding of a point by x, if there is one on the curve."""
    encoding = bytes([0x80]) + x.to_bytes(length - 1, "big")
    try:
        kind.from_compressed_bytes_unchecked(encoding)
    except ValueError:
        return None
    return encoding
