"""A score on encrypted numbers is the plain one, exactly, and shows nothing on its way."""

import numpy as np
import pytest
from hybridstake.models.compute.encrypted_score import (
    decrypted_score,
    encrypted,
    encrypted_score,
    plain_score,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given, settings
from hypothesis import strategies as st
from phe import PaillierPrivateKey, PaillierPublicKey
from sympy import nextprime

DRAW = np.random.default_rng(7)
FIRST, SECOND = (int(nextprime(int.from_bytes(DRAW.bytes(32), "big"))) for _ in range(2))
KEY = PaillierPublicKey(FIRST * SECOND)
SECRET = PaillierPrivateKey(KEY, FIRST, SECOND)
"""Of 512 bits, for tests alone."""

numbers = st.integers(-(2**32), 2**32)


@pytest.mark.parametrize("cases", [15, pytest.param(1_000, marks=pytest.mark.exhaustive)])
def test_the_decrypted_score_is_the_plain_one_exactly(cases: int) -> None:
    @settings(max_examples=cases)
    @given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=4))
    def exact(pairs: list[tuple[int, int]]) -> None:
        values, weights = [each for each, _ in pairs], [each for _, each in pairs]
        score = encrypted_score(encrypted(values, KEY), weights)
        assert decrypted_score(score, SECRET) == plain_score(values, weights)

    exact()


def test_a_score_of_many_by_hand() -> None:
    """1 · 1 - 2 · 2 + 3 · 3 - 4 · 4 = -10."""
    score = encrypted_score(encrypted([1, -2, 3, -4], KEY), [1, 2, 3, 4])
    assert decrypted_score(score, SECRET) == -10


def test_the_same_number_twice_is_encrypted_differently() -> None:
    first, second = encrypted([5, 5], KEY)
    assert first.ciphertext() != second.ciphertext()


def test_a_score_under_another_key_is_not_decrypted() -> None:
    other = PaillierPublicKey(FIRST * int(nextprime(SECOND)))
    with pytest.raises(ValueError, match="different key"):
        decrypted_score(encrypted_score(encrypted([1], other), [1]), SECRET)


@pytest.mark.parametrize(("values", "weights"), [(0, 0), (2, 1), (1, 2)])
def test_there_is_a_weight_for_each_number(values: int, weights: int) -> None:
    with pytest.raises(InvalidParameter) as refused:
        encrypted_score(encrypted([1] * values, KEY), [1] * weights)
    assert str(refused.value) == f"weights must be {values}, at least one, got {weights}"
