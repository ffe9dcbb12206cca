"""Delays and endless censorship by hand, the claims about them, and the figure."""

from collections.abc import Callable
from fractions import Fraction
from math import log
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.figures import censorship_delay as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions.censorship_delay import SHARE, UNDER_A_THIRD, numbers
from hybridstake.models.attacks.availability.censorship_turns import turns_of
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.protocol import SwitchingRule
from hybridstake.models.protocol.modes import Mode
from matplotlib.axes import Axes

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]
NAME = "censorship_delay"
A_FLOAT = 1e-12
"""A few operations on floats near one."""
WALKS = {"rule": SwitchingRule.AUTHORITY_SHORTAGE}


@pytest.fixture(scope="module")
def asked(answers_to: Ask) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings of the two presets."""
    return answers_to(NAME)


class Curve:
    """Delays where censors propose blocks without the transaction, by slots."""

    def __init__(self, table: pd.DataFrame, protocol: str, mode: str, share: float = SHARE) -> None:
        chosen = (table["protocol"] == protocol) & (table["mode"] == mode) & ~table["silent"]
        rows = table[chosen & (table["share"] == share)]
        self.seconds: list[float] = rows["seconds"].tolist()
        self.longer: list[float] = rows["longer"].tolist()
        assert rows["slots"].tolist() == list(range(len(rows)))


def drawn(table: pd.DataFrame) -> Axes:
    """The figure's one panel, laid out."""
    with theme.themed():
        picture = figure.draw(table)
        picture.draw_without_rendering()
    (axes,) = picture.axes
    return axes


def names_in(axes: Axes) -> list[str]:
    """Names of the curves, in the order of the legend."""
    return [str(line.get_label()) for line in axes.lines]


def test_in_fast_the_censors_of_a_rotation_are_through_after_as_many_slots(asked: Any) -> None:
    """4 of 21 authorities in a row: 4/21 · 3/20 · 2/19 · 1/18, and no fifth; 0.1 s each."""
    chances = Curve(asked[0], "plan", "fast").longer
    by_hand = [4 / 21, 4 * 3 / (21 * 20), 24 / (21 * 20 * 19), 24 / (21 * 20 * 19 * 18), 0.0]
    assert chances == pytest.approx(by_hand, rel=A_FLOAT)
    assert Curve(asked[0], "plan", "fast").seconds[-1] == pytest.approx(0.4)


def test_in_balanced_and_secure_every_slot_is_drawn(asked: Any) -> None:
    """c^(k + 1) with c = 0.7 · 4/21 + 0.3 · 0.2 and c = 0.2; blocks of 0.5 s and 2 s."""
    for mode, censoring, block in (("balanced", 0.7 * 4 / 21 + 0.06, 0.5), ("secure", 0.2, 2.0)):
        rows = Curve(asked[0], "plan", mode)
        for slots in (0, 1, 7):
            assert rows.longer[slots] == pytest.approx(censoring ** (slots + 1), rel=1e-10)
            assert rows.seconds[slots] == pytest.approx(block * slots)


def test_the_references_fast_fails_at_a_fifth_and_rounds_move_on(asked: Any) -> None:
    """4 of 21 deny 5/6; then 17/21 · (1 - c) are included in the second slot, after 3 waits of 0.3 s."""
    rows = Curve(asked[0], "reference", "fast")
    censoring = 0.7 * 4 / 21 + 0.06
    assert rows.longer[0] == 1.0
    assert rows.longer[1] == pytest.approx(1 - 17 / 21 * (1 - censoring), rel=1e-10)
    assert rows.seconds[1] == pytest.approx(0.9)


def test_numbers_quote_the_delay_that_one_in_a_million_exceeds(asked: Any) -> None:
    found = numbers(asked[0])
    for name, rows in (
        ("plan_secure", Curve(asked[0], "plan", "secure")),
        ("plan_secure_third", Curve(asked[0], "plan", "secure", UNDER_A_THIRD)),
        ("reference_fast", Curve(asked[0], "reference", "fast")),
    ):
        slots = next(at for at, chance in enumerate(rows.longer) if chance <= 1e-6)
        assert found[f"{name}_slots"] == slots
        assert found[f"{name}_seconds"] == pytest.approx(rows.seconds[slots])
    assert found["plan_fast_third_silent_seconds"] == pytest.approx(0.3 * 6 * 7 / 2 + 2 * 6 * 0.1)


