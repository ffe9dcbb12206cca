"""Whole studies of formulas whose indices are known."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.evaluating.ranges import Range
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.sensitivity import blocks
from hybridstake.experiments.sensitivity.findings import Verdict
from hybridstake.experiments.sensitivity.planning import morris_plan, sobol_plan
from hybridstake.experiments.sensitivity.question import Breakers, Question
from hybridstake.experiments.sensitivity.study import Study, studied
from hybridstake.models.errors import InvalidParameter


def study_of(question: Question, out: Path | None = None, progress: Any = unobserved) -> Study:
    return studied(question, 0.05, workers=1, cluster=None, out=out, progress=progress)


def test_the_indices_of_a_product_are_those_of_its_factors(study: Study) -> None:
    """Of a product of independent factors: c = variance / mean^2 of each.

    First index c / (prod(1 + c) - 1); total index c times all other (1 + c), over the same.
    """
    ends = np.array([[0.5, 1.0], [0.1, 0.5], [9_000, 11_000]])
    c = np.append((ends[:, 1] - ends[:, 0]) ** 2 / 12 / ends.mean(axis=1) ** 2, 0)
    variance = (1 + c).prod() - 1
    found = study.metrics[0].effects
    assert [each.first.value for each in found] == pytest.approx(c / variance, abs=0.1)
    total = c * (1 + c).prod() / (1 + c) / variance
    assert [each.total.value for each in found] == pytest.approx(total, abs=0.05)
    assert all(
        each.total.lower <= value <= each.total.upper
        for each, value in zip(found, total, strict=True)
    )


def test_verdicts_and_order_follow(study: Study) -> None:
    verdicts = [each.verdict for each in study.metrics[0].effects]
    assert verdicts == [Verdict.MATTERS, Verdict.MATTERS, *[Verdict.NEGLIGIBLE] * 2]
    assert study.fields[:2] == ("network.delay_seconds", "slashing.rate")
    assert study.nowhere == ("staking.authority_minimum",)
    assert study.agrees


def test_screening_says_how_far_a_field_moves_the_metric(study: Study) -> None:
    """The bond over its range of 2,000 tokens moves the gain by 2,000 times what is lost and found."""
    bond = study.metrics[0].effects[2]
    assert 2_000 * 0.05 < bond.mean_size.lower <= bond.mean_size.upper < 2_000 * 0.5
    assert bond.spread > 0
    delay = study.metrics[1].effects[3]
    assert delay.mean_size == pytest.approx((0.3, 0.3, 0.3), abs=1e-5)
    assert delay.spread == pytest.approx(0, abs=1e-5)


def test_changes_that_move_nothing_are_counted(study: Study) -> None:
    """32 blocks and 8 trajectories, each of which changes each field once."""
    delay = study.metrics[0].effects[3]
    assert (delay.moved, delay.changes) == (0, 40)
    assert [each.moved for each in study.metrics[0].effects[:3]] == [40, 40, 40]


def test_swings_are_from_the_file_to_either_end(study: Study, question: Question) -> None:
    """Reference: detection 1, rate 0.1, bond 10,000: 1,000 tokens deter; at half detection, 500."""
    detection, rate, bond, delay = study.metrics[0].swings
    assert study.metrics[0].given["mean"] == 1_000
    assert (detection.at_low, detection.at_high) == (
        {"mean": -500, "lower": -500, "upper": -500},
        {"mean": 0, "lower": 0, "upper": 0},
    )
    assert rate.at_high is not None
    assert rate.at_high["mean"] == pytest.approx(4_000)
    assert bond.at_low is not None
    assert bond.at_low["mean"] == pytest.approx(-100)
    assert (rate.size, delay.size) == (pytest.approx(4_000), 0)
    assert study.metrics[1].swings[3].broken_at_high == ("fast.finality-floor", "round-in-time")


def test_candidates_that_break_what_the_file_keeps_are_counted(study: Study) -> None:
    """A delay above 0.1 s breaks the promise of Fast: half of the points, by the sequence."""
    assert (study.left.looked_at, study.left.excluded, study.left.refused) == (64, 0, 0)
    assert study.left.invariants["fast.finality-floor"] == 32


def test_those_that_are_looked_at_are_the_independent_points(question: Question) -> None:
    """The first and the last of a block's six candidates; of Morris's walks none."""
    points = question.sobol_points(), question.morris_points()
    assert {each.looked_at for each in sobol_plan(question, points[0]).blocks} == {(0, 5)}
    assert {each.looked_at for each in morris_plan(question, points[1]).blocks} == {()}


def test_they_can_be_left_out(question: Question) -> None:
    """A quarter of the range breaks: some 9 of 16 blocks have both of their values of it below."""
    ranges = (question.ranges[1], Range("network.delay_seconds", 0.04, 0.12, whole=False))
    asked = replace(
        question, ranges=ranges, breakers=Breakers.EXCLUDE, metrics=("finality_floor_seconds",),
        samples=16, trajectories=16,
    )  # fmt: skip
    found = study_of(asked)
    assert found.sobol_blocks + found.morris_blocks + found.left.excluded == 32
    assert 8 <= found.sobol_blocks < 16
    assert found.left.looked_at == 16 * 4
    kept = replace(asked, breakers=Breakers.IGNORE)
    assert study_of(kept).left.looked_at == 0


def test_values_that_do_not_go_together_leave_their_block_out(question: Question) -> None:
    low, high = "population.hurdle_rate_low", "population.hurdle_rate_high"
    asked = replace(
        question,
        ranges=(Range(low, 0.01, 0.1, whole=False), Range(high, 0.09, 0.15, whole=False)),
        metrics=("entry_yield_balanced",),
        samples=32,
        breakers=Breakers.IGNORE,
    )
    found = study_of(asked)
    assert found.left.refused > 0
    assert found.sobol_blocks + found.morris_blocks + found.left.refused == 40
    assert found.left.refusal.startswith(f"{high} must be at least {low} (")
    assert found.metrics[0].witness_distance < 0.1
    wrong = replace(asked, ranges=(Range(low, 0.11, 0.14, whole=False), asked.ranges[1]))
    with pytest.raises(
        InvalidParameter, match=r"^samples must leave at least 8 blocks of valid cand"
    ):
        study_of(wrong)


def test_a_metric_that_is_not_finite_somewhere_is_refused(
    question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "evaluated", lambda evaluation: {"deterred_gain": [float("inf")]})
    with pytest.raises(InvalidParameter) as refusal:
        study_of(replace(question, metrics=("deterred_gain",), samples=8, breakers=Breakers.IGNORE))
    assert str(refusal.value) == (
        "deterred_gain must be finite in all of the ranges, got a candidate where it is not"
    )


@pytest.mark.parametrize("threshold", [0, 0.6, float("nan")])
def test_a_threshold_that_says_nothing_is_refused(question: Question, threshold: float) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        studied(question, threshold, workers=1, cluster=None, out=None, progress=unobserved)
    assert str(refusal.value) == f"threshold must lie in (0, 0.5], got {threshold}"


def test_a_larger_study_goes_on_from_the_smaller(question: Question, tmp_path: Path) -> None:
    """Blocks of the small one: 8, 2, the file and 8 ends, two of which are the file's own values."""
    small = replace(question, samples=8, trajectories=2, breakers=Breakers.IGNORE)
    seen: list[tuple[int, int]] = []
    first = study_of(small, tmp_path, lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 17)
    seen.clear()
    assert study_of(small, tmp_path, lambda done, total: seen.append((done, total))) == first
    assert seen == [(17, 17)]
    seen.clear()
    study_of(replace(small, samples=16), tmp_path, lambda done, total: seen.append((done, total)))
    assert seen[0] == (17, 25)


