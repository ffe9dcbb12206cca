"""Commit and reveal: what was committed to, and nothing else."""

import pytest
from hybridstake.models.cryptography.commitments import combined, commit, opens
from hybridstake.models.errors import InvalidParameter

BLINDING = bytes(range(16))


def test_a_commitment_opens_with_its_value_and_its_blinding_only() -> None:
    made = commit(b"heads", BLINDING)
    assert opens(made, b"heads", BLINDING)
    assert not opens(made, b"tails", BLINDING)
    assert not opens(made, b"heads", BLINDING[::-1])
    assert not opens(made, b"heads", b"short")
    assert not opens(made[:-1], b"heads", BLINDING)


def test_one_value_has_as_many_commitments_as_blindings() -> None:
    """So that a value which others could guess is hidden."""
    assert len({commit(b"heads", bytes([each]) * 16) for each in range(50)}) == 50
    with pytest.raises(InvalidParameter, match=r"^blinding must have at least 16 bytes, got 15$"):
        commit(b"heads", bytes(15))


def test_a_value_and_its_blinding_cannot_be_shifted_against_each_other() -> None:
    assert not opens(commit(b"ab", BLINDING + b"c"), b"cab", BLINDING)


def test_each_revealed_value_counts_and_so_does_the_order() -> None:
    assert len({combined([b"a", b"b"]), combined([b"b", b"a"]), combined([b"ab"])}) == 3
