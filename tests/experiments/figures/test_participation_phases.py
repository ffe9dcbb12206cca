"""What the phase diagram shows of its table."""

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import participation_phases, theme
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh


def rows(own_reward: float = 0.02) -> pd.DataFrame:
    """Two runs on a grid of two rewards and three hurdle rates; the reference stakes half as much."""
    return pd.DataFrame(
        [
            {
                "protocol": protocol, "trial": trial, "reward": reward, "hurdle": hurdle,
                "staked": (reward / hurdle + 0.1 * trial) * factor,
                "own_reward": own_reward if protocol == "plan" else 0.015, "own_hurdle": 0.06,
                **{
                    f"reward_for_{level}": hurdle * level / 100
                    for level in participation_phases.LEVELS
                },
            }
            for protocol, factor in (("plan", 1.0), ("reference", 0.5))
            for trial in (0, 1)
            for reward in (0.01, 0.02)
            for hurdle in (0.04, 0.06, 0.08)
        ]
    )  # fmt: skip


def drawn(table: pd.DataFrame) -> Axes:
    with theme.themed():
        figure = participation_phases.draw(table)
        figure.draw_without_rendering()
    return figure.axes[0]


def test_colours_are_means_over_runs_of_the_reference_in_per_cent() -> None:
    """At 1 % and 4 %, runs of 12.5 and 17.5 % have a mean of 15 %."""
    (mesh,) = (each for each in drawn(rows()).collections if isinstance(each, QuadMesh))
    found = np.asarray(mesh.get_array())
    assert found.shape == (2, 3)
    assert found[0, 0] == pytest.approx(15, rel=1e-9)
    assert found[1, 2] == pytest.approx(15, rel=1e-9)
    assert mesh.get_clim() == (0, 100)


def test_lines_are_rays_from_no_pay_to_the_edge() -> None:
    axes = drawn(rows())
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    assert len(axes.lines) == len(participation_phases.LEVELS)
    for line, level in zip(axes.lines, participation_phases.LEVELS, strict=True):
        (start, floor), (end, height) = np.asarray(line.get_xydata())
        assert start == floor == 0
        assert height / end == pytest.approx(level / 100, rel=1e-9)
        assert max(end / right, height / top) == pytest.approx(1, rel=1e-9)
    names = [text.get_text() for text in axes.texts]
    assert names[:5] == ["20 %", "40 %", "60 %", "80 %", "100 %"]


@pytest.mark.parametrize(
    ("own_reward", "names", "title"),
    [
        (0.02, ["plan", "reference"], ""),
        (2.52, ["reference"], "off the chart: plan, 252 % at 6 %"),
        (0.0, ["reference"], "off the chart: plan, 0 % at 6 %"),
    ],
)
def test_a_protocol_outside_is_told_in_words(
    own_reward: float, names: list[str], title: str
) -> None:
    axes = drawn(rows(own_reward))
    assert [text.get_text() for text in axes.texts][5:] == names
    assert axes.get_title("left") == title
