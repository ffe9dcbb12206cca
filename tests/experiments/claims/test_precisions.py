"""Verdicts do not hang on how much is computed: a quick run and the published one conclude alike."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hybridstake.experiments.claims.settling import settled
from hybridstake.experiments.reproducing.reproduction import study_of
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.study import Study

pytestmark = pytest.mark.exhaustive


@pytest.fixture(scope="module")
def thorough(
    tmp_path_factory: pytest.TempPathFactory,
    paper_folder: Path,
    started: Callable[..., subprocess.Popen[str]],
) -> Path:
    """The folder of a paper at default precision."""
    folder = tmp_path_factory.mktemp("thorough") / "out"
    where = ("--precision", "default", "--out", str(folder), "--paper", str(paper_folder))
    process = started(("reproduce", *where, "--workers", "2"))
    _, said = process.communicate(timeout=3_600)
    assert process.returncode == 0, said
    return folder


def verdicts(study: Study) -> Mapping[str, str]:
    """Verdict of every claim by its id."""
    return {item.id: str(item.verdict) for item in settled(study)}


def test_a_quick_run_and_the_default_one_end_every_claim_alike(
    study: Study, thorough: Path
) -> None:
    default = study_of(thorough, precision=Precision.DEFAULT)
    assert verdicts(default) == verdicts(study)


def test_no_sentence_of_the_paper_falls_with_the_precision(made: Path, thorough: Path) -> None:
    """Both print the same conclusions: whatever is tied to results follows from either."""
    for out in (made, thorough):
        sentences = json.loads((out / "build" / "sentences.json").read_text(encoding="utf-8"))
        assert len(sentences) > 150
        assert [each["text"] for each in sentences if each["reasons"]] == []
