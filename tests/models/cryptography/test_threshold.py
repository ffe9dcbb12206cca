"""Threshold signatures: unique, whoever takes part, and none from too few."""

from itertools import combinations

import pytest
from hybridstake.models.cryptography.bls import sign, verify
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.cryptography.threshold import (
    combine,
    deal,
    is_partial,
    partial_signature,
)
from hybridstake.models.errors import InvalidParameter

SECRET, MESSAGE = 123456789, b"seed of epoch 4"
SHARES = deal(SECRET, 3, 5, b"dealer")
PARTS = {holder: partial_signature(share, MESSAGE) for holder, share in SHARES.secrets.items()}


def test_any_three_of_five_sign_with_the_bytes_of_the_whole_secret() -> None:
    whole = sign(SECRET, MESSAGE)
    found = {
        combine({holder: PARTS[holder] for holder in chosen}, 3)
        for size in (3, 4, 5)
        for chosen in combinations(PARTS, size)
    }
    assert found == {whole}
    assert verify(SHARES.public, MESSAGE, whole)


def test_two_of_five_are_refused_and_what_they_could_combine_is_no_signature() -> None:
    pair = {holder: PARTS[holder] for holder in (2, 5)}
    with pytest.raises(InvalidParameter, match=r"^parts must be at least 3, got 2$"):
        combine(pair, 3)
    assert not verify(SHARES.public, MESSAGE, combine(pair, 2))


def test_two_shares_fit_every_secret() -> None:
    """A line more through two points and any value at zero: two holders learn nothing of it."""
    other = deal(SECRET + 1, 3, 5, b"dealer")
    assert SHARES.public != other.public
    two = {1: SHARES.secrets[1], 2: SHARES.secrets[2]}
    for secret in (5, SECRET, ORDER - 1):
        bent = (two[2] - 2 * two[1] + secret) * pow(2, -1, ORDER) % ORDER
        slope = (two[1] - secret - bent) % ORDER
        assert {at: (secret + slope * at + bent * at * at) % ORDER for at in two} == two


def test_a_wrong_part_is_told_from_a_right_one_and_spoils_the_whole() -> None:
    assert all(is_partial(SHARES, holder, MESSAGE, part) for holder, part in PARTS.items())
    assert not is_partial(SHARES, 1, MESSAGE, PARTS[2])
    assert not is_partial(SHARES, 6, MESSAGE, PARTS[1])
    assert not is_partial(SHARES, 1, b"another", PARTS[1])
    spoiled = combine({1: PARTS[2], 2: PARTS[2], 3: PARTS[3]}, 3)
    assert not verify(SHARES.public, MESSAGE, spoiled)


def test_shares_come_from_the_seed() -> None:
    assert deal(SECRET, 3, 5, b"dealer") == SHARES
    assert deal(SECRET, 3, 5, b"another").secrets != SHARES.secrets
    assert deal(SECRET, 3, 5, b"another").public == SHARES.public


def test_thresholds_out_of_range_and_parts_that_are_no_points_are_refused() -> None:
    for threshold in (0, 6):
        with pytest.raises(
            InvalidParameter,
            match=rf"^threshold must lie in \[1, holders \(5\)\], got {threshold}$",
        ):
            deal(SECRET, threshold, 5, b"dealer")
    with pytest.raises(InvalidParameter, match=r"^parts must be points of G2, got another$"):
        combine({1: PARTS[1], 2: bytes(96)}, 2)
