"""Lessons: each runs as a script, opens as a notebook, quotes no number that it does not compute."""

import re
import runpy
import time
from importlib import resources
from pathlib import Path
from typing import Any

import jupytext
import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

FOLDER = Path(str(resources.files("hybridstake.experiments.notebooks")))
# fmt: off
SMALL: dict[str, dict[str, Any]] = {
    "first_steps": {"PEOPLE": 20, "DAYS": 10, "RUNS": 2},
    "attacks_on_your_parameters": {"POINTS": 12, "TRIALS": 20_000},
    "tuning_the_reward_split": {
        "POINTS": 3, "PEOPLE": 20, "DAYS": 10, "REPLICATES": 2, "BUDGET": 12,
    },
    "your_own_strategy": {"PEOPLE": 60, "DAYS": 60, "RUNS": 2},
    "your_own_invariant": {"POINTS": 10},
    "reproducing_a_figure": {"PRECISION": "tiny"},
}
# fmt: on
"""Sizes at which each lesson is run here, instead of those that it names."""
MARK = '# %% tags=["parameters"]\n'
LONGEST_SECONDS = 60.0
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def cells_of(name: str) -> list[Any]:
    return jupytext.reads(text_of(name), fmt="py:percent").cells


def prose_of(name: str) -> list[str]:
    return [cell.source for cell in cells_of(name) if cell.cell_type == "markdown"]


def sized(name: str, sizes: dict[str, Any]) -> str:
    """A lesson's script with other sizes put behind those that it names."""
    before, named, after = text_of(name).partition(MARK)
    own, boundary, rest = after.partition("\n# %%")
    assert boundary, name
    others = "".join(f"{key} = {value!r}\n" for key, value in sizes.items())
    return before + named + own + "\n" + others + boundary + rest


def run(path: Path) -> dict[str, Any]:
    """Names that a script leaves behind."""
    backend = mpl.get_backend()
    mpl.use("Agg")
    try:
        return runpy.run_path(str(path), run_name="__main__")
    finally:
        plt.close("all")
        mpl.use(backend)


@pytest.fixture
def lesson(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a lesson at small sizes: what it leaves behind, and what it says."""

    def call(name: str) -> tuple[dict[str, Any], str]:
        path = tmp_path / f"{name}.py"
        path.write_text(sized(name, SMALL[name]), encoding="utf-8")
        left = run(path)
        return left, capsys.readouterr().out

    return call


def test_every_lesson_is_run() -> None:
    assert {path.stem for path in FOLDER.glob("[a-z]*.py")} == set(SMALL)


@pytest.mark.parametrize("name", SMALL)
def test_a_lesson_opens_as_a_notebook_with_its_sizes_in_one_cell(name: str) -> None:
    notebook = jupytext.reads(text_of(name), fmt="py:percent")
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    first, *_ = cells_of(name)
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    (sizes,) = [
        cell.source for cell in cells_of(name) if "parameters" in cell.metadata.get("tags", ())
    ]
    named = re.findall(r"^([A-Z]+) = ", sizes, flags=re.MULTILINE)
    assert set(SMALL[name]) <= set(named)


@pytest.mark.parametrize("name", SMALL)
def test_prose_of_a_lesson_has_no_number_and_ends_with_a_question(name: str) -> None:
    prose = prose_of(name)
    for paragraph in prose:
        assert re.findall(r"\d", CODE.sub("", paragraph)) == [], paragraph
    assert "## A question for you" in prose[-1]
    assert prose[-1].endswith("?")


def test_first_steps(lesson: Any) -> None:
    left, said = lesson("first_steps")
    refuted = left["verdicts"]["plan"] != "proved"
    assert [each.name for each in left["broken"]] == list(refuted.index[refuted])
    assert f"The plan breaks {len(left['broken'])} of {len(left['verdicts'])} invariants" in said
    assert "rewards.authority_share must lie in [0, 1], got 1.4" in said
    assert set(left["verdicts"]["reference"]) == {"proved"}
    assert left["own"].rewards.authority_share == 0.4


def test_attacks_on_your_parameters(lesson: Any) -> None:
    """More signatures asked for: fewer forks, more standstills unless hardly anybody is corrupted."""
    left, said = lesson("attacks_on_your_parameters")
    wide = left["wide"]
    assert (wide["safety", "mine"] <= wide["safety", "reference"]).all()
    worse = wide["liveness", "mine"] >= wide["liveness", "reference"]
    assert list(worse) == [False, *[True] * (len(wide) - 1)]
    assert (left["surface"].to_numpy()[:, 0] < 1e-3).all()
    assert "The methods agree." in said


def test_tuning_the_reward_split(lesson: Any) -> None:
    """Savers are paid less, the more goes to authorities; nothing on the front beats another."""
    left, said = lesson("tuning_the_reward_split")
    assert (np.diff(left["path"]["entry_yield_balanced"]) < 0).all()
    assert "It breaks no invariant" in said
    front = left["front"].sort_values(left["x"])
    assert front["recommended"].sum() == 1
    assert (np.diff(front[left["y"]]) > 0).all()
    assert (front["entry_real_yield_balanced"] >= 0.02).all()
    assert left["floor"].endswith(">= 0.02")
    assert left["found"] == left["answer"].parameters


def test_your_own_strategy(lesson: Any) -> None:
    """Content people stay idle longer."""
    left, said = lesson("your_own_strategy")
    assert "The limit is met." in said
    assert left["gaps"]["easily satisfied"].mean() < 0
    assert left["content"].choose(left["held"]) == 0
    assert left["greedy"].choose(left["held"]) == 1


def test_your_own_invariant(lesson: Any) -> None:
    """Larger bonds keep the rule, larger shares of the authorities break it; the repair keeps it."""
    left, said = lesson("your_own_invariant")
    holds = left["holds"].to_numpy()
    assert holds.any()
    assert not holds.all()
    assert (holds[:, :-1] <= holds[:, 1:]).all()
    assert (holds[:-1] >= holds[1:]).all()
    assert left["everything"][-1].verdict == "proved"
    assert said.count("refuted") == 2


def test_reproducing_a_figure(lesson: Any) -> None:
    left, said = lesson("reproducing_a_figure")
    assert "the same bytes" in said
    assert "NOT" not in said
    assert "rewards.base_reward halved: the result is stale" in said
    assert "slashing.rate halved: the result is fresh" in said
    least = left["least_yield"]
    assert least(left["answers"]) == pytest.approx(least(left["table"]) / 10, rel=1e-12, abs=0)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", SMALL)
def test_a_lesson_takes_less_than_a_minute_at_its_own_size(name: str) -> None:
    started = time.process_time()
    run(FOLDER / f"{name}.py")
    assert time.process_time() - started < LONGEST_SECONDS


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", SMALL)
def test_a_lesson_runs_in_a_kernel(name: str, tmp_path: Path) -> None:
    notebook = jupytext.reads(sized(name, SMALL[name]), fmt="py:percent")
    done = NotebookClient(notebook, kernel_name="python3", resources={}).execute(cwd=str(tmp_path))
    shown = [
        output.data for cell in done.cells for output in cell.get("outputs", ()) if "data" in output
    ]
    assert any("image/png" in each for each in shown)
