import json
from dataclasses import replace

import pytest
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.evaluating.evaluation import (
    Evaluation,
    evaluated,
    ingredients,
    interval_of,
)
from hybridstake.experiments.evaluating.metrics import METRICS, SAMPLED
from hybridstake.experiments.evaluating.settings import EvaluationSettings
from hybridstake.experiments.evaluating.variation import varied
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter

SMALL = EvaluationSettings(economy=EconomySettings(epochs=12, stakers=12), last_epochs=5, rounds=20)

REFERENCE = load("reference")


def asked(*metrics: str, replicates: int = 2) -> Evaluation:
    return Evaluation(
        parameters=REFERENCE, metrics=metrics, replicates=replicates, seed=3, settings=SMALL
    )


def test_every_metric_can_be_evaluated_and_stays_within_its_bounds() -> None:
    found = evaluated(asked(*METRICS))
    assert list(found) == list(METRICS)
    for name, values in found.items():
        metric = METRICS[name]
        assert len(values) == (2 if metric.kind in SAMPLED else 1), name
        assert all(metric.least <= value <= metric.most for value in values), name


def test_a_replicate_is_the_same_however_many_there_are_and_whatever_else_is_asked() -> None:
    names = ("gini", "finality_ms_fast")
    two, three = evaluated(asked(*names)), evaluated(asked(*names, "price", replicates=3))
    assert all(two[name] == three[name][:2] for name in names)
    assert all(three[name][2] != three[name][1] for name in names)


def test_candidates_have_the_same_chance() -> None:
    """A promise that no run of the economy reads changes none of its numbers."""
    names = ("staking_ratio", "gini", "price")
    other = varied(REFERENCE, {"fast.throughput_tps": 1.0})
    assert other != REFERENCE
    assert evaluated(replace(asked(*names), parameters=other)) == evaluated(asked(*names))


def test_a_formula_says_what_is_computed_by_hand() -> None:
    """Reference: 5 % of a billion tokens a year, 60 % of it to 21 bonds of 10,000, the rest to stakers.

    Stakers' pool over the supply is 0.02. Hurdle rates are uniform on [0.02, 0.12]: the ratio s solves
    s (0.02 + 0.1 s) = 0.02, so s = (-0.02 + sqrt(0.0084)) / 0.2 = 0.358258; the yield is 0.02 / s.
    """
    found = evaluated(
        asked(
            "launch_issuance_rate_balanced",
            "launch_authority_yield_balanced",
            "entry_staking_ratio_balanced",
            "entry_real_yield_balanced",
            "deterred_gain",
        )
    )
    ratio = (-0.02 + 0.0084**0.5) / 0.2
    assert found["launch_issuance_rate_balanced"] == [pytest.approx(0.05)]
    assert found["launch_authority_yield_balanced"] == [pytest.approx(30_000_000 / 210_000)]
    assert found["entry_staking_ratio_balanced"] == [pytest.approx(ratio)]
    assert found["entry_real_yield_balanced"] == [pytest.approx((1 + 0.02 / ratio) / 1.05 - 1)]
    assert found["deterred_gain"] == [pytest.approx(1_000)]


def test_an_attack_reads_the_corruption_of_the_settings() -> None:
    """Two Fast certificates of more than 5/6 of 21 share at least 15: chance of 15 of 21 at one half."""
    settings = replace(SMALL, authority_corruption=0.5)
    found = evaluated(replace(asked("capture_fast"), settings=settings))
    tail = sum(coefficient for coefficient in (54264, 20349, 5985, 1330, 210, 21, 1))
    assert found["capture_fast"] == [pytest.approx(tail / 2**21, rel=1e-9, abs=0)]


def test_ingredients_are_json_and_differ_with_all_that_matters() -> None:
    first = asked("gini")
    others = [
        replace(first, seed=4),
        replace(first, replicates=3),
        replace(first, metrics=("hhi",)),
        replace(first, parameters=load("plan")),
        replace(first, settings=replace(SMALL, last_epochs=6)),
        replace(first, settings=replace(SMALL, rounds=21)),
    ]
    texts = [json.dumps(ingredients(each), sort_keys=True) for each in (first, *others)]
    assert len(set(texts)) == len(texts)


def test_an_interval_is_a_point_where_nothing_is_drawn() -> None:
    assert interval_of("capture_fast", [0.1]) == {"mean": 0.1, "lower": 0.1, "upper": 0.1}
    drawn = interval_of("gini", [0.1, 0.2, 0.3])
    assert drawn["lower"] is not None
    assert 0 <= drawn["lower"] < 0.1 < drawn["mean"] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"metrics": ()}, "metrics must be one at least, got none"),
        ({"replicates": 0}, "replicates must be a whole number from 1 to 2^63 - 1, got 0"),
    ],
)
def test_an_evaluation_of_nothing_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        replace(asked("gini"), **changes)  # pyright: ignore[reportArgumentType]
    assert str(caught.value) == message