def test_probabilities_are_analysed_by_their_logarithm(question: Question) -> None:
    asked = replace(
        question,
        metrics=("capture_fast",),
        ranges=(Range("fast.validators", 20, 40, whole=True), question.ranges[1]),
        samples=8,
        trajectories=2,
        breakers=Breakers.IGNORE,
    )
    answer = study_of(asked).metrics[0]
    assert answer.logarithmic
    change = answer.swings[0].at_high
    assert change is not None
    assert -6 < change["mean"] < -1, "orders of magnitude, and no probability"
    assert answer.given["mean"] == pytest.approx(5.132e-07, rel=1e-3)


def test_what_is_drawn_has_luck_and_intervals_and_the_rest_has_none(
    question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A metric that says the rate plus luck, half of it shared by all candidates."""
    luck: Callable[[int], np.random.Generator] = np.random.default_rng

    def drawn(evaluation: Any) -> dict[str, list[float]]:
        rate = evaluation.parameters.slashing.rate
        own = luck(int(1e9 * rate)).standard_normal(evaluation.replicates) / 20
        shared = luck(7).standard_normal(evaluation.replicates) / 4
        return {"gini": [float(rate + each) for each in own + shared]}

    monkeypatch.setattr(blocks, "evaluated", drawn)
    asked = replace(
        question, metrics=("gini",), ranges=question.ranges[1:3], replicates=16,
        breakers=Breakers.IGNORE,
    )  # fmt: skip
    answer = study_of(asked).metrics[0]
    assert answer.noise is not None
    assert answer.noise.common > answer.noise.parameters > answer.noise.own > 0
    assert answer.noise.floor == pytest.approx(0.0025 / 16 / (0.16 / 12), rel=0.25)
    change = answer.swings[0].at_high
    assert change is not None
    assert change["lower"] is not None
    assert change["lower"] < 0.4 < (change["upper"] or 0), "paired: shared luck cancels"
    assert (change["upper"] or 0) - change["lower"] < 0.12


def test_rounding_alone_moves_nothing(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    def nearly(evaluation: Any) -> dict[str, list[float]]:
        return {"deterred_gain": [1 + 1e-15 * (evaluation.parameters.slashing.rate > 0.3)]}

    monkeypatch.setattr(blocks, "evaluated", nearly)
    asked = replace(question, metrics=("deterred_gain",), samples=8, breakers=Breakers.IGNORE)
    answer = study_of(asked).metrics[0]
    assert answer.still
    assert all(each.moved == 0 for each in answer.effects)
    assert all(each.verdict is Verdict.NEGLIGIBLE for each in answer.effects)
