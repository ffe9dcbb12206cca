"""Runs of slots: published tables, two ways to the same number, laws and refusals."""

import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.models.attacks.chains.run import Run
from hybridstake.models.attacks.chains.run_chances import run_chance
from hybridstake.models.attacks.chains.second_runs import run_by_root, run_fraction
from hybridstake.models.attacks.rare import WeightedSample, moments_of
from hybridstake.models.attacks.sampling import Sample
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st


def chance(share: float, length: int, slots: int) -> float:
    """The exact probability."""
    return Run(share=share, length=length, slots=slots).exact().probability


def test_eighty_one_blocks_in_a_row() -> None:
    """A published claim is wrong: 0.66^81 is 2^-48.6, not below 2^-128."""
    run = Run(share=0.66, length=81, slots=81).exact()
    assert math.log2(run.probability) == pytest.approx(-48.6, abs=0.05)
    assert run.probability == pytest.approx(0.66**81, rel=1e-13, abs=0)


def test_three_of_five_by_hand() -> None:
    """p = 1/3: p^3 + 2 q p^3 = 1/27 (1 + 4/3) = 7/81."""
    assert chance(1 / 3, 3, 5) == pytest.approx(7 / 81, rel=1e-15, abs=0)


@given(share=st.floats(1e-6, 0.999), length=st.integers(1, 40), slots=st.integers(1, 250))
def test_the_recurrence_is_the_count_of_sequences(share: float, length: int, slots: int) -> None:
    question = Run(share=share, length=length, slots=slots)
    second = question.second_exact()
    if length > slots:
        assert second is not None
        assert (question.exact().probability, second.probability) == (0.0, 0.0)
        return
    assert second is not None
    assert second.method == "integers"
    log10 = question.exact().log10_probability
    assert log10 == pytest.approx(second.log10_probability, rel=1e-14, abs=1e-13)


def test_all_sequences_of_ten_slots() -> None:
    """Every sequence, one by one, at p = 1/3."""
    for length in range(1, 11):
        truth = sum(
            Fraction(1, 3) ** sum(slots) * Fraction(2, 3) ** (10 - sum(slots))
            for slots in itertools.product((0, 1), repeat=10)
            if "1" * length in "".join(map(str, slots))
        )
        assert Fraction(*run_fraction(Fraction(1, 3), length, 10)) == truth
        assert chance(1 / 3, length, 10) == pytest.approx(float(truth), rel=1e-14, abs=0)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9, 0.98])
@pytest.mark.parametrize("length", [2, 33, 100, 1_000])
@pytest.mark.parametrize("slots", [5_000, 10**12, 2**63 - 1])
def test_the_root_of_the_generating_function_agrees(share: float, length: int, slots: int) -> None:
    question = Run(share=share, length=length, slots=slots)
    exact, expected = question.exact(), question.bound().log10_probability
    root = run_by_root(share, length, slots, expected)
    if root is None:
        assert exact.log10_probability < -890 or length * (1 - share) <= share or slots == 5_000
        return
    assert exact.log10_probability == pytest.approx(root.log10_probability, rel=1e-13, abs=1e-12)


def test_rare_runs_among_many_slots_lose_nothing() -> None:
    """2^63 slots and 1e-11 expected runs: one minus survival would leave five digits."""
    run = Run(share=0.5, length=100, slots=2**63 - 1).exact()
    expected = (2.0**63 - 1 - 100) / 2 + 1
    assert run.probability == pytest.approx(expected * 2.0**-100, rel=1e-11, abs=0)
    thousand = Run(share=0.5, length=2_000, slots=2**40).exact()
    assert thousand.probability == 0.0
    assert thousand.log10_probability == pytest.approx(
        -2_000 * math.log10(2) + math.log10(2**39 - 999), rel=1e-15
    )


@given(share=st.floats(0, 1), length=st.integers(1, 60), slots=st.integers(1, 2_000))
def test_more_slots_help_longer_runs_are_rarer_and_the_bound_holds(
    share: float, length: int, slots: int
) -> None:
    here = chance(share, length, slots)
    assert chance(share, length, slots + 1) >= here * (1 - 1e-13)
    assert chance(share, length + 1, slots) <= here * (1 + 1e-13)
    question = Run(share=share, length=length, slots=slots)
    assert question.exact().log10_probability <= question.bound().log10_probability


