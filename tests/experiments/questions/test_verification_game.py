"""Ways to learn the verification game: where each ends, what the prose quotes, and the picture."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import theme
from hybridstake.experiments.figures import verification_game as figure
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.verification_game import (
    GAME,
    answer,
    cases,
    numbers,
    orbit,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.models.compute.verification.game import provider_gain, verifier_gain


@pytest.fixture(scope="module")
def table() -> Any:
    asked = cases("any", load("plan"), Precision.TINY)
    return pd.DataFrame(
        {"run": run, **row}
        for run, case in enumerate(asked)
        for row in answer(case, partial(generator, 1, "verification_game", run))
    )


def test_imitation_comes_back_and_meets_the_equilibrium_in_the_mean() -> None:
    """A closed orbit: what it keeps, the sum of weighed logarithms, is the same all around."""
    path = orbit()
    cheating, checked = path.T
    assert abs(path[-1] - path[0]).max() < 0.01
    assert path.mean(axis=0) == pytest.approx((0.4, 0.2), rel=1e-3, abs=0)
    loss = verifier_gain(0, GAME.bounty, GAME.cost)
    won = verifier_gain(1, GAME.bounty, GAME.cost)
    gain = provider_gain(0, GAME.penalty, GAME.rent, GAME.gain)
    lost = provider_gain(1, GAME.penalty, GAME.rent, GAME.gain)
    kept = (
        -loss * np.log(cheating)
        + won * np.log(1 - cheating)
        + gain * np.log(checked)
        - lost * np.log(1 - checked)
    )
    assert np.ptp(kept) < 1e-6


def test_the_record_ends_at_the_equilibrium_and_short_memories_do_not(table: Any) -> None:
    found = numbers(table)
    assert (found["cheating_at_rest"], found["checked_at_rest"]) == (0.4, 0.2)
    assert found["logit_distance"] < 0.03
    assert abs(found["record_checked"] - found["logit_checked"]) < 0.05
    assert found["last_round_cheating"] == found["last_round_checked"] == 0.5
    assert found["short_memory_checked"] > found["record_checked"] + 0.02
    assert found["record_cheating_half"] < 0.05


def test_paths_are_kept_of_the_first_run_alone(table: Any) -> None:
    paths = table[table["kind"] == "path"]
    assert set(paths["trial"]) == {0}
    assert paths.groupby("rule").size().min() >= 100
    assert not table.isna().any().any()


def test_the_picture_marks_four_averages_two_of_which_meet(table: Any) -> None:
    with theme.themed():
        (axes,) = figure.draw(table).axes
    names = [str(each.get_text()) for each in axes.get_legend().get_texts()]  # pyright: ignore[reportOptionalMemberAccess]
    assert names == ["imitation", "public record", "short memory", "last round alone"]
    marks = {
        str(line.get_label()): (float(line.get_xdata()[0]), float(line.get_ydata()[0]))  # pyright: ignore[reportIndexIssue, reportArgumentType]
        for line in axes.lines
        if str(line.get_label()) in names
    }
    assert np.hypot(*np.subtract(marks["imitation"], marks["public record"])) < 0.1
    assert np.hypot(*np.subtract(marks["imitation"], marks["last round alone"])) > 0.3
