"""Censorship: published values, each mode by hand, laws of the question, refusals."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.assess import Precision, assess
from hybridstake.models.attacks.availability.censorship import Censorship
from hybridstake.models.attacks.availability.censorship_delays import delay_distribution
from hybridstake.models.attacks.choices import Method, Sampling
from hybridstake.models.attacks.committees.committee import Committee
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode
from hypothesis import given, settings
from hypothesis import strategies as st

PRESETS = {name: load(name) for name in ("plan", "reference")}
PLAN, REFERENCE = PRESETS.values()


def asked(preset: str, mode: Mode, share: float, slots: int, silent: bool = False) -> Censorship:
    return Censorship(
        share=share, slots=slots, parameters=PRESETS[preset], mode=mode, silent=silent
    )


def test_three_epochs_of_censors_are_one_in_25_000() -> None:
    """Edgington, Upgrading Ethereum, MAX_SEED_LOOKAHEAD: 0.9^(3 * 32), two digits."""
    found = Censorship(share=0.9, slots=96).exact().probability
    assert f"{1 / found:.1e}" == "2.5e+04"


def test_the_censorship_oracle_reads_34_of_688() -> None:
    """Felten 2023, "Reducing challenge times in rollups": with a tenth honest, 34 honest slots or
    fewer of 688 are below 1e-6, and 35 are not; read as 654 of 688 censored."""
    few = [
        Committee(
            population=10,
            adversaries=9,
            committee=688,
            seats=688 - honest,
            sampling=Sampling.WITH_REPLACEMENT,
        )
        for honest in (34, 35)
    ]
    assert few[0].exact().probability < 1e-6 < few[1].exact().probability


def test_a_rotation_of_21_by_hand() -> None:
    """Four of 21 censor under the plan, in Fast: 4/21 * 3/20 = 1/35, all four one of C(21, 4) = 5985,
    and never five in a row; on average 4 / 18 before the first of the others."""
    found = [asked("plan", Mode.FAST, 0.2, slots).exact().probability for slots in (1, 2, 4, 5)]
    assert found == pytest.approx([4 / 21, 1 / 35, 1 / 5985, 0], rel=1e-14, abs=0)
    mean = asked("plan", Mode.FAST, 0.2, 1).details()["expected_delay_slots"]
    assert mean == pytest.approx(4 / 18, rel=1e-15, abs=0)


def test_balanced_draws_the_class_first_by_hand() -> None:
    """0.7 * 4/21 + 0.3 * 0.2 = 29/150 for each slot."""
    found = asked("reference", Mode.BALANCED, 0.2, 3).exact().probability
    assert found == pytest.approx((29 / 150) ** 3, rel=1e-14, abs=0)


def test_four_of_21_stop_fast_and_the_fallback_includes_by_hand() -> None:
    """More than 5/6 of 21 must sign: 18, and 17 are honest. A censor's slot (4/21) begins the walk
    again, an honest one (17/21) is vetoed and leads to Balanced, where 29/150 censor."""
    found = [asked("reference", Mode.FAST, 0.2, slots).exact().probability for slots in (1, 2)]
    assert found == pytest.approx([1, 4 / 21 + 17 / 21 * 29 / 150], rel=1e-14, abs=0)
    details = asked("reference", Mode.FAST, 0.2, 2).details()
    assert (details["blocked"], details["fallback"], details["permanent"]) == (True, True, False)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("preset", PRESETS)
def test_two_fifths_censor_for_ever(preset: str, mode: Mode) -> None:
    """Above a third of authorities and stake, every mode of either protocol is blocked."""
    question = asked(preset, mode, 0.4, 2**63 - 1)
    assert question.exact().probability == 1
    details = question.details()
    assert (details["permanent"], details["expected_delay_slots"]) == (True, None)
    assert set(details["delay_seconds"].values()) == {None}


def test_without_its_fallback_four_of_21_would_stop_fast_for_ever() -> None:
    switching = replace(REFERENCE.switching, rule=PLAN.switching.rule)
    parameters = replace(REFERENCE, switching=switching)
    question = Censorship(share=0.2, slots=9, parameters=parameters, mode=Mode.FAST)
    assert question.details()["permanent"]
    assert not asked("plan", Mode.FAST, 0.2, 9).details()["permanent"]


def test_silent_censors_cost_waits_that_grow_by_hand() -> None:
    """Plan, Fast: at most two silent rounds with all but 1e-2; 0.3 + 0.2 and 0.6 + 0.2 seconds."""
    details = asked("plan", Mode.FAST, 0.2, 2, silent=True).details()
    assert details["delay_slots"]["0.99"] == 2
    assert details["delay_seconds"]["0.99"] == pytest.approx(1.3, rel=1e-14, abs=0)
    assert asked("plan", Mode.FAST, 0.2, 2).details()["delay_seconds"]["0.99"] == 0.2


def test_slots_that_fail_cost_three_waits_by_hand() -> None:
    """Reference, Fast vetoed: three waits of 0.3 s are longer than a block of Fast or Balanced."""
    details = asked("reference", Mode.FAST, 0.2, 1).details()
    assert details["delay_slots"]["0.99"] == 7
    assert details["delay_seconds"]["0.99"] == pytest.approx(7 * 0.9, rel=1e-14, abs=0)


def test_silent_censors_of_the_reference_leave_the_rotation() -> None:
    """Two of 21 censor in Fast, 0.7 * 2/21 + 0.3 * 0.1 in Balanced, 0.1 in Secure."""
    balanced = 0.7 * 2 / 21 + 0.03
    found = asked("reference", Mode.FAST, 0.1, 4, silent=True).exact().probability
    assert found == pytest.approx(2 / 21 * balanced * 0.1 * balanced, rel=1e-13, abs=0)


@settings(max_examples=60)
@given(
    share=st.floats(0, 1),
    slots=st.integers(1, 90) | st.integers(1, 2_000),
    preset=st.sampled_from(sorted(PRESETS)),
    mode=st.none() | st.sampled_from(Mode),
    silent=st.booleans(),
)
def test_both_exact_ways_agree_below_the_bound(
    share: float, slots: int, preset: str, mode: Mode | None, silent: bool
) -> None:
    question = Censorship(
        share=share,
        slots=slots,
        parameters=PRESETS[preset],
        mode=mode,
        silent=silent and mode is not None,
    )
    found, second, bound = question.exact(), question.second_exact(), question.bound()
    assert second is not None
    assert found.agrees_with(second)
    assert bound is None or found.agrees_with(bound)


@pytest.mark.parametrize("silent", [False, True])
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("preset", PRESETS)
def test_a_sample_is_a_witness(preset: str, mode: Mode, silent: bool) -> None:
    question = asked(preset, mode, 0.3, 2, silent=silent)
    precision = Precision(relative_error=0.05, largest_trials=131_072)
    answer = assess(question, Method.MONTE_CARLO, np.random.default_rng, precision)
    assert answer.agrees
    assert answer.estimate.probability > 0.01
    assert answer.agreement[0].method == "exact"


@pytest.mark.parametrize("preset", PRESETS)
def test_more_slots_are_less_likely_and_more_censors_never_less(preset: str) -> None:
    for mode in Mode:
        table = [
            [asked(preset, mode, share, slots).exact().probability for slots in (1, 2, 3, 8)]
            for share in (0.05, 0.15, 0.2, 0.3, 0.5)
        ]
        for row in table:
            assert row == sorted(row, reverse=True)
        for column in zip(*table, strict=True):
            assert list(column) == sorted(column)


def test_the_distribution_quantiles_and_mean_fit_each_other() -> None:
    question = asked("reference", Mode.FAST, 0.2, 1)
    details = question.details()
    waits = details["distribution"]
    assert len(waits) == 64
    assert details["expected_delay_slots"] == pytest.approx(math.fsum(waits), rel=1e-12, abs=0)
    for level, excess in (("0.5", 0.5), ("0.9", 0.1), ("0.99", 0.01), ("0.999999", 1e-6)):
        slots = details["delay_slots"][level]
        assert waits[slots] <= excess < waits[slots - 1]


def test_the_table_for_a_figure_is_the_question_over_slots() -> None:
    times, waits = delay_distribution(PLAN, Mode.SECURE, 0.25, 3)
    assert times == [0, 2, 4, 6]
    assert waits == pytest.approx([1 / 4, 1 / 16, 1 / 64, 1 / 256], rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("share", "log10_share"),
    [
        (0.0, -math.inf),
        (5e-324, math.log10(5) - 324),
        (0.5, math.log10(0.5)),
        (1 - 2**-53, -1e-16 / math.log(10)),
        (1.0, 0.0),
    ],
)
@pytest.mark.parametrize("slots", [1, 2**63 - 1])
def test_extreme_numbers_have_two_answers(share: float, log10_share: float, slots: int) -> None:
    """Shares are read as written: the largest below one is 1 - 1e-16."""
    question = Censorship(share=share, slots=slots)
    answer = assess(question, Method.EXACT, np.random.default_rng, Precision())
    assert answer.agrees
    assert answer.agreement
    assert question.details()["permanent"] is (share == 1)
    assert answer.estimate.log10_probability == pytest.approx(slots * log10_share, rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"share": -0.1}, "share must lie in [0, 1], got -0.1"),
        ({"share": math.nan}, "share must lie in [0, 1], got nan"),
        ({"slots": 0}, "slots must lie in [1, 2**63 - 1], got 0"),
        ({"slots": 2**63}, "slots must lie in [1, 2**63 - 1], got 9223372036854775808"),
        ({"slots": 5.0}, "slots must be an int, got 5.0"),
        ({"mode": Mode.FAST}, "mode must come with parameters, got fast alone"),
        ({"silent": True}, "silent must come with a mode, got True alone"),
        (
            {"mode": Mode.FAST, "parameters": REFERENCE, "slots": 20_001},
            "slots must be at most 20000 where modes change under way, got 20001",
        ),
    ],
)
def test_impossible_censorship_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        Censorship(**({"share": 0.2, "slots": 5} | changes))
    assert str(refusal.value) == message


def test_a_walk_of_too_many_authorities_is_refused() -> None:
    fast = replace(REFERENCE.fast, validators=10_000)
    parameters = replace(REFERENCE, fast=fast)
    with pytest.raises(InvalidParameter) as refusal:
        Censorship(share=0.2, slots=50, parameters=parameters, mode=Mode.FAST)
    assert str(refusal.value) == (
        "slots times the states of a rotation (16010001) must be at most 50000000 where modes "
        "change under way, got 50 * 16010001"
    )
