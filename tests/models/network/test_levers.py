"""Levers of engineering by hand, and where they begin to pay."""

from fractions import Fraction

from hybridstake.models.network.levers import (
    ACCOUNT_BYTES,
    SIGNATURE_BYTES,
    VOTE_BYTES,
    all_to_all_bytes,
    certificate_bytes,
    collected_bytes,
    history_bytes,
    packed_bytes,
    pruned_bytes,
    unseen_signatures,
)
from hypothesis import given
from hypothesis import strategies as st


def test_a_thousand_signatures_become_one_and_a_bit_for_each() -> None:
    """96,000 bytes one by one; 96 and 1,000 / 8 as an aggregate."""
    assert 1_000 * SIGNATURE_BYTES == 96_000
    assert certificate_bytes(1_000, SIGNATURE_BYTES) == 221


def test_a_vote_is_a_signature_a_hash_and_a_height() -> None:
    assert VOTE_BYTES == SIGNATURE_BYTES + 32 + 8


def test_an_account_is_two_numbers_and_two_hashes() -> None:
    """The yellow paper's nonce of 8 bytes, balance of 32, storage root and code hash."""
    assert ACCOUNT_BYTES == 8 + 32 + 32 + 32


def test_votes_of_twenty_one_by_hand() -> None:
    """21 * 20 votes of 136 bytes; or 20 of them and 20 certificates of 136 + 21 / 8."""
    assert all_to_all_bytes(21, 136) == 57_120
    assert collected_bytes(21, 136, certificate_bytes(21, 136)) == 20 * (136 + 138.625)


@given(validators=st.integers(3, 1_087))
def test_collecting_takes_fewer_bytes_for_more_than_two_validators(validators: int) -> None:
    certificate = certificate_bytes(Fraction(validators), VOTE_BYTES)
    sent = collected_bytes(validators, VOTE_BYTES, certificate)
    assert sent < all_to_all_bytes(validators, VOTE_BYTES)


def test_for_two_validators_collecting_saves_nothing() -> None:
    certificate = certificate_bytes(2, VOTE_BYTES)
    assert collected_bytes(2, VOTE_BYTES, certificate) > all_to_all_bytes(2, VOTE_BYTES)


def test_what_is_remembered_is_not_checked_again() -> None:
    assert unseen_signatures(5_000, Fraction(95, 100)) == 250
    assert unseen_signatures(5_000, 1) == 0
    assert unseen_signatures(5_000, 0) == 5_000


def test_packing_keeps_its_part_of_every_transaction() -> None:
    assert packed_bytes(250, Fraction(7, 10)) == 175


def test_three_weeks_of_a_year_by_hand() -> None:
    """20,000 a second of 458 bytes for 21 days, and a hundred million accounts of 104 bytes."""
    recent = history_bytes(20_000, 458, 21 * 86_400)
    assert recent == 16_619_904_000_000
    assert pruned_bytes(recent, 10**8, 104) == recent + 10_400_000_000
