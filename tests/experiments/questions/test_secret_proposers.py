"""Secret proposers: real draws against exact chances, what moves the verdicts, the figure."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import secret_proposers as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.questions.secret_proposers import (
    BEACON,
    LIMITS,
    PRIVATE,
    SLOT_NUMBER,
    fit,
    largest_z,
    named_share,
    numbers,
    of,
    of_secrecy,
    of_shares,
    weights_of,
)

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]


@pytest.fixture(scope="module")
def asked(answers_to: Ask) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings of the two presets."""
    return answers_to("secret_proposers")


def test_draws_with_real_keys_are_as_frequent_as_their_chances(asked: Any) -> None:
    """Four standard errors, over all outcomes of both protocols."""
    table = asked[0]
    assert largest_z(table[table["outcome"] != "share"]) < 4
    found = numbers(table)
    fits = [found[f"{each}_{draw}_fit"] for each in PRESETS for draw in ("public", "private")]
    assert min(fits) > 1e-3


def test_outcomes_of_a_slot_add_up(asked: Any) -> None:
    """Nobody, one or several: chances to one, and drawn slots to all of them."""
    rows = asked[0][asked[0]["rule"] == PRIVATE]
    three = rows[rows["outcome"].isin(["none", "one", "several"])].groupby(["protocol", "limit"])
    assert three.ngroups == 2 * len(LIMITS)
    assert three["probability"].sum().to_numpy() == pytest.approx(np.ones(14), rel=1e-12, abs=0)
    assert (three["drawn"].sum() == three["slots"].first()).all()


def test_a_public_draw_is_named_always_and_an_unreleased_one_by_its_largest_share(
    asked: Any,
) -> None:
    table: Any = asked[0]
    named: Any = of(table, SLOT_NUMBER, "named")
    assert (named["drawn"] == named["slots"]).all()
    for protocol in PRESETS:
        rows: Any = table[table["protocol"] == protocol]
        (guess,) = of(rows, BEACON, "named")["probability"].tolist()
        assert guess <= max(of(rows, BEACON, "share")["probability"].tolist()) + 1e-12
        assert named_share(rows, BEACON) < 1


def test_the_claims_fall_as_the_table_says(asked: Any) -> None:
    found = asked[1]
    assert {name: each.verdict.value for name, each in found.items()} == {
        "C32": "refuted",
        "C72": "measured",
    }
    assert "named 60 of 60 proposers" in found["C32"].condition
    assert "of the slots have none" in found["C32"].repair


def test_another_table_is_another_verdict(asked: Any) -> None:
    """One slot that the outsider did not name; shares that are far off."""
    table = asked[0].copy()
    missed = table.assign(
        drawn=table["drawn"].where(table["rule"] != SLOT_NUMBER, table["drawn"] - 1)
    )
    assert of_secrecy(missed).verdict.value == "holds if"
    share = table["outcome"] == "share"
    off = table.assign(drawn=table["drawn"].where(~share, table["slots"] * (table.index % 2)))
    assert of_shares(off).verdict.value == "refuted"


def test_pearsons_fit_is_that_of_the_tables() -> None:
    """Chi squared of 3.841 with one degree of freedom is exceeded in one case of twenty.

    Of 100 slots with chances of a half each: (x - 50)^2 / 25 = 3.841 at x = 59.8.
    """
    rows = pd.DataFrame({"probability": [0.5, 0.5], "drawn": [59.8, 40.2], "slots": [100, 100]})
    assert fit(rows) == pytest.approx(0.05, rel=0.01, abs=0)
    alone = pd.DataFrame({"probability": [0.5], "drawn": [59.8], "slots": [100]})
    assert fit(alone) == pytest.approx(fit(rows), rel=1e-12, abs=0)


def test_weights_are_all_of_the_draw_and_small_ones_are_put_together() -> None:
    parameters = load("reference")
    stakes = np.arange(1.0, 101.0)
    whole = weights_of(parameters, stakes, 1_000)
    fewer = weights_of(parameters, stakes, 12)
    assert (len(whole), len(fewer)) == (121, 12)
    assert whole.sum() == pytest.approx(1, rel=1e-12, abs=0)
    assert fewer.sum() == pytest.approx(1, rel=1e-12, abs=0)
    assert (fewer[:11] == whole[:11]).all()


def test_every_curve_is_drawn_and_named_and_no_names_touch(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    (axes,) = picture.axes
    assert len(axes.lines) == 2 * len(figure.OUTCOMES) + 1
    named = {text.get_text() for text in axes.texts}
    assert named == {
        "public draw: named by everybody",
        *(each[0] for each in figure.OUTCOMES.values()),
    }
    assert figure.spread([0.0, 0.3, 0.02], 0.1) == pytest.approx([0.05, 0.3, 0.15])
