"""Costs of corruption by hand, and their figure."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import bribery_cost as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions.bribery_cost import answer, cases, numbers
from hybridstake.experiments.running.precision import Precision
from matplotlib.axes import Axes

Ask = Callable[..., pd.DataFrame]
A_FLOAT = 1e-12
"""A few operations on floats."""
FREE = {
    "rewards": {"base_reward": 0},
    "slashing": {"rate": 0, "unavailability_rate": 0, "correlation_factor": 0},
}


def no_chance(*address: int) -> np.random.Generator:
    raise AssertionError("nothing is drawn")


@pytest.fixture(scope="module")
def answered(parameters_of: Callable[..., Any]) -> Ask:
    """Results for changes to the plan and to the reference."""

    def ask(plan: Any = None, reference: Any = None) -> pd.DataFrame:
        return pd.DataFrame(
            {"protocol": protocol, **row}
            for protocol, changes in (("plan", plan), ("reference", reference))
            for case in cases(protocol, parameters_of(protocol, changes or {}), Precision.TINY)
            for row in answer(case, no_chance)
        )

    return ask


@pytest.fixture(scope="module")
def found(answered: Ask) -> dict[str, Any]:
    """Numbers of the two presets."""
    return numbers(answered())


def drawn(table: pd.DataFrame) -> Axes:
    """The figure's one panel, laid out."""
    with theme.themed():
        picture = figure.draw(table)
        picture.draw_without_rendering()
    (axes,) = picture.axes
    return axes


def test_the_plans_slash_is_a_tenth_of_those_who_sign_twice(found: Any) -> None:
    """7 authorities of 10,000; in Balanced also 34 stakers of 10,000; in Secure 334 of 1,000."""
    by_hand = {"fast": 70_000, "balanced": 70_000 + 340_000, "secure": 334_000}
    for mode, at_stake in by_hand.items():
        cost = found[f"plan_{mode}_safety_slash_cost_token"]
        assert cost == pytest.approx(0.1 * at_stake, rel=A_FLOAT)


def test_the_reference_slashes_all_of_a_third_that_acts_together(found: Any) -> None:
    """15 of 21 bonds in Fast: 0.1 + 3 · 15/21 is above one."""
    assert found["reference_fast_safety_slash_cost_token"] == pytest.approx(150_000, rel=A_FLOAT)


def test_silence_costs_its_own_slash_of_the_cheaper_class(found: Any) -> None:
    """A twentieth of 8 bonds, and of 4; in Balanced the bonds of 8 are less than the stake of 34."""
    by_hand = {"plan_fast": 8, "reference_fast": 4, "plan_balanced": 8}
    for name, authorities in by_hand.items():
        cost = found[f"{name}_veto_slash_cost_token"]
        assert cost == pytest.approx(0.05 * 10_000 * authorities, rel=A_FLOAT)


def test_the_rent_is_the_reward_of_the_time_out(found: Any) -> None:
    """60 of 100 tokens every 0.1 s to 21 authorities, for 21 days, and 7 of them are needed."""
    rent = 60 / 0.1 * 1_814_400 / 21
    with_rent, alone = (found[f"plan_fast_safety_{cost}_token"] for cost in ("cost", "slash_cost"))
    assert with_rent - alone == pytest.approx(7 * rent, rel=1e-9)
    issued = 100 / 0.1 * 1_814_400 / 1_000_000_000
    assert found["plan_fast_issued_meanwhile_part"] == pytest.approx(issued, rel=1e-9)


def test_a_bribe_pays_where_it_costs_less_than_the_profit(answered: Ask) -> None:
    """A thousandth of a billion tokens pays for every slash, and of a million for none of the rents."""
    rich = answered()
    assert numbers(rich)["plan_slash_alone_paying"] == 6
    assert numbers(rich)["plan_paying"] == 0
    costs = rich[rich["protocol"] == "reference"]["cost_token"].tolist()
    assert numbers(rich)["reference_paying"] == len([cost for cost in costs if cost < 1_000_000])
    assert numbers(rich)["reference_least_cost_token"] == min(costs)
    poor = answered({"token": {"supply": 1_000_000}}, {"token": {"supply": 1_000_000}})
    assert numbers(poor)["profit_token"] == 1_000.0
    assert numbers(poor)["reference_paying"] == 0


def test_the_figure_has_two_marks_for_every_protocol_in_every_row(answered: Ask) -> None:
    axes = drawn(answered())
    assert len(axes.collections) == 2 * 2 * 6
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[-1] == "Fast, two blocks final"
    assert labels[0] == "Secure, no block final"


def test_a_cost_of_nothing_is_written(answered: Ask) -> None:
    axes = drawn(answered(FREE))
    assert [text.get_text() for text in axes.texts] == [*["nothing"] * 6, "profit"]
    assert len(axes.collections) == 2 * 6


def test_nothing_is_drawn_where_both_protocols_can_be_broken_for_nothing(answered: Ask) -> None:
    axes = drawn(answered(FREE, FREE))
    assert [text.get_text() for text in axes.texts] == [*["nothing"] * 12, "profit"]
    assert not axes.collections
