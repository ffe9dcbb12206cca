"""Nodes of the presets, their power as stated, and what a user may say of them."""

from dataclasses import replace

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.compute.equipment import DRAWS, Hardware, hardware_named
from hybridstake.models.compute.footprint import (
    Footprint,
    footprint_of,
    most_nodes,
    nodes_of,
    with_pue,
    with_watts,
)
from hybridstake.models.compute.uncertainty import Known, interval
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode

PLAN = load("plan")


def test_authorities_stay_on_in_every_mode() -> None:
    """21 of them alone, with 100 and with 1,000 stakers."""
    assert [nodes_of(PLAN, mode) for mode in Mode] == [21, 121, 1_021]
    assert most_nodes(PLAN) == 1_021
    small = replace(PLAN, secure=replace(PLAN.secure, validators=2))
    assert most_nodes(small) == 121


@pytest.mark.parametrize(
    ("hardware", "kilowatts"),
    [("home", 22.462), ("professional", 55.62408), ("cloud", 158.255), ("server", 529.12304)],
)
def test_power_as_stated_by_hand(hardware: str, kilowatts: float) -> None:
    """1,021 times 22 W; 48 W * 1.135; 155 W; 328 W * 1.58."""
    known = footprint_of(Hardware(hardware), 1_021)
    assert known.stated_watts == pytest.approx(kilowatts * 1e3, rel=1e-9, abs=0)


def test_the_interval_holds_the_stated_power_and_grows_with_the_nodes() -> None:
    found = {}
    for nodes in (100, 1_000):
        known = footprint_of(Hardware.CLOUD, nodes)
        found[nodes] = interval(known.power, known.laws, 20_000, np.random.default_rng(1))
        assert found[nodes].low < known.stated_watts < found[nodes].high
    assert found[1_000].high == pytest.approx(10 * found[100].high, rel=1e-9, abs=0)


def test_a_user_may_say_watts_and_site() -> None:
    known = with_pue(with_watts(footprint_of(Hardware.HOME, 10), 30.0), 1.5)
    assert known.stated_watts == pytest.approx(450.0, rel=1e-12, abs=0)
    assert (known.laws["watts"], known.laws["pue"]) == (Known(30.0), Known(1.5))


def test_classes_are_ordered_from_the_least_power() -> None:
    watts = [DRAWS[each].watts for each in Hardware]
    assert watts == sorted(watts)
    assert hardware_named("Home") is Hardware.HOME


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda known: with_watts(known, 0.0), "watts must lie in [0.001, 1e+09], got 0.0"),
        (
            lambda known: with_watts(known, float("nan")),
            "watts must lie in [0.001, 1e+09], got nan",
        ),
        (lambda known: with_pue(known, 0.9), "pue must lie in [1, 100], got 0.9"),
        (
            lambda known: Footprint(validators=0, watts=known.watts, pue=known.pue),
            "validators must be at least 1, got 0",
        ),
        (
            lambda known: hardware_named("laptop"),
            "watts must be HOME, PROFESSIONAL, CLOUD, SERVER or a positive number, got 'laptop'",
        ),
    ],
)
def test_nonsense_is_refused(wrong: object, message: str) -> None:
    assert callable(wrong)
    with pytest.raises(InvalidParameter) as refused:
        wrong(footprint_of(Hardware.HOME, 10))
    assert str(refused.value) == message