def test_where_the_recurrence_ends_does_not_matter() -> None:
    """Continued at a steady rate from a window on, against the recurrence slot by slot."""
    share, length = 0.7, 9
    first = share**length
    chances = [0.0] * length + [first]
    for slot in range(length + 1, 600):
        survivors = 1 - chances[slot - length - 1]
        chances.append(chances[-1] + (1 - share) * first * survivors)
    for slots in range(length, 600):
        assert run_chance(share, length, slots).probability == pytest.approx(
            chances[slots], rel=1e-12, abs=0
        )


@pytest.mark.parametrize(
    ("share", "length", "slots"), [(0.5, 3, 8), (0.3, 4, 150), (0.9, 20, 100), (0.5, 1, 1)]
)
def test_a_sample_holds_the_truth(share: float, length: int, slots: int) -> None:
    """Clopper–Pearson at 1 - 1e-6."""
    question = Run(share=share, length=length, slots=slots)
    found = question.successes(50_000, np.random.default_rng(3))
    sampled = Sample(successes=found, trials=50_000, looks=1).estimate(1 - 1e-6)
    assert question.exact().agrees_with(sampled)
    assert sampled.upper - sampled.lower < 0.05


@pytest.mark.parametrize(
    ("share", "length", "slots"),
    [(0.1, 30, 200), (0.5, 100, 300), (0.5, 5, 100), (0.2, 7, 7), (0.7, 2, 10), (0.5, 1, 6)],
)
def test_a_weighted_sample_holds_the_truth(share: float, length: int, slots: int) -> None:
    """Within five standard errors, of 2 % at the most; no weight above the bound."""
    question = Run(share=share, length=length, slots=slots)
    weights = question.log_weights(20_000, np.random.default_rng(4))
    drawn = WeightedSample(
        moments=moments_of(weights),
        trials=20_000,
        looks=1,
        largest_log_weight=question.largest_log_weight,
    )
    assert drawn.doubt == ""
    assert weights.max() <= question._log_expected
    assert drawn.relative_deviation < 0.02
    log_ratio = drawn.log_probability - question.exact().log10_probability * math.log(10)
    assert abs(log_ratio) < 5 * drawn.relative_deviation + 1e-12


@pytest.mark.parametrize(
    ("share", "length", "slots", "truth"),
    [(0.0, 1, 5, 0.0), (1.0, 5, 5, 1.0), (1.0, 6, 5, 0.0), (0.999999, 3, 2**63 - 1, 1.0)],
)
def test_what_is_certain_is_certain(share: float, length: int, slots: int, truth: float) -> None:
    question = Run(share=share, length=length, slots=slots)
    assert question.exact().probability == truth
    assert question.bound().probability == truth
    if not question.is_open:
        assert question.successes(10, np.random.default_rng(1)) == 10 * truth
        assert not question.is_quickly_sampled
    second = question.second_exact()
    if slots == 5:
        assert second is not None
        assert (second.method, second.probability) == ("integers", truth)


@pytest.mark.parametrize(
    ("share", "length", "truth"), [(0.0, 3, 0.0), (1.0, 3, 1.0), (1.0, 2**63 - 1, 0.0)]
)
def test_what_is_certain_among_many_slots_has_ends_that_meet(
    share: float, length: int, truth: float
) -> None:
    question = Run(share=share, length=length, slots=10**9)
    second = question.second_exact()
    assert second is not None
    assert (second.method, second.lower, second.upper) == ("clumps", truth, truth)
    assert second.agrees_with(question.exact())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"share": 1.5}, "share must lie in [0, 1], got 1.5"),
        ({"share": math.nan}, "share must lie in [0, 1], got nan"),
        ({"length": 0}, "length must be at least 1, got 0"),
        ({"length": 2.0}, "length must be an int, got 2.0"),
        ({"slots": 0}, "slots must be at least 1, got 0"),
        ({"slots": 2**63}, f"slots must be at most {2**63 - 1}, got {2**63}"),
    ],
)
def test_impossible_runs_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        Run(**({"share": 0.5, "length": 5, "slots": 10} | changes))
    assert str(refusal.value) == message


def test_a_run_too_long_to_follow_is_refused() -> None:
    question = Run(share=math.nextafter(1, 0), length=10**12, slots=2**63 - 1)
    with pytest.raises(InvalidParameter) as refusal:
        question.exact()
    assert str(refusal.value) == (
        "length must be at most 1000000 where more than 1e-13 runs are expected, got 1000000000000"
    )
    with pytest.raises(InvalidParameter) as refusal:
        question.successes(1, np.random.default_rng(1))
    assert str(refusal.value) == (
        "slots must be at most 10000 to be drawn, got 9223372036854775807"
    )
