"""Cartels on the page: the closed forms, at the case that is chosen."""

from dataclasses import replace

import pytest
from hybridstake.experiments.dashboard.cartels import boundaries, ends_of
from hybridstake.experiments.dashboard.cartels_chart import cartel_chart
from hybridstake.experiments.dashboard.cartels_page import told
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.questions.cartel_boundary import KINDS
from hybridstake.models.economics.collusion.trigger import holds_together
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("preset", PRESETS)
def test_a_cartel_holds_below_its_line_and_not_above(preset: str, kind: str) -> None:
    parameters = load(preset)
    line = ends_of(parameters, kind, 0.0, loses_seat=True).holding_detection
    assert line is not None
    assert 0 < line < 1
    assert ends_of(parameters, kind, 0.99 * line, loses_seat=True).holds
    assert not ends_of(parameters, kind, 1.01 * line, loses_seat=True).holds


@pytest.mark.parametrize("kind", KINDS)
def test_a_cartel_pays_below_its_line_and_not_above(kind: str) -> None:
    parameters = load("reference")
    line = ends_of(parameters, kind, 0.0, loses_seat=True).paying_detection
    assert line is not None
    assert ends_of(parameters, kind, 0.99 * line, loses_seat=True).pays
    assert not ends_of(parameters, kind, 1.01 * line, loses_seat=True).pays


def test_the_loss_that_ends_it_ends_it() -> None:
    parameters = load("reference")
    found = ends_of(parameters, "stealing", 0.005, loses_seat=True)
    stage = found.cartel.stage
    assert found.holding_loss is not None

    def holds(loss: float) -> bool:
        return bool(
            holds_together(
                found.cartel.discount, stage.member, stage.deviator, stage.honest, 0.005, loss
            )
        )

    assert holds(0.999 * found.holding_loss)
    assert not holds(1.001 * found.holding_loss)


def test_who_keeps_the_seat_loses_the_slash_alone() -> None:
    """All seats offend together nearly: a tenth, and three times 18 of 21 more, is all of 10,000."""
    parameters = load("reference")
    assert ends_of(parameters, "stealing", 0.1, loses_seat=False).loss == 10_000
    assert ends_of(parameters, "stealing", 0.1, loses_seat=True).loss > 100_000


def test_where_nothing_is_paid_there_is_no_line_and_words_say_so() -> None:
    plan = load("plan")
    nothing = replace(plan, rewards=replace(plan.rewards, base_reward=0.0))
    found = ends_of(nothing, "stealing", 0.0, loses_seat=True)
    assert not found.pays
    assert set(told(found)["Needed"]) <= {
        "any", "any is enough", "no chance is enough", "nothing is enough", "0",
    }  # fmt: skip


@pytest.mark.parametrize("detection", [-0.1, 1.1, float("nan")])
def test_an_impossible_detection_is_refused(detection: float) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        ends_of(load("plan"), "stealing", detection, loses_seat=True)
    assert str(refusal.value) == f"detection must lie in [0, 1], got {detection!r}"


def test_the_map_draws_both_lines_within_its_axes_and_the_point_inside() -> None:
    found = ends_of(load("reference"), "stealing", 0.0, loses_seat=True)
    lines = boundaries(found.cartel)
    assert set(lines["line"]) == {"somebody cheats above", "it does not pay above"}
    assert lines["detection"].between(1e-4, 1).all()
    point = cartel_chart(lines, found.loss / found.cartel.days, 0.0)["layer"][-1]
    assert point["encoding"]["y"]["datum"] == pytest.approx(1.2e-4)
