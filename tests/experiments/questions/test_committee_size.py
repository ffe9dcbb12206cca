"""Sizes against tails in integers, what is left out where no size will do, and the figure."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import committee_size as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions import committee_size
from hybridstake.experiments.questions.committee_size import (
    BITS,
    CANDIDATES,
    Case,
    agrees,
    answer,
    cases,
    numbers,
    question,
    sortition,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.models.attacks.choices import Sampling
from hybridstake.models.attacks.committees.second_tails import (
    binomial_fraction,
    hypergeometric_fraction,
)
from matplotlib.axes import Axes

ALGORAND = 2_000
"""Expected size of the committees of its steps, for a failure in 5e-9 [vote]."""


def no_chance(*address: int) -> np.random.Generator:
    raise AssertionError("nothing is drawn")


@pytest.fixture(scope="module")
def algorand() -> dict[str, Any]:
    """The row of sortition, which no parameter moves."""
    return sortition()


def rows(protocol: str, parameters: Any) -> list[dict[str, Any]]:
    """All rows of one protocol."""
    return [
        {"protocol": protocol, **row}
        for case in cases(protocol, parameters, Precision.TINY)
        for row in answer(case, no_chance)
    ]


@pytest.fixture(scope="module")
def answered(
    parameters_of: Callable[..., Any], algorand: dict[str, Any]
) -> Iterator[Callable[..., pd.DataFrame]]:
    """Results for changes to the plan, beside the reference; sortition is answered once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(committee_size, "sortition", lambda: algorand)
        plan, reference = (rows(name, parameters_of(name, {})) for name in ("plan", "reference"))

        def ask(changes: Any = None) -> pd.DataFrame:
            changed = rows("plan", parameters_of("plan", changes)) if changes else plan
            return pd.DataFrame([*changed, *reference])

        yield ask


def drawn(table: pd.DataFrame) -> list[Axes]:
    """The panels, laid out."""
    with theme.themed():
        picture = figure.draw(table)
        picture.draw_without_rendering()
    return picture.axes


def said(axes: Axes) -> list[str]:
    """Lines of a panel's legend."""
    legend = axes.get_legend()
    assert legend is not None
    return [text.get_text() for text in legend.get_texts()]


def test_the_sizes_are_those_of_ethereum_and_algorand(
    answered: Callable[..., pd.DataFrame],
) -> None:
    """109 for two thirds against a third at 2**-40 (Edgington); fewer than 2,000 for Algorand."""
    found = numbers(answered())
    assert (found["two_thirds_40_third"], found["two_thirds_40_third_first"]) == (109, 107)
    assert found["plan_fast_40_third"] == 109
    assert 1_900 < found["sortition_first"] <= found["sortition_lasting"] <= ALGORAND
    assert found["sizes"] == found["agreeing"]


