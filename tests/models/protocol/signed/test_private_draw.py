"""The private race: closed forms against drawn races, and what no splitting of weights can change."""

import numpy as np
import pytest
from hybridstake.models.protocol.signed.private_draw import (
    arrival,
    eligible_probability,
    nobody_probability,
    one_probability,
    proposing_probability,
)

WEIGHTS = np.array([0.5, 0.3, 0.15, 0.05])
SLOTS = 40_000


@pytest.mark.parametrize("limit", [0.3, 1.0, 4.0])
def test_closed_forms_are_those_of_drawn_races(limit: float) -> None:
    """Every frequency within four standard errors."""
    draws = np.random.default_rng(7).random((SLOTS, len(WEIGHTS)))
    comes = arrival(draws, WEIGHTS)
    able = comes < limit
    first = comes.argmin(axis=1)
    somebody = able.any(axis=1)
    pairs = [
        (able[:, 1].mean(), eligible_probability(0.3, limit)),
        (1 - somebody.mean(), nobody_probability(limit)),
        ((able.sum(axis=1) == 1).mean(), one_probability(WEIGHTS, limit)),
        *(
            ((first[somebody] == number).sum() / SLOTS, proposing_probability(weight, limit))
            for number, weight in enumerate(WEIGHTS)
        ),
    ]
    for found, expected in pairs:
        assert abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / SLOTS)


def test_splitting_a_weight_changes_nothing() -> None:
    """Neither that one of the parts may propose, nor that none of all may."""
    whole = eligible_probability(0.3, 2.0)
    parts = 1 - np.prod(1 - eligible_probability(np.array([0.1, 0.15, 0.05]), 2.0))
    assert parts == pytest.approx(whole, rel=1e-12, abs=0)
    none = np.prod(1 - eligible_probability(WEIGHTS, 2.0))
    assert none == pytest.approx(nobody_probability(2.0), rel=1e-12, abs=0)


def test_one_proposer_is_likeliest_at_a_mean_of_one_and_then_more_than_one_in_e() -> None:
    """(1 - 1/n)^(n - 1) for n equal weights with p = 1/n, which falls to 1/e."""
    for count in (2, 21, 1000):
        equal = np.full(count, 1 / count)
        limit = -count * np.log1p(-1 / count)
        best = one_probability(equal, limit)
        assert best == pytest.approx((1 - 1 / count) ** (count - 1), rel=1e-9, abs=0)
        assert best > max(one_probability(equal, limit * times) for times in (0.9, 1.1))
        assert best > np.exp(-1)


def test_all_chances_of_a_slot_add_up_to_one() -> None:
    for limit in (0.1, 1.0, 10.0):
        proposing = proposing_probability(WEIGHTS, limit).sum()
        assert proposing + nobody_probability(limit) == pytest.approx(1, rel=1e-12, abs=0)
        assert one_probability(WEIGHTS, limit) <= proposing
