"""Cartels of both protocols by hand, the simulation beside the closed form, and their figure."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import cartel_boundary as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions.cartel_boundary import (
    KINDS,
    answer,
    cases,
    gaps,
    members_needed,
    numbers,
    tables,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from matplotlib.axes import Axes

Ask = Callable[..., pd.DataFrame]
A_FLOAT = 1e-9
DAYS_OUT = 21


@pytest.fixture(scope="module")
def answered(parameters_of: Callable[..., Any]) -> Ask:
    """Results for changes to the plan and to the reference."""

    def ask(plan: Any = None, reference: Any = None) -> pd.DataFrame:
        return pd.DataFrame(
            {"protocol": protocol, **row}
            for protocol, changes in (("plan", plan), ("reference", reference))
            for run, case in enumerate(
                cases(protocol, parameters_of(protocol, changes or {}), Precision.TINY)
            )
            for row in answer(case, partial(generator, 1, "cartel_boundary", run))
        )

    return ask


@pytest.fixture(scope="module")
def presets(answered: Ask) -> pd.DataFrame:
    """Results of the two presets; not to be changed."""
    return answered()


@pytest.fixture(scope="module")
def found(presets: pd.DataFrame) -> dict[str, Any]:
    """Their numbers."""
    return numbers(presets)


def drawn(table: pd.DataFrame) -> list[Axes]:
    """The figure's panels, laid out."""
    with theme.themed():
        picture = figure.draw(table)
        picture.draw_without_rendering()
    return list(picture.axes)


def test_a_cartel_has_as_many_members_as_its_offence_takes(found: dict[str, Any]) -> None:
    """Plan: 14 certify, 8 stop, 7 are in two certificates. Reference, above 5/6: 18, 4 and 15."""
    for protocol, members in (("plan", (14, 8, 7, 21)), ("reference", (18, 4, 15, 21))):
        names = (f"{protocol}_{kind.replace('-', '_')}_members" for kind in KINDS)
        assert tuple(found[name] for name in names) == members
    assert members_needed("equivocating", 10, 21) == 1
    assert members_needed("stealing", 22, 21) == 21


def test_a_day_of_the_plan_pays_thousands_of_slashes(found: dict[str, Any]) -> None:
    """60 tokens every 0.1 s to 21: 2,468,571 a day; a tenth of 10,000 is a thousand."""
    day = 60 * 864_000 / 21
    assert found["plan_stealing_honest_token"] == pytest.approx(day, rel=A_FLOAT)
    assert found["plan_stealing_slash_days"] == pytest.approx(1_000 / day, rel=A_FLOAT)
    with_rent = found["plan_stealing_loss_days_with_rent"]
    assert with_rent == pytest.approx(DAYS_OUT + 1_000 / day, rel=A_FLOAT)


def test_a_day_of_the_reference_pays_less_than_a_bond(found: dict[str, Any]) -> None:
    """5 % of a billion a year, all to 21 authorities: 6,523 a day; 18 of 21 lose their bonds whole."""
    day = 0.05e9 / 365 / 21
    assert found["reference_stealing_honest_token"] == pytest.approx(day, rel=A_FLOAT)
    assert found["reference_stealing_slash_token"] == 10_000
    assert found["reference_stealing_slash_days"] == pytest.approx(10_000 / day, rel=A_FLOAT)


def test_thieves_are_ended_by_what_is_written_down_here_once_more(found: dict[str, Any]) -> None:
    """A member gains 21/m - 1 days of pay a day, a cheat 7/14 · 6/14 more under the plan and 3/18 · 8/18
    under the reference; it holds while δ (1 - q) (D - N) >= D - C + q L."""
    discount = 1 / (1 + 0.12 / 365)
    for protocol, members in (("plan", 14), ("reference", 18)):
        gain = 21 / members - 1
        more = (21 - members) / members * (members / 2 - 1) / members
        assert found[f"{protocol}_stealing_gain_percent"] == pytest.approx(100 * gain, rel=A_FLOAT)
        critical = more / (gain + more)
        assert found[f"{protocol}_stealing_critical_discount"] == pytest.approx(
            critical, rel=A_FLOAT
        )
        for loss, which in (("slash_days", "slash"), ("loss_days_with_rent", "rent")):
            days = found[f"{protocol}_stealing_{loss}"]
            ends = (discount * (gain + more) - more) / (days + discount * (gain + more))
            quoted = found[f"{protocol}_stealing_holding_detection_{which}"]
            assert quoted == pytest.approx(ends, rel=A_FLOAT)
            pays = found[f"{protocol}_stealing_paying_detection_{which}"]
            assert pays == pytest.approx(gain / days, rel=A_FLOAT)


