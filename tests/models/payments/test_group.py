"""The group: a published vector, generators apart, and bytes that are refused."""

import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.payments.group import (
    ORDER,
    combination,
    decoded_point,
    decoded_scalar,
    generator,
    scalar,
)
from py_arkworks_bls12381 import G1Point


def test_the_library_hashes_to_the_published_point() -> None:
    """RFC 9380, J.9.1: suite BLS12381G1_XMD:SHA-256_SSWU_RO_, the empty message."""
    point = G1Point.hash_to_curve(b"", b"QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_")
    assert point.to_xy_bytes_be().hex() == (
        "052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4"
        "e8cf62d9c09db0fac349612b759e79a1"
        "08ba738453bfed09cb546dbb0783dbb3a5f1f566ed67bb6be0e8c67e2e81a4cc"
        "68ee29813bb7994998f3eae0c9c6a265"
    )


def test_the_order_is_that_of_the_group() -> None:
    point = generator("value")
    assert combination([scalar(ORDER)], [point]) == G1Point.identity()
    assert combination([scalar(ORDER - 1)], [point]) == -point
    assert point != G1Point.identity()


def test_generators_differ_by_name_and_number() -> None:
    """Two that are joined to the same text would be one."""
    keys = [("a", 0), ("a", 1), ("b", 0), ("a 1", 1), ("a", 11)]
    assert len({generator(*key).to_compressed_bytes() for key in keys}) == len(keys)


def test_scalars_and_points_must_be_as_many() -> None:
    """The library itself drops what is too much."""
    with pytest.raises(AssertionError, match="1 scalars for 2 points"):
        combination([scalar(1)], [generator("a"), generator("b")])


@pytest.mark.parametrize("data", [b"", b"\0" * 48, b"\xff" * 48, b"\xc0" + b"\0" * 46])
def test_bytes_that_are_no_point_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidParameter) as refused:
        decoded_point(data)
    assert str(refused.value) == (
        f"point must be a compressed element of G1 (48 bytes), got {data.hex()}"
    )


def test_a_point_outside_of_the_subgroup_is_refused() -> None:
    """Its x is the least that a point of the curve outside of G1 has."""
    outside = next(
        data
        for x in range(1, 100)
        for data in [bytes([0x80]) + x.to_bytes(47, "big")]
        if on_curve(data) and not G1Point.from_compressed_bytes_unchecked(data).is_in_subgroup()
    )
    with pytest.raises(InvalidParameter, match="point must be a compressed element of G1"):
        decoded_point(outside)


def on_curve(data: bytes) -> bool:
    """Whether bytes encode a point of the curve, in the subgroup or not."""
    try:
        G1Point.from_compressed_bytes_unchecked(data)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("number", [ORDER, ORDER + 1, 2**256 - 1])
def test_a_number_that_is_not_reduced_is_refused(number: int) -> None:
    data = number.to_bytes(32, "big")
    with pytest.raises(InvalidParameter) as refused:
        decoded_scalar(data)
    assert str(refused.value) == (
        f"scalar must be below the order of the group (32 bytes), got {data.hex()}"
    )
    assert int(decoded_scalar((ORDER - 1).to_bytes(32, "big"))) == ORDER - 1
