"""Draws against quantiles in closed form, intervals against a known law, and the widest first."""

import math

import numpy as np
import pytest
from hybridstake.models.compute.uncertainty import (
    Known,
    Law,
    LogNormal,
    Triangular,
    interval,
    tornado,
)
from hybridstake.models.errors import InvalidParameter

DRAWS = 200_000
LAWS = (Triangular(1.0, 2.0, 5.0), Triangular(0.0, 0.0, 1.0), Triangular(0.0, 1.0, 1.0),
        LogNormal(48.0, 7.2), Known(3.0))  # fmt: skip


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_a_fortieth_of_the_draws_lies_beyond_each_end(law: Law) -> None:
    """Five standard errors of a part of 0.025 of so many draws."""
    drawn = law.draw(np.random.default_rng(1), DRAWS)
    low, high = law.ends()
    if isinstance(law, Known):
        assert (low, high, law.stated) == (3.0, 3.0, 3.0)
        assert set(drawn.tolist()) == {3.0}
        return
    error = 5 * math.sqrt(0.025 * 0.975 / DRAWS)
    assert (drawn < low).mean() == pytest.approx(0.025, abs=error)
    assert (drawn > high).mean() == pytest.approx(0.025, abs=error)


def test_a_lognormal_law_has_the_mean_and_the_deviation_that_are_stated() -> None:
    law = LogNormal(155.0, 23.0)
    drawn = law.draw(np.random.default_rng(2), DRAWS)
    assert drawn.mean() == pytest.approx(155.0, abs=5 * 23 / math.sqrt(DRAWS))
    assert drawn.std() == pytest.approx(23.0, rel=0.02, abs=0)
    assert law.stated == 155.0


def test_a_triangular_quantile_by_hand() -> None:
    """Of 0, 1, 4 at a quarter: 0.25 = x^2 / 4, so 1; at 0.75: 4 - sqrt(0.25 * 12) = 2.268."""
    law = Triangular(0.0, 1.0, 4.0)
    assert law.quantile(0.25) == 1.0
    assert law.quantile(0.75) == pytest.approx(4 - math.sqrt(3), rel=1e-12, abs=0)


def test_a_product_of_lognormal_numbers_has_the_interval_of_theory() -> None:
    """Its logarithm is normal, with the sum of both variances."""
    laws: dict[str, Law] = {"first": LogNormal(2.0, 0.5), "second": LogNormal(3.0, 0.9)}
    found = interval(lambda first, second: first * second, laws, DRAWS, np.random.default_rng(3))
    spread = math.sqrt(math.log1p(0.25**2) + math.log1p(0.3**2))
    middle = 6.0 * math.exp(-spread * spread / 2)
    assert found.median == pytest.approx(middle, rel=0.005, abs=0)
    assert found.low == pytest.approx(middle * math.exp(-1.96 * spread), rel=0.01, abs=0)
    assert found.high == pytest.approx(middle * math.exp(1.96 * spread), rel=0.01, abs=0)


def test_the_same_seed_gives_the_same_interval() -> None:
    laws: dict[str, Law] = {"first": LAWS[0]}
    one, two = (
        interval(lambda first: first, laws, 1_000, np.random.default_rng(4)) for _ in range(2)
    )
    assert one == two


def test_a_tornado_moves_one_number_at_a_time_and_tells_the_widest_first() -> None:
    """y = a + 10 b about a = 1, b = 2: a moves it by its own width, b by ten of its own."""
    laws: dict[str, Law] = {
        "a": Triangular(0.0, 1.0, 3.0), "c": Known(7.0), "b": Triangular(1.5, 2.0, 2.5)
    }  # fmt: skip
    found = tornado(lambda a, b, c: a + 10 * b, laws)
    assert list(found) == ["b", "a", "c"]
    assert found["c"] == (21.0, 21.0)
    low, high = laws["a"].ends()
    assert found["a"] == pytest.approx((low + 20, high + 20), rel=1e-12, abs=0)


def test_laws_that_are_none_are_refused() -> None:
    with pytest.raises(InvalidParameter) as refused:
        Triangular(2.0, 1.0, 3.0)
    assert str(refused.value) == (
        "a triangular law must have least <= likeliest <= most and least < most, got 2.0, 1.0, 3.0"
    )
    with pytest.raises(InvalidParameter, match=r"^a triangular law must have"):
        Triangular(1.0, 1.0, 1.0)
    with pytest.raises(InvalidParameter, match=r"^deviation of a lognormal law must be positive"):
        LogNormal(1.0, 0.0)
