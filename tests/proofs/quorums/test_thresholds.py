from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.protocol import quorums
from hybridstake.proofs.quorums import thresholds
from hybridstake.proofs.quorums.thresholds import READINGS, Reading, threshold_claims
from hybridstake.proofs.solving.settling import settle_claim


def conflict_among(
    count: int, reading: Reading, first: Fraction, second: Fraction, byzantine: Fraction
) -> bool:
    """Whether some split of so many authorities has two certificates with a Byzantine overlap."""

    def signs(part: int, threshold: Fraction) -> bool:
        share = Fraction(part, count)
        return share > threshold if reading.strict else share >= threshold

    def permits(part: int) -> bool:
        share = Fraction(part, count)
        return share <= byzantine if reading.inclusive else share < byzantine

    return any(
        permits(overlap) and signs(overlap + one, first) and signs(overlap + other, second)
        for overlap in range(count + 1)
        for one in range(count + 1 - overlap)
        for other in range(count + 1 - overlap - one)
    )


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.label)
def test_all_splits_of_small_sets_agree_with_the_exact_bound(reading: Reading) -> None:
    """Where the bound fails, three times the common denominator of the thresholds is enough."""
    rng = np.random.default_rng(4)
    seen = set()
    for _ in range(60):
        whole = int(rng.integers(2, 6))
        top = whole if reading.strict else whole + 1
        first, second = (Fraction(int(part), whole) for part in rng.integers(1, top, size=2))
        least = 0 if reading.inclusive else 1
        byzantine = Fraction(int(rng.integers(least, whole + 1)), whole)
        safe = bool(reading.intersects(first, second, byzantine))
        seen.add(safe)
        if safe:
            for count in range(1, 8):
                assert not conflict_among(count, reading, first, second, byzantine)
        else:
            assert conflict_among(3 * whole, reading, first, second, byzantine)
    assert seen == {True, False}


def test_the_exact_bounds_at_two_thirds_and_a_third() -> None:
    """By hand: 2/3 + 2/3 - 1/3 = 1, enough everywhere but with both ends included."""
    values = (Fraction(2, 3), Fraction(2, 3), Fraction(1, 3))
    assert {reading.label: reading.intersects(*values) for reading in READINGS} == {
        "at-least.fewer-than": True,
        "at-least.at-most": False,
        "more-than.fewer-than": True,
        "more-than.at-most": True,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        lambda first, second, byzantine: first + second + byzantine >= 1,
        lambda first, second, byzantine: first + second - byzantine > 1,
        lambda first, second, byzantine: 2 * first - byzantine >= 1,
    ],
    ids=["sign", "strictness", "one threshold twice"],
)
def test_a_wrong_bound_is_caught(wrong: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert thresholds.certificates_intersect is quorums.certificates_intersect
    monkeypatch.setattr(thresholds, "certificates_intersect", wrong)
    proof = settle_claim(threshold_claims()[0])
    assert proof.verdict == "refuted"
    assert proof.counterexample is not None
    assert set(proof.counterexample.as_dict()["numbers"]) == {"first", "second", "byzantine"}
