"""What is remade when something has changed, and that nothing else is."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.proving.topics import ASKED_BY
from hybridstake.experiments.reproducing.reproduction import reproduce
from hybridstake.experiments.reproducing.steps import Reproduction
from hybridstake.experiments.running import question, sources
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.study import Study
from hybridstake.models.errors import InvalidParameter

pytestmark = pytest.mark.slow

ECONOMY = (
    "mode_timeline", "participation_phases", "security_budget", "stake_concentration",
    "staking_economy",
)  # fmt: skip
"""Questions that simulate the economy."""

SMALL = ["checkpoint_window", "finality_floor", "staking_yield", "formulas", "claims"]
"""Steps that take no time; `claims` stands on all questions."""


@contextmanager
def nobody_watching(label: str) -> Iterator[Callable[[int, int], None]]:
    yield lambda done, total: None


def carried_out(study: Study, names: list[str] = SMALL) -> list[str]:
    """Steps that a run carries out; there is no paper to print."""
    steps: list[str] = []
    nowhere = study.out / "no paper"
    reproduction = Reproduction(study=study, paper=nowhere, workers=1, progress=nobody_watching)
    count = reproduce(reproduction, names, steps.append)
    assert count == len(steps)
    return steps


@pytest.fixture(scope="module")
def copied(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A study of our own, everything up to date."""
    folder = tmp_path_factory.mktemp("copy")
    for part in ("results", "numbers", "tables"):
        shutil.copytree(study.out / part, folder / part)
    own = replace(study, out=folder)
    carried_out(own)
    return own


@pytest.fixture
def files(copied: Study) -> Iterator[Path]:
    """The study's folder, for a test that harms something in it, mended afterwards."""
    yield copied.out
    carried_out(copied)


def changed(study: Study, table: str, **values: Any) -> Study:
    """The same study but for some fields of one table of the plan."""
    plan = study.protocols["plan"]
    moved = replace(plan, **{table: replace(getattr(plan, table), **values)})
    return replace(study, protocols={**study.protocols, "plan": moved})


@pytest.mark.parametrize(
    ("table", "field", "value", "stale"),
    [
        ("balanced", "throughput_tps", 30_000.0,
         ["ai_workloads", "energy_footprint", "engineering_levers", "finality_times",
          "network_bounds", "throughput_roofline"]),
        ("balanced", "finality_seconds", 2.0,
         ["checkpoint_window", "finality_floor", "finality_times", "network_bounds",
          "network_under_stress", "rewritten_history", "throughput_roofline"]),
        ("network", "timeout_seconds", 0.4,
         ["assumption_audit", "censorship_delay", "finality_floor", "network_under_stress",
          "quorum_intersection", "real_keys", "silent_proposers", "solver_stability"]),
        ("slashing", "unavailability_rate", 0.06,
         sorted(["bribery_cost", "cartel_boundary", "contract_safety", *ECONOMY])),
        ("staking", "evidence_window_seconds", 86_400.0,
         ["checkpoint_window", "contract_safety", "engineering_levers", "rewritten_history"]),
        ("population", "load_noise", 0.2,
         ["mode_timeline", "security_budget", "stake_concentration", "staking_economy"]),
        ("assumptions", "byzantine_authorities", Fraction(1, 4),
         ["assumption_audit", "contract_safety", "disagreement", "fallback_frontier",
          "mode_switching", "network_bounds", "network_under_stress", "quorum_intersection",
          "real_keys", "rewritten_history", "solver_stability"]),
    ],
)  # fmt: skip
def test_a_changed_parameter_makes_stale_what_reads_it_and_the_list_of_parameters(
    study: Study, table: str, field: str, value: Any, stale: list[str]
) -> None:
    """All fields are tried in `running/test_study.py`; here with the answers of a study at hand."""
    moved = changed(study, table, **{field: value})
    found = [name for name in question.names() if not moved.is_fresh(name)]
    assert found == sorted(["protocol_parameters", *stale])