def test_every_size_is_right_on_either_side(answered: Callable[..., pd.DataFrame]) -> None:
    """By fractions of integers: the last size that does not do, and the first that does."""
    table = answered()
    rules = {"majority": lambda n: n // 2 + 1, "two_thirds": lambda n: -(-2 * n // 3)}
    tried = 0
    plan: Any = table[(table["protocol"] == "plan") & table["rule"].isin(rules)]
    for row in plan.to_dict("records"):
        tried += 1
        with_replacement = row["drawn"] == "with-replacement"
        fraction = binomial_fraction if with_replacement else hypergeometric_fraction
        part = Fraction(row["share"]).limit_denominator(100)
        held = (
            (part.denominator, part.numerator)
            if with_replacement
            else (CANDIDATES, int(part * CANDIDATES))
        )
        for size, enough in (
            (row["first"], True),
            (row["first"] - 1, False),
            (row["lasting"], True),
            (row["lasting"] - 1, False),
        ):
            chance = Fraction(*fraction(*held, size, rules[row["rule"]](size)))
            assert (chance < Fraction(1, 2 ** int(row["bits"]))) == enough, (row, size)
    assert tried == 2 * 2 * 2 * 2


def test_sortition_fails_too_often_just_below_its_sizes(algorand: dict[str, Any]) -> None:
    """Each size between is tried; from the second on all do, up to the published one."""
    fails = {
        size: committee_size.committee(size).second_exact().probability > 5e-9
        for size in range(algorand["first"] - 2, algorand["lasting"] + 3)
    }
    assert min(size for size in fails if not fails[size]) == algorand["first"]
    assert max(size for size in fails if fails[size]) == algorand["lasting"] - 1
    assert algorand["agrees"]


def test_a_set_bears_the_largest_share_that_needs_no_more_than_it_has(
    answered: Callable[..., Any],
) -> None:
    """Two thirds at 2**-40 need 28 seats against a tenth and 109 against a third."""
    sizes = {"fast": 27, "balanced": 28, "secure": 109}
    table = answered({mode: {"validators": size} for mode, size in sizes.items()})
    found = numbers(table)
    assert (found["plan_fast_40_tenth"], found["plan_fast_40_third"]) == (28, 109)
    assert [found[f"plan_{mode}_40_share"] for mode in sizes] == [0, 0.1, 1 / 3]
    assert not table[table["rule"] == "majority"]["enough"].any()


def test_a_second_way_contradicts_a_wrong_size() -> None:
    search = question(
        Case(("any",), (0,), Fraction(2, 3), False, Fraction(1, 3)), 40, Sampling.WITH_REPLACEMENT
    )
    assert agrees(search, 107, 109)
    wrong = [(106, 109), (108, 109), (107, 108), (107, 110), (110, 109)]
    assert [agrees(search, *sizes) for sizes in wrong] == [False] * len(wrong)


def test_a_threshold_that_the_adversary_holds_is_left_out(
    answered: Callable[..., pd.DataFrame],
) -> None:
    """A third against a threshold of a third: no size will do, and a tenth is kept out by some."""
    table = answered({"fast": {"authority_threshold": Fraction(1, 3)}})
    found = numbers(table)
    assert (found["plan_fast_40_third"], found["plan_fast_80_third"]) == (None, None)
    assert found["plan_fast_40_tenth"] > found["majority_40_tenth"]
    assert found["plan_balanced_40_third"] == 109
    assert not table.isna().any(axis=None)
    curve, *_ = (line for line in drawn(table)[0].lines if line.get_color() == "#d55e00")
    assert len(np.asarray(curve.get_xdata())) == 1


def test_rules_that_are_the_same_are_searched_once(parameters_of: Callable[..., Any]) -> None:
    """The plan's certificates are two thirds; the reference has two rules of its own."""
    names = {
        protocol: [
            case.names
            for case in cases(protocol, parameters_of(protocol, {}), Precision.TINY)
            if isinstance(case, Case) and case.share == Fraction(1, 3)
        ]
        for protocol in ("plan", "reference")
    }
    assert names == {
        "plan": [("majority",), ("two_thirds", "fast", "balanced", "secure")],
        "reference": [("majority",), ("two_thirds",), ("fast",), ("balanced", "secure")],
    }


def test_the_figure_has_a_panel_for_each_target_and_names_its_lines(
    answered: Callable[..., pd.DataFrame],
) -> None:
    table = answered()
    panels = drawn(table)
    assert len(panels) == len(BITS)
    assert said(panels[0]) == ["majority, over 1/2", "plan, 2/3", "reference, over 5/6"]
    assert said(panels[1]) == ["with replacement", "10,000, without"]
    assert [text.get_text() for text in panels[1].texts] == [
        "Fast\n21", "Balanced\n100", "Secure\n1,000",
    ]  # fmt: skip
    for panel, bits in zip(panels, BITS, strict=True):
        plan = panel.lines[2]
        sizes = [numbers(table)[f"plan_fast_{bits}_{word}"] for word in ("tenth", "third")]
        assert np.asarray(plan.get_ydata()).tolist() == sizes


def test_sets_of_one_size_are_named_together(answered: Callable[..., pd.DataFrame]) -> None:
    one = {"validators": 1}
    panels = drawn(answered({"fast": one, "balanced": one, "secure": one}))
    assert [text.get_text() for text in panels[-1].texts] == ["Fast, Balanced, Secure\n1"]
