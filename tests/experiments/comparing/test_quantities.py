"""Metrics of files under the same chance."""

from dataclasses import replace

import pytest
from hybridstake.experiments.comparing.comparison import Comparison, as_document
from hybridstake.experiments.comparing.quantities import (
    BETTER,
    SIDE_BY_SIDE,
    Quantity,
    evaluations_of,
    quantities_of,
)
from hybridstake.experiments.comparing.subject import Conditions, Subject
from hybridstake.experiments.comparing.verdict import Better, Verdict
from hybridstake.experiments.evaluating.metrics import METRICS, SAMPLED, Kind, split_mode
from hybridstake.experiments.networking.deployments import load_deployment
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.running.workplace import Workplace


def named(found: Comparison, name: str) -> Quantity:
    return next(each for each in found.quantities if each.metric.name == name)


def test_every_metric_but_attacks_is_measured(pair: Comparison) -> None:
    names = [each.metric.name for each in pair.quantities]
    assert names == [name for name, each in METRICS.items() if each.kind is not Kind.ATTACK]
    assert pair.refusals == []


def test_every_number_that_has_a_better_way_is_a_metric() -> None:
    assert set(BETTER) <= {split_mode(name)[0] for name in METRICS}


def test_a_file_has_the_same_runs_by_itself_and_beside_another(pair: Comparison) -> None:
    alone, refusals = quantities_of(
        pair.subjects[:1], pair.conditions, pair.placed, Workplace(1), unobserved
    )
    assert refusals == []
    for beside, by_itself in zip(pair.quantities, alone, strict=True):
        assert beside.values[0] == by_itself.values[0], beside.metric.name
    assert len(named(pair, "staker_yield").values[0] or ()) == pair.conditions.runs


def test_a_file_against_itself_differs_by_exactly_nothing(same: Comparison) -> None:
    document = as_document(same)
    assert document["fields"] == []
    differences = [each["difference"] for kind in document["quantities"].values() for each in kind]
    assert len(differences) == len(same.quantities)
    assert all(each == {"mean": 0.0, "lower": 0.0, "upper": 0.0} for each in differences)
    assert {each.verdict for each in same.quantities} == {Verdict.SAME}


def test_the_cap_of_issuance_is_told_apart(pair: Comparison) -> None:
    """The plan issues hundreds of per cent a year, the reference 5 % at most."""
    issuance = named(pair, "launch_issuance_rate_fast")
    assert issuance.difference == {
        "mean": pytest.approx(0.05 - 18.9216),
        "lower": pytest.approx(0.05 - 18.9216),
        "upper": pytest.approx(0.05 - 18.9216),
    }
    assert (issuance.better, issuance.verdict) == (Better.LESS, Verdict.BETTER)


def test_intervals_are_as_wide_as_all_of_them_need_to_hold_together(pair: Comparison) -> None:
    drawn = sum(each.metric.kind in SAMPLED for each in pair.quantities)
    assert pair.each_confidence == pytest.approx(1 - 0.05 / drawn)


def test_promises_are_of_the_file_in_the_unit_of_the_metric(pair: Comparison) -> None:
    """The plan promises Fast 200 ms, the reference 300 ms; the ten regions allow neither."""
    late = named(pair, "finality_p99_ms_fast")
    assert late.promised == (200.0, 300.0)
    assert [late.keeps(side) for side in (0, 1)] == [False, False]
    carried = named(pair, "throughput_tps_secure")
    assert carried.promised == (10_000.0, 10_000.0)
    assert carried.keeps(0)
    assert named(pair, "gini").promised == (None, None)


def test_runs_are_counted_through_whoever_does_them() -> None:
    subject, placed = Subject("A", "plan", load("plan")), load_deployment("one-region")
    conditions = Conditions(runs=SIDE_BY_SIDE + 3)
    asked = evaluations_of(subject, Kind.ECONOMY, conditions, placed)
    assert [number for each in asked for number in each.numbers] == list(range(SIDE_BY_SIDE + 3))
    assert len(asked) == 2
    assert len(evaluations_of(subject, Kind.FORMULA, conditions, placed)) == 1


def test_a_file_that_cannot_be_simulated_says_so_and_leaves_the_rest() -> None:
    plan = load("plan")
    rich = replace(plan, rewards=replace(plan.rewards, base_reward=plan.token.supply))
    subjects = [Subject("A", "plan", plan), Subject("B", "rich", rich)]
    conditions = Conditions(runs=2, epochs=20, people=20)
    placed = load_deployment("one-region")
    found, refusals = quantities_of(subjects, conditions, placed, Workplace(1), unobserved)
    assert len(refusals) == 1
    assert refusals[0].startswith("B cannot be simulated: ")
    kinds = {each.metric.kind: each for each in found}
    assert kinds[Kind.ECONOMY].values[1] is None
    assert kinds[Kind.ECONOMY].difference is None
    assert kinds[Kind.ECONOMY].verdict is None
    assert kinds[Kind.NETWORK].difference is not None
    assert kinds[Kind.ECONOMY].as_dict(["a", "b"])["b"] is None
