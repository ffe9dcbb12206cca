"""When a published result counts as found again, and what a witness may be off by."""

import math

import numpy as np
import pytest
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.validation.target import (
    Outcome,
    Printed,
    Target,
    Witness,
    computed,
    deviation_of,
    exactly,
    mean_of,
    near,
    outcome_of,
    runs_of,
    told,
)
from hybridstake.models.errors import InvalidParameter


def target(printed: Printed | None, runs: int = 1) -> Target:
    """A result of two, found by nothing."""
    return Target(
        source="A",
        what="two",
        printed=printed,
        theory=lambda: 2.0,
        way="drawn",
        witness=lambda rng, runs: computed(2.0, 0.0),
        runs=runs,
        decimals=1,
    )


@pytest.mark.parametrize(
    ("printed", "ours", "found"),
    [
        (near("2.00", 0.01), 2.0099, True),
        (near("2.00", 0.01), 2.0101, False),
        (near("2.00", 0.01), 1.9899, False),
        (near("-2", 0.5), -2.4, True),
        (exactly("2"), 2 + 1e-12, True),
        (exactly("2"), 2 + 1e-6, False),
        (told("positive", lambda ours: ours > 0), 0.1, True),
        (told("positive", lambda ours: ours > 0), -0.1, False),
    ],
)
def test_what_is_printed_holds_of_ours_or_does_not(
    printed: Printed, ours: float, found: bool
) -> None:
    assert printed.holds(ours) is found


def test_a_tolerance_stands_beside_the_number() -> None:
    assert near("2.95", 0.01).text == "2.95 ± 0.01"
    assert exactly("20").text == "20"


@pytest.mark.parametrize(
    ("text", "tolerance", "message"),
    [
        ("2", -0.1, "tolerance must not be negative, got -0.1"),
        ("2", math.nan, "tolerance must not be negative, got nan"),
        ("about 2", 0.1, "text must be a number, got 'about 2'"),
    ],
)
def test_what_is_no_number_or_no_tolerance_is_refused(
    text: str, tolerance: float, message: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        near(text, tolerance)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("printed", "theory", "witness", "outcome"),
    [
        (near("2", 0.1), 2.05, computed(2.0, 0.1), Outcome.FOUND),
        (near("2", 0.1), 2.15, computed(2.0, 0.1), Outcome.DIFFERENT),
        (None, 2.15, computed(2.0, 0.1), Outcome.AGREED),
        (None, 2.25, computed(2.0, 0.1), Outcome.CONTRADICTED),
        (near("2", 0.1), 2.05, Witness(value=3.0, lower=2.9, upper=3.1), Outcome.CONTRADICTED),
        (near("2", 0.1), math.nan, computed(2.0, 0.1), Outcome.CONTRADICTED),
    ],
)
def test_an_outcome_asks_the_witness_first(
    printed: Printed | None, theory: float, witness: Witness, outcome: Outcome
) -> None:
    assert outcome_of(target(printed), theory, witness) is outcome


def test_runs_follow_the_precision_and_what_is_not_drawn_has_one() -> None:
    assert [runs_of(target(None, 400), precision) for precision in Precision] == [40, 400, 4_000]
    assert [runs_of(target(None), precision) for precision in Precision] == [1, 1, 1]
    assert runs_of(target(None, 5), Precision.TINY) == 2


def test_intervals_of_means_and_deviations_cover_the_truth_as_often_as_they_say() -> None:
    """A thousand samples of 400 normal draws: one miss is expected, six would be rare.

    The width is that of 3.29 standard errors.
    """
    rng = np.random.default_rng(1)
    samples = rng.normal(5.0, 2.0, (1_000, 400))
    means = [mean_of(sample) for sample in samples]
    missed = sum(not each.lower <= 5.0 <= each.upper for each in means)
    assert missed <= 5
    half = (means[0].upper - means[0].lower) / 2
    assert half == pytest.approx(3.2905 * samples[0].std(ddof=1) / 20, rel=1e-4)
    spreads = [deviation_of(sample, 5.0, 100) for sample in samples]
    assert sum(not each.lower <= 200.0 <= each.upper for each in spreads) <= 10
    assert spreads[0].value == pytest.approx(100 * np.sqrt(((samples[0] - 5) ** 2).mean()))


def test_what_is_computed_may_be_off_by_a_part_of_itself() -> None:
    assert computed(-2.0, 0.1) == Witness(value=-2.0, lower=-2.2, upper=-1.8)