def test_a_delay_beyond_the_table_is_quoted_all_the_same(answers_to: Ask) -> None:
    """Rounds must pass Fast and Balanced to reach Secure, and start again with every censor's block."""
    stopped = {
        "fast": {"authority_threshold": Fraction(9, 10)},
        "balanced": {"stake_threshold": Fraction(9, 10)},
        "selection": {"authority_probability": 0.0},
    }
    table, _ = answers_to(NAME, None, stopped)
    slots = numbers(table)["reference_fast_third_slots"]
    longer = Curve(table, "reference", "fast", UNDER_A_THIRD).longer
    assert len(longer) == 65
    assert slots > 64
    # The chance falls by about one factor a slot, here from the last 20 of the table.
    assert slots == pytest.approx(
        64 + 20 * log(1e-6 / longer[-1]) / log(longer[-1] / longer[-21]), abs=2
    )


def test_for_ever_begins_where_the_honest_are_no_certificate(
    asked: Any, parameters_of: Callable[..., Parameters]
) -> None:
    """8 of 21 deny two thirds; the plan counts exactly two thirds as enough, the reference does not."""
    found = numbers(asked[0])
    assert found["plan_fast_permanent_share"] == pytest.approx(8 / 21, rel=A_FLOAT)
    for name in ("plan_balanced", "plan_secure", "reference_fast", "reference_secure"):
        assert found[f"{name}_permanent_share"] == pytest.approx(1 / 3, rel=A_FLOAT), name
    for protocol in ("plan", "reference"):
        for mode in Mode:
            share = found[f"{protocol}_{mode.label}_permanent_share"]
            parameters = parameters_of(protocol, {})
            assert turns_of(parameters, mode, share).is_permanent
            assert not turns_of(parameters, mode, share - 1e-12).is_permanent


def test_authorities_that_deny_a_mode_are_one_more_than_it_can_spare(asked: Any) -> None:
    """14 of 21 in Fast and Balanced and 7 in Secure; more than 5/6, 2/3 and 1/2: 18, 15 and 11."""
    found = numbers(asked[0])
    by_hand = {"plan": (8, 8, 15), "reference": (4, 7, 11)}
    for protocol, counts in by_hand.items():
        modes = ("fast", "balanced", "secure")
        assert tuple(found[f"{protocol}_{mode}_denied_by_authorities"] for mode in modes) == counts
        assert found[f"{protocol}_denied_everywhere_by"] == max(counts)


def test_what_is_said_of_a_third_is_so_of_the_chain_of_slots(
    answers_to: Ask, parameters_of: Callable[..., Parameters]
) -> None:
    """For several thresholds and both rules, against the model at a share just below a third."""
    endless: set[tuple[bool, bool]] = set()
    for threshold in ("3/5", "3/4"):
        changes = {
            "fast": {"authority_threshold": Fraction(threshold)},
            "secure": {"stake_threshold": Fraction(threshold)},
        }
        table, _ = answers_to(NAME, changes, changes)
        for row in table.drop_duplicates(["protocol", "mode"]).to_dict("records"):
            mode = next(each for each in Mode if each.label == row["mode"])
            turns = turns_of(parameters_of(row["protocol"], changes), mode, UNDER_A_THIRD)
            assert row["ends_under_a_third"] == (not turns.is_permanent)
            endless.add((row["falls_back"], turns.is_permanent))
    assert endless == {(False, False), (False, True), (True, False)}


def test_a_third_cannot_censor_for_ever_on_conditions(asked: Any) -> None:
    found = asked[1]["C61"]
    assert found.verdict == "holds if"
    assert "messages arrive in time" in found.condition
    assert found.condition.endswith("38 % in Fast; 33 % in Balanced; 33 % in Secure")
    assert not found.repair