def verdict(study: Study, claim: str) -> str:
    """Verdict in the printed table of claims."""
    rows = pd.read_csv(study.table_path("claims"))
    return str(rows.set_index("Id").loc[claim, "Verdict"])


def test_another_seed_or_precision_makes_every_question_stale(study: Study) -> None:
    for moved in (replace(study, seed=2), replace(study, precision=Precision.FULL)):
        assert [name for name in question.names() if moved.is_fresh(name)] == []


def test_nothing_is_carried_out_when_nothing_has_changed(copied: Study) -> None:
    assert carried_out(copied) == []


def test_touching_every_file_is_no_change(copied: Study) -> None:
    for path in copied.out.rglob("*"):
        os.utime(path, (2_000_000_000, 2_000_000_000))
    assert carried_out(copied) == []


def test_a_changed_parameter_is_carried_through_to_the_claims_and_to_nothing_else(
    copied: Study, files: Path
) -> None:
    moved = changed(copied, "network", message_delays=2)
    table = copied.table_path("claims")
    before = table.read_bytes()
    assert verdict(copied, "C45") == "refuted"
    assert carried_out(moved) == ["finality_floor", "network_bounds", "claims"]
    assert verdict(copied, "C45") == "holds if"
    assert carried_out(copied) == ["finality_floor", "network_bounds", "claims"]
    assert table.read_bytes() == before


