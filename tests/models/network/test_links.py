"""Delays between regions: quantiles that were measured come back, and nonsense is refused."""

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.links import Links

LINKS = Links(
    ("a", "b"), np.array([[1.0, 40.0], [42.0, 2.0]]), np.array([[1.0, 60.0], [42.0, 3.0]])
)


def test_delays_drawn_have_the_quantiles_that_were_measured() -> None:
    """20,000 draws: a quantile's standard error is below one per cent of it here."""
    places = np.array([0, 1, 1])
    drawn = LINKS.drawn(places, 20_000, np.random.default_rng(1))
    assert (drawn[:, range(3), range(3)] == 0).all()
    assert np.quantile(drawn[:, 0, 1], [0.5, 0.9]) == pytest.approx([40, 60], rel=0.02)
    assert np.quantile(drawn[:, 1, 2], [0.5, 0.9]) == pytest.approx([2, 3], rel=0.02)
    assert drawn[:, 1, 0] == pytest.approx(42)


def test_the_median_is_what_links_take_without_jitter() -> None:
    assert LINKS.between(np.array([0, 1, 1])).tolist() == [[0, 40, 40], [42, 0, 2], [42, 2, 0]]


@pytest.mark.parametrize(
    ("median", "ninetieth", "message"),
    [
        (-1.0, 1.0, "median_ms from a to a must be at least 0, got -1.0"),
        (np.nan, 1.0, "median_ms from a to a must be at least 0, got nan"),
        (2.0, 1.0, "ninetieth_ms must be at least median_ms on every link"),
    ],
)
def test_delays_that_cannot_be_are_refused(median: float, ninetieth: float, message: str) -> None:
    with pytest.raises(InvalidParameter, match=message):
        Links(("a",), np.array([[median]]), np.array([[ninetieth]]))


def test_an_unknown_region_is_named_with_those_that_there_are() -> None:
    with pytest.raises(InvalidParameter, match="regions must be among a, b, got 'c'"):
        LINKS.place("c")
