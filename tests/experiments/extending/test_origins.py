"""Results that something of another package has made name it, and go stale with it."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.strategies.best import Discounted
from hybridstake.experiments.evaluating import evaluation
from hybridstake.experiments.evaluating.settings import EvaluationSettings
from hybridstake.experiments.extending import invariants
from hybridstake.experiments.extending.origins import files_digest, ingredients_of, origins
from hybridstake.experiments.extending.strategies import strategy_named
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running import sources
from hybridstake.experiments.simulating.simulation import Simulation
from hybridstake.models.errors import InvalidParameter

LOYAL = "hybridstake_example.loyal"


class OfANotebook(Discounted):
    """A rule that was written in a cell."""

    name: ClassVar[str] = "cell"


OfANotebook.__module__ = "__main__"


def simulated(rule: Any) -> Simulation:
    settings = EconomySettings(strategy=rule)
    return Simulation(parameters=load("plan"), settings=settings, runs=1, seed=1)


def evaluated(rule: Any) -> dict[str, Any]:
    settings = EvaluationSettings(economy=EconomySettings(strategy=rule))
    asked = evaluation.Evaluation(
        parameters=load("plan"), metrics=("gini",), replicates=1, seed=1, settings=settings
    )
    return evaluation.ingredients(asked)


@pytest.fixture
def installed(
    example: Path, monkeypatch: pytest.MonkeyPatch, forgotten: Callable[[], None]
) -> None:
    monkeypatch.syspath_prepend(str(example))
    forgotten()


@pytest.mark.usefixtures("installed")
def test_runs_and_evaluations_of_an_added_rule_name_its_module_and_the_bytes_of_its_package() -> (
    None
):
    rule = strategy_named("loyal")
    for found in (simulated(rule).ingredients(), evaluated(rule)):
        assert found["plugins"] == {LOYAL: files_digest("hybridstake_example")}
    assert LOYAL in sources.closure(*simulated(rule).modules)
    assert "hybridstake.agents.choices.picking" in sources.imported(LOYAL)


def test_runs_and_evaluations_of_a_rule_of_ours_name_no_other_package() -> None:
    for found in (simulated(Discounted()).ingredients(), evaluated(Discounted())):
        assert "plugins" not in found
    assert origins(Discounted, load) == ()
    assert ingredients_of(()) == {}


def test_results_of_a_rule_that_nobody_could_read_again_are_not_kept() -> None:
    with pytest.raises(InvalidParameter) as refused:
        simulated(OfANotebook()).ingredients()
    assert str(refused.value) == (
        "what results are kept of must be of a module that can be imported, got __main__"
    )


@pytest.mark.usefixtures("installed")
def test_verdicts_depend_on_rules_that_are_added() -> None:
    assert list(invariants.ingredients()["plugins"]) == ["hybridstake_example.month"]


def test_verdicts_depend_on_our_rules_alone_where_none_is_added() -> None:
    assert list(invariants.ingredients()) == ["invariants_sha256"]


def test_a_module_that_stands_alone_is_known_by_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd_alone.py").write_text("x = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert files_digest("odd_alone") == hashlib.sha256(b"x = 1\n").hexdigest()
    assert sources.source_path("odd_alone") == tmp_path / "odd_alone.py"


def test_a_module_that_imports_a_whole_module_of_ours_stands_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "odd_whole"
    folder.mkdir()
    (folder / "one.py").write_text("import numpy, hybridstake.models.errors as errors\n")
    (folder / "two.py").write_text("import odd_whole.one\nfrom . import one\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert sources.closure("odd_whole.two") == (
        "hybridstake.models.errors",
        "odd_whole.one",
        "odd_whole.two",
    )
    with pytest.raises(ModuleNotFoundError, match=r"no source of odd_whole\.three"):
        sources.source_path("odd_whole.three")