def test_the_line_of_the_figure_is_over_days_of_honest_pay(presets: pd.DataFrame) -> None:
    """Plan: a gain of half a day's pay, and 3/14 more for a cheat; each loss counted in such days."""
    discount, gain, more = 1 / (1 + 0.12 / 365), 1 / 2, 3 / 14
    stealing = (presets["protocol"] == "plan") & (presets["kind"] == "stealing")
    rows = pd.DataFrame(presets[stealing])
    days = rows["loss_days"].to_numpy()
    holds = (discount * (gain + more) - more) / (days + discount * (gain + more))
    assert rows["holding_detection"].to_numpy() == pytest.approx(holds, rel=A_FLOAT)
    assert rows["paying_detection"].to_numpy() == pytest.approx(gain / days, rel=A_FLOAT)


def test_halting_the_reference_harms_others_more_for_every_token(found: dict[str, Any]) -> None:
    """8 of 21 halt the plan, 4 the reference: 13/8 and 17/4, less a slash of 500 for each day."""
    plan, reference = 60 * 864_000 / 21, 0.05e9 / 365 / 21
    assert found["plan_halt_griefing"] == pytest.approx(13 / 8 / (1 + 500 / plan), rel=A_FLOAT)
    by_hand = 17 / 4 / (1 + 500 / reference)
    assert found["reference_halt_griefing"] == pytest.approx(by_hand, rel=A_FLOAT)


def test_simulated_cartels_hold_below_the_line_and_fall_apart_above_it(
    presets: pd.DataFrame, found: dict[str, Any]
) -> None:
    """Wherever detection is half of the boundary or less, or twice as much or more."""
    assert found["clear_cells"] > 300
    assert found["agreement_percent"] > 99.5
    for _, rows in presets.groupby(["protocol", "kind"]):
        shares = rows["surviving"].to_numpy()
        assert (shares.min(), shares.max()) == (0, 1)


def test_the_simulated_boundary_is_near_the_closed_form(found: dict[str, Any]) -> None:
    """Within half a step of the coarsest grid, a factor of 2.15, for most of the 56 losses."""
    assert found["boundaries"] >= 40
    assert found["largest_gap_percent"] < 115


def test_the_gap_is_that_of_the_half_way_point() -> None:
    """Half-way in logarithms between 0.01 and 0.04 is 0.02, twice the closed form; else no boundary."""
    rows = [
        {"protocol": "plan", "kind": "stealing", "loss_days": days, "detection": detection,
         "surviving": share, "holding_detection": closed}
        for days, closed, shares in ((1.0, 0.01, (1, 0)), (2.0, 0.01, (1, 1)), (3.0, None, (1, 0)))
        for detection, share in zip((0.01, 0.04), shares, strict=True)
    ]  # fmt: skip
    assert gaps(pd.DataFrame(rows)) == pytest.approx([1.0], rel=A_FLOAT)


def test_a_heavier_slash_never_makes_more_cartels_hold(presets: pd.DataFrame) -> None:
    """In every row of the plane, but for chance: at most a few of twenty."""
    for _, rows in presets.groupby(["protocol", "kind", "detection"]):
        share = rows.sort_values("loss_days")["surviving"].to_numpy()
        assert (np.diff(share) <= 0.5).all()
        assert share[-1] <= share[0]


def test_where_nothing_is_paid_no_number_is_invented(answered: Ask) -> None:
    found = numbers(answered({"rewards": {"base_reward": 0}}))
    assert found["plan_stealing_slash_days"] is None
    assert found["plan_stealing_gain_percent"] is None
    assert found["plan_stealing_critical_discount"] is None
    assert found["reference_stealing_critical_discount"] is not None


def test_the_table_has_a_row_for_every_kind_of_both(presets: pd.DataFrame) -> None:
    table = tables(presets)["cartel_boundary"]
    assert table["Protocol"].tolist() == ["plan"] * 4 + ["reference"] * 4
    assert table["Cartel"].tolist() == [*KINDS] * 2
    assert table["Members"].tolist()[0] == "14 of 21"
    assert table["Member"].tolist()[0] == "1.50"


def test_the_figure_draws_the_line_on_the_shares_and_both_losses(presets: pd.DataFrame) -> None:
    for axes, protocol in zip(drawn(presets), ("plan", "reference"), strict=True):
        stealing = (presets["protocol"] == protocol) & (presets["kind"] == "stealing")
        rows = pd.DataFrame(presets[stealing])
        (mesh,) = axes.collections
        shares = np.asarray(mesh.get_array()).ravel()
        assert sorted(shares) == sorted(rows["surviving"])
        line = axes.lines[0]
        once = rows.drop_duplicates(subset="loss_days")
        assert np.asarray(line.get_ydata()).tolist() == once["holding_detection"].tolist()
        words = [text.get_text() for text in axes.texts]
        assert words == ["slash", "slash and seat", "all hold"]


def test_a_protocol_that_takes_nothing_has_no_mark(answered: Ask) -> None:
    free = {"slashing": {"rate": 0, "correlation_factor": 0}, "staking": {
        "unbonding_seconds": 0, "evidence_window_seconds": 0}}  # fmt: skip
    plan, reference = drawn(answered(free))
    assert [text.get_text() for text in plan.texts] == ["all hold"]
    assert len(reference.texts) == 3
