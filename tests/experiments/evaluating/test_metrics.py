import re

import pytest
from hybridstake.agents.economy.metrics import METRICS as ECONOMY
from hybridstake.experiments.evaluating.metrics import METRICS, Kind, metric_named
from hybridstake.experiments.simulating.economy import STATES
from hybridstake.models.errors import InvalidParameter


def test_every_metric_of_the_economy_is_one_and_no_state_is() -> None:
    found = [name for name, metric in METRICS.items() if metric.kind is Kind.ECONOMY]
    assert found == [name for name in ECONOMY if name not in STATES]


def test_there_are_metrics_of_every_kind_and_each_is_named_in_words_of_its_own() -> None:
    assert {metric.kind for metric in METRICS.values()} == set(Kind)
    titles = [metric.title for metric in METRICS.values()]
    assert len(set(titles)) == len(titles)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in METRICS)


def test_an_unknown_metric_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidParameter) as caught:
        metric_named("staker_yeild")
    assert str(caught.value).startswith(
        "metric must be one of those that `hybridstake tune --metrics` lists, got 'staker_yeild'; "
        "nearest: staker_yield"
    )