@pytest.mark.parametrize(("table", "mode"), [("fast", "Fast"), ("balanced", "Balanced")])
def test_a_third_can_censor_for_ever_where_a_mode_asks_for_three_quarters(
    answers_to: Ask, table: str, mode: str
) -> None:
    more = {table: {"authority_threshold": Fraction(3, 4)}}
    found = answers_to(NAME, more)[1]["C61"]
    assert found.verdict == "refuted"
    assert found.condition.startswith(f"in {mode} a coalition of under a third")
    assert found.repair == "a round that decides nothing moves on to the next mode"


def test_nothing_is_repaired_where_no_mode_of_the_reference_spares_a_third(answers_to: Ask) -> None:
    more = {
        mode: {"stake_threshold": Fraction(3, 4)} for mode in ("balanced", "secure")
    }  # the reference's Fast asks for 5/6 of the authorities
    found = answers_to(NAME, more, more)[1]["C61"]
    assert found.condition.startswith("in Balanced and Secure a coalition")
    assert (found.verdict, found.repair) == ("refuted", "")


def test_the_plan_does_not_fall_back_from_authorities_that_censor(asked: Any) -> None:
    found = asked[1]["C63"]
    assert found.verdict == "refuted"
    assert found.condition.startswith("8 of 21 authorities that stay online")
    assert found.condition.endswith("by 8 of them, Secure, if it ran for another reason, by 15")
    assert found.repair.endswith("so that it takes 11 of 21 authorities")


def test_with_rounds_that_move_on_a_fallback_helps_up_to_the_last_modes_share(
    answers_to: Ask,
) -> None:
    found = answers_to(NAME, {"switching": WALKS})[1]["C63"]
    assert found.verdict == "holds if"
    assert found.condition.startswith("fewer than 15 of 21 authorities and no stakers censor")


@pytest.mark.parametrize("rule", [{}, {"switching": WALKS}])
def test_no_fallback_helps_where_every_mode_asks_for_as_many(answers_to: Ask, rule: Any) -> None:
    as_many = {"secure": {"oversight_threshold": Fraction(2, 3)}} | rule
    found = answers_to(NAME, as_many)[1]["C63"]
    assert found.verdict == "refuted"
    assert found.condition.startswith("8 of 21 authorities deny every certificate in Fast, and no")


def test_the_figure_names_a_curve_once_where_both_protocols_share_it(asked: Any) -> None:
    axes = drawn(asked[0])
    assert names_in(axes) == ["Fast, plan", "Fast, reference", "Balanced", "Secure"]
    assert figure.SHARE == SHARE
    styles = {str(line.get_label()): line.get_linestyle() for line in axes.lines}
    assert styles["Fast, plan"] != styles["Fast, reference"]


def test_a_mode_that_nobody_can_censor_has_no_curve(answers_to: Ask) -> None:
    """A fifth of three authorities is none of them, and nobody else proposes in Fast."""
    few = {"fast": {"validators": 3}}
    table, _ = answers_to(NAME, few, few)
    assert Curve(table, "plan", "fast").longer == [0.0]
    assert names_in(drawn(table)) == ["Balanced", "Secure"]


def test_endless_censorship_is_drawn_as_a_line_and_has_no_delay(answers_to: Ask) -> None:
    all_of_them = {"fast": {"authority_threshold": Fraction(1)}}
    table, _ = answers_to(NAME, all_of_them)
    assert numbers(table)["plan_fast_seconds"] is None
    assert Curve(table, "plan", "fast").longer == [1.0] * 65
    assert names_in(drawn(table))[0] == "Fast, plan"


def test_a_rotation_of_too_many_to_be_walked_has_no_curve_and_no_error(answers_to: Ask) -> None:
    many = {"fast": {"validators": 10_000}}
    table, findings = answers_to(NAME, many, many)
    assert numbers(table)["reference_fast_seconds"] is None
    assert numbers(table)["plan_fast_seconds"] > 0
    assert "Fast, reference" not in names_in(drawn(table))
    assert findings["C63"].condition.startswith("3,334 of 10,000 authorities")
