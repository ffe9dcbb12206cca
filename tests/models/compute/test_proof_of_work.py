"""What is saved against proof of work: exactly twenty times for 95 %, and what a budget burns."""

from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.compute.proof_of_work import (
    PROMISED,
    break_even_power,
    mined_energy,
    mining_budget,
    reduction,
    saves,
)
from hypothesis import given
from hypothesis import strategies as st

positive = st.fractions(min_value=Fraction(1, 1_000), max_value=1_000_000)


def test_the_break_even_of_the_worst_thousand_nodes_by_hand() -> None:
    """Twenty times 529,123.04 W."""
    assert break_even_power(529_123.04, PROMISED) == pytest.approx(10_582_460.8, rel=1e-12, abs=0)


@given(power=positive, times=st.fractions(Fraction(1, 10), 1_000))
def test_95_percent_are_saved_exactly_of_twenty_times_the_power(
    power: Fraction, times: Fraction
) -> None:
    comparator = times * power
    assert saves(power, comparator, PROMISED) == (times >= 20)
    assert (reduction(power, comparator) >= PROMISED) == (times >= 20)
    assert break_even_power(power, PROMISED) == 20 * power


@given(energy=positive, part=st.fractions(Fraction(1, 100), 1), price=positive)
def test_the_budget_of_an_energy_burns_it(
    energy: Fraction, part: Fraction, price: Fraction
) -> None:
    assert mined_energy(mining_budget(energy, part, price), part, price) == energy


def test_a_budget_by_hand() -> None:
    """A million dollars, half of it electricity at 0.05 a kilowatt-hour: ten gigawatt-hours."""
    assert mined_energy(1e6, 0.5, 0.05) == pytest.approx(1e7, rel=1e-12, abs=0)


def test_arrays_are_read_element_by_element() -> None:
    assert reduction(np.array([1.0, 10.0]), 20.0).tolist() == [0.95, 0.5]