@pytest.mark.parametrize(
    ("file", "step", "harm"),
    [
        ("results/checkpoint_window.parquet", "checkpoint_window", "cut off"),
        pytest.param(
            "results/checkpoint_window.parquet",
            "checkpoint_window",
            "longer",
            marks=pytest.mark.exhaustive,
        ),
        ("results/checkpoint_window.parquet", "checkpoint_window", "gone"),
        pytest.param(
            "results/checkpoint_window.json",
            "checkpoint_window",
            "cut off",
            marks=pytest.mark.exhaustive,
        ),
        ("numbers/checkpoint_window.json", "checkpoint_window", "gone"),
        pytest.param(
            "tables/finality_floor.csv", "finality_floor", "longer", marks=pytest.mark.exhaustive
        ),
        ("figures/staking_yield.svg", "figure:staking_yield", "cut off"),
        pytest.param(
            "figures/staking_yield.svg",
            "figure:staking_yield",
            "gone",
            marks=pytest.mark.exhaustive,
        ),
        ("tables/formulas.csv", "formulas", "longer"),
        pytest.param("tables/claims.csv", "claims", "gone", marks=pytest.mark.exhaustive),
        ("numbers/claims.json", "claims", "cut off"),
    ],
)
def test_a_harmed_output_is_remade(
    copied: Study, files: Path, file: str, step: str, harm: str
) -> None:
    path = files / file
    before = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(before[: len(before) // 2] if harm == "cut off" else before + b" x")
    assert carried_out(copied) == [step]
    assert path.read_bytes() == before
    assert carried_out(copied) == []


@pytest.mark.parametrize("content", ["", "[]", '"text"', '{"key": 1}', '{"outputs": []}', "\xff"])
def test_a_manifest_that_says_nothing_is_remade(copied: Study, files: Path, content: str) -> None:
    path = files / "results" / "checkpoint_window.json"
    before = path.read_bytes()
    path.write_bytes(content.encode("latin-1"))
    assert carried_out(copied) == ["checkpoint_window"]
    assert path.read_bytes() == before


def test_a_manifest_that_tells_of_other_ingredients_than_its_key_is_remade(
    copied: Study, files: Path
) -> None:
    path = files / "results" / "checkpoint_window.json"
    before = path.read_text()
    path.write_text(before.replace('"seed": 1', '"seed": 7'))
    assert path.read_text() != before
    assert carried_out(copied) == ["checkpoint_window"]
    assert path.read_text() == before


@pytest.mark.parametrize("content", ["", '{"claims": {"che', "[]", "\xff"])
def test_notes_of_earlier_steps_that_were_cut_off_cost_time_and_nothing_else(
    copied: Study, files: Path, content: str
) -> None:
    (files / "results" / ".steps.json").write_bytes(content.encode("latin-1"))
    assert carried_out(copied) == ["figure:staking_yield", "formulas", "claims"]
    assert carried_out(copied) == []


def altered(monkeypatch: pytest.MonkeyPatch, folder: Path, module: str) -> None:
    """Let a module have one comment more than it has."""
    copy = folder / "altered.py"
    copy.write_bytes(sources.source_path(module).read_bytes() + b"\n# another comment\n")
    real = sources.source_path
    monkeypatch.setattr(sources, "source_path", lambda name: copy if name == module else real(name))


@pytest.mark.parametrize(
    ("module", "stale"),
    [
        ("experiments.questions.checkpoint_window", ["checkpoint_window"]),
        (
            "models.protocol.checkpoints",
            sorted(
                [
                    "assumption_audit",
                    "checkpoint_window",
                    "disagreement",
                    "real_keys",
                    "solver_stability",
                    *ASKED_BY,
                ]
            ),
        ),
        ("agents.choices.positions", list(ECONOMY)),
        ("proofs.solving.audit", ["assumption_audit"]),
        ("experiments.figures.staking_yield", []),
        ("experiments.commands.claims", []),
    ],
)
def test_a_change_of_code_makes_stale_what_stands_on_it(
    study: Study, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: str, stale: list[str]
) -> None:
    altered(monkeypatch, tmp_path, f"hybridstake.{module}")
    assert [name for name in question.names() if not study.is_fresh(name)] == stale


def test_a_change_of_findings_alone_reaches_the_claims(
    copied: Study, files: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The table of results stays the same to the byte, and yet the verdicts may not."""
    altered(monkeypatch, tmp_path, "hybridstake.experiments.questions.checkpoint_window")
    table = copied.results_path("checkpoint_window")
    before = table.read_bytes()
    assert carried_out(copied) == ["checkpoint_window", "claims"]
    assert table.read_bytes() == before
    monkeypatch.undo()


def test_a_step_that_fails_raises_its_own_error_and_is_tried_again(
    copied: Study, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module: Any = question.load("checkpoint_window")

    def fail(table: Any) -> Any:
        raise ArithmeticError("no numbers today")

    path = copied.numbers_path("checkpoint_window")
    before = path.read_bytes()
    path.unlink()
    monkeypatch.setattr(module, "numbers", fail)
    with pytest.raises(ArithmeticError, match=r"^no numbers today$"):
        carried_out(copied)
    monkeypatch.undo()
    assert carried_out(copied) == ["checkpoint_window"]
    assert path.read_bytes() == before


def test_an_unknown_step_is_refused_before_anything_is_written(
    study: Study, tmp_path: Path
) -> None:
    elsewhere = replace(study, out=tmp_path / "out")
    known = [*question.names(), "claims", "formulas", "listings", "proofs", "validation"]
    with pytest.raises(InvalidParameter) as caught:
        carried_out(elsewhere, ["staking_yeild"])
    assert str(caught.value) == (
        f"NAME must be one of {', '.join(sorted(known))}, got 'staking_yeild' "
        "(did you mean staking_yield?)"
    )
    assert not elsewhere.out.exists()


def test_a_text_without_a_bibliography_is_refused(study: Study, tmp_path: Path) -> None:
    (tmp_path / "whitepaper.md").write_text("text")
    reproduction = Reproduction(study=study, paper=tmp_path, workers=1, progress=nobody_watching)
    with pytest.raises(InvalidParameter) as caught:
        reproduce(reproduction, [], print)
    assert str(caught.value) == (
        f"paper must be a folder with whitepaper.md and references.bib, got {tmp_path} "
        "without references.bib"
    )
