"""Parallel execution: what the rows say, what the prose quotes, and the picture."""

from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.figures import parallel_speedup as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import parallel_speedup
from hybridstake.experiments.questions.parallel_speedup import (
    COUNTER,
    FAMILIES,
    MACHINE,
    answer,
    cases,
    findings,
    numbers,
    tables,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.models.execution.outcome import Outcome


def rows_of(run: int, case: Any) -> list[dict[str, Any]]:
    return answer(case, partial(generator, 1, "parallel_speedup", run))


@pytest.fixture(scope="module")
def table() -> Any:
    asked = cases("any", load("plan"), Precision.TINY)
    return pd.DataFrame(
        {"protocol": "any", "run": run, **row}
        for run, case in enumerate(asked)
        for row in rows_of(run, case)
    )


def test_every_family_runs_under_both_schedulers_and_every_number_of_workers(table: Any) -> None:
    rows = table[table["part"] == "workers"]
    found = {tuple(key) for key in rows[["name", "way", "count"]].to_numpy().tolist()}
    ways = [(name, way) for name in FAMILIES for way in ("optimistic", "graph")]
    expected = {
        (*each, workers) for each in [*ways, (COUNTER, "summed")] for workers in (1, MACHINE)
    }
    assert found == expected


def test_no_speed_up_exceeds_what_dependencies_and_workers_allow(table: Any) -> None:
    rows = table[table["part"] != "published"]
    assert (rows["value"] < rows["most"]).all()
    alone = rows[(rows["part"] == "workers") & (rows["count"] == 1)]
    assert alone[alone["way"] == "optimistic"]["value"].unique() == pytest.approx(
        [1 / 1.448] * alone["name"].nunique(), rel=0.001
    )


def test_known_dependencies_are_never_slower_and_repeat_nothing(table: Any) -> None:
    rows = table[table["part"].isin(["workers", "contention"])]
    wide = rows.pivot_table(index=["part", "name", "count"], columns="way", values="value")
    assert (wide["graph"] > wide["optimistic"]).all()
    assert (rows[rows["way"] == "graph"]["extra"] == 1).all()
    assert (rows[rows["way"] == "optimistic"]["extra"] >= 1).all()


def test_one_counter_is_slower_in_parallel_unless_it_is_summed_up_later(table: Any) -> None:
    found = numbers(table)
    assert found[f"{COUNTER}_optimistic"] < 0.8
    assert found[f"{COUNTER}_summed"] > 10
    assert found[f"{COUNTER}_executions"] > 5


def test_accounts_that_are_cut_well_send_fewer_payments_across(table: Any) -> None:
    found = numbers(table)
    assert found["cut_across"] < 0.15 < 0.6 < found["blind_across"]
    assert found["cut_modules"] > 1.5 * found["blind_modules"]
    assert 0.85 < found["cut_modules"] / found["cut_modules_formula"] < 1


def test_the_numbers_count_the_published_rows(table: Any) -> None:
    found = numbers(table)
    rows = table[table["part"] == "published"]
    counted = [found[name] for name in ("predicted", "fitted", "not_modelled", "claimed")]
    assert sum(counted) == len(rows)
    assert found["fitted"] == 6
    assert 50 < found["found_again"] < found["predicted"] == 68
    assert (found["fewest_accounts"], found["most_accounts"]) == (2, 10_000)
    assert found["fewest_accounts_speedup"] < 1 < 5 < found["most_accounts_speedup"]


def test_the_printed_table_says_what_was_fitted_and_why_a_row_is_not_found(table: Any) -> None:
    printed = tables(table)["parallel_speedup"].set_index(["System", "What"])
    assert printed.loc[("pevm", "chain of Uniswap, speed-up"), "Outcome"] == "fitted"
    found = printed.loc[("pevm", "chain of ERC-20, speed-up")]
    assert list(found[["Measured", "Ours", "Outcome"]]) == ["0.69", "0.71", "within 15%"]
    missed = printed.loc[("Block-STM", "best of Aptos, speed-up")]
    assert list(missed[["Measured", "Outcome"]]) == ["17.00", "not within 15%"]
    assert missed["Remark"].startswith("its memory of versions costs more")
    claimed = printed.loc["Monad"].iloc[0]
    assert list(claimed[["Measured", "Ours", "Outcome"]]) == ["none", "none", "claimed"]
    ranges = printed.loc[("Aptos", "vector-picture30k: 100 copies over 1"), "Ours"]
    assert " to " in ranges


def test_a_scheduler_that_ends_in_another_state_is_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The state is asserted in every run, not only in tests."""
    right = parallel_speedup.run_optimistically

    def wrong(*given: Any, **options: Any) -> Outcome:
        found = right(*given, **options)
        return replace(found, state=(found.state[0] + 1, *found.state[1:]))

    monkeypatch.setattr(parallel_speedup, "run_optimistically", wrong)
    case = cases("any", load("plan"), Precision.TINY)[0]
    with pytest.raises(AssertionError):
        rows_of(0, case)


def test_every_family_every_published_row_and_every_bound_is_drawn(table: Any) -> None:
    with theme.themed():
        conflicts, workers, measured = figure.draw(table).axes
    assert [text.get_text() for text in conflicts.texts] == [
        "dependencies known", "optimistic", "their best", "contended",
    ]  # fmt: skip
    assert len(workers.lines) == len(workers.texts) == len(FAMILIES)
    heights = [text.xy[1] for text in workers.texts]  # pyright: ignore[reportAttributeAccessIssue]
    assert all(above / below > 1.3 for above, below in pairwise(heights))
    answered = table[(table["part"] == "published") & table["way"].isin(["fitted", "predicted"])]
    assert len(measured.lines) == 1 + 2 * len(answered)
    left, right = measured.get_xlim()
    for line in measured.lines:
        ends = line.get_xdata()
        assert all(left <= float(value) <= right for value in ends)  # pyright: ignore[reportGeneralTypeIssues]


def test_what_is_shared_and_what_crosses_decide_on_parallel_execution(table: Any) -> None:
    found = findings(table, {})
    assert [found[name].verdict.value for name in ("C104", "C105", "C106", "C107")] == [
        "holds if", "refuted", "refuted", "measured",
    ]  # fmt: skip
    assert all(found[name].repair for name in ("C105", "C106"))
    free = table.assign(value=table["value"].where(table["part"] != "workers", 20.0))
    assert findings(free, {})["C104"].verdict.value == "measured"
    blind = (table["part"] == "modules") & (table["way"] == "blind")
    perfect = table.assign(value=table["value"].where(~blind, 99.0))
    turned = findings(perfect, {})
    assert [turned[name].verdict.value for name in ("C105", "C106")] == ["measured"] * 2
