"""Derived bytes: apart where anything is apart, and uniform."""

import numpy as np
import pytest
from hybridstake.models.cryptography.derivation import derived, digest, encoded, uniform
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

PARTS = st.lists(st.one_of(st.binary(max_size=4), st.text(max_size=3), st.integers()), max_size=4)


@given(first=PARTS, second=PARTS)
def test_two_lists_have_one_encoding_only_if_they_are_one(
    first: list[int], second: list[int]
) -> None:
    same = [(type(each), each) for each in first] == [(type(each), each) for each in second]
    assert (encoded(*first) == encoded(*second)) == same


def test_a_letter_cannot_wander_from_one_part_to_the_next() -> None:
    """Without lengths `at` and `b` would read as `a` and `tb`: the letter of a kind is text too."""
    assert encoded("at", "b") != encoded("a", "tb")
    assert encoded(b"ab", b"c") != encoded(b"a", b"bc")


def test_a_secret_depends_on_the_seed_and_on_every_label() -> None:
    found = {
        derived(seed, *labels)
        for seed in (b"one", b"two")
        for labels in ((), ("key",), ("key", 1), ("key", "1"), (1, "key"))
    }
    assert len(found) == 10
    assert derived(b"one", "key") == derived(b"one", "key")


def test_draws_are_uniform_and_those_of_two_labels_are_not_correlated() -> None:
    """Kolmogorov and Smirnov at one in a thousand; the correlation within four standard errors."""
    first, second = (
        np.array([uniform(digest(number), label) for number in range(2_000)])
        for label in ("class", "member")
    )
    assert stats.kstest(first, "uniform").pvalue > 1e-3
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / 2_000**0.5
    assert first.min() >= 0
    assert first.max() < 1


def test_the_greatest_draw_is_below_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """All bits set: 2^53 - 1 in 2^53; a division of 64 bits by 2^64 would round to one."""
    place = "hybridstake.models.cryptography.derivation.digest"
    monkeypatch.setattr(place, lambda *parts: b"\xff" * 32)
    assert uniform(b"output") == 1 - 2.0**-53
