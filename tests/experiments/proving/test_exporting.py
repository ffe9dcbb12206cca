"""Conditions in a folder: the same bytes each time, and no file of anybody else's is touched."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.commands.prove import all_claims
from hybridstake.experiments.proving.exporting import export, prepare
from hybridstake.models.errors import InvalidParameter
from hybridstake.proofs.solving.apart import claims_by_name
from hybridstake.proofs.solving.settling import settle

Contents = Callable[[Path], dict[str, bytes]]
NAMES = ("plan.fast-secure.intersection", "reference.fast.conflict-cost")


def write(folder: Path, *names: str) -> int:
    claims = [claims_by_name(all_claims)[name] for name in names or NAMES]
    prepare(folder, claims)
    return export(folder, claims, settle(claims, second_solver=False))


def index_of(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "index.json").read_text())["conditions"]


def test_the_index_lists_every_file_with_its_claim_and_answer(tmp_path: Path) -> None:
    count = write(tmp_path / "new" / "folder")
    entries = index_of(tmp_path / "new" / "folder")
    files = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert sorted([*(each["file"] for each in entries), "index.json"]) == files
    assert len(entries) == count > 2
    first, *others = entries
    assert first == {
        "file": "plan.fast-secure.intersection.000-plan.fast-secure.smt2",
        "claim": "plan.fast-secure.intersection",
        "condition": "plan.fast-secure",
        "expected": "sat",
    }
    assert {(each["claim"], each["expected"]) for each in others} == {(NAMES[1], "unsat")}


def test_written_again_the_bytes_are_the_same_and_other_files_stay(
    tmp_path: Path, contents: Contents
) -> None:
    write(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    before = contents(tmp_path)
    write(tmp_path)
    assert contents(tmp_path) == before
    write(tmp_path, NAMES[0])
    assert len(index_of(tmp_path)) == 1
    assert contents(tmp_path) | {"index.json": b""} == before | {"index.json": b""}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index.json", '{"mine": 1}'),
        ("index.json", "[]"),
        ("index.json", "not JSON"),
        ("plan.fast-secure.intersection.000-plan.fast-secure.smt2", "(check-sat)\n"),
        ("plan.fast-secure.intersection.000-plan.fast-secure.smt2", ""),
    ],
)
def test_a_file_of_somebody_else_is_not_overwritten(
    tmp_path: Path, contents: Contents, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InvalidParameter) as caught:
        write(tmp_path)
    assert str(caught.value) == (
        f"--export must not overwrite files of others, got {tmp_path / name}"
    )
    assert contents(tmp_path) == {name: content.encode()}


def test_a_folder_in_the_way_of_a_file_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "index.json").mkdir()
    with pytest.raises(InvalidParameter, match="must not overwrite"):
        write(tmp_path)
