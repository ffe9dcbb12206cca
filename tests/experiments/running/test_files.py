"""Files are whole or absent, and numbers are plain JSON."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.running.files import (
    file_digest,
    read_json,
    write_atomically,
    write_json,
)
from hybridstake.experiments.running.outputs import write_numbers, write_table


def test_a_write_that_fails_halfway_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "result"
    path.write_text("old")

    def fail(partial: Path) -> None:
        partial.write_text("new, but only ha")
        raise OSError("disk full")

    with pytest.raises(OSError, match=r"^disk full$"):
        write_atomically(path, fail)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("result", "old")]


def test_folders_are_made_as_needed(tmp_path: Path) -> None:
    write_json(tmp_path / "a" / "b" / "c.json", {"x": 1})
    assert [file.name for file in (tmp_path / "a" / "b").iterdir()] == ["c.json"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_not_finite_is_no_json(tmp_path: Path, value: float) -> None:
    path = tmp_path / "numbers.json"
    write_json(path, {"x": 1})
    with pytest.raises(ValueError, match=r"^Out of range float values are not JSON compliant"):
        write_json(path, {"x": value})
    assert read_json(path) == {"x": 1}


def test_the_same_content_is_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    write_json(tmp_path / "one", {"b": 2.5, "a": "⅔"})
    write_json(tmp_path / "two", {"a": "⅔", "b": 2.5})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").read_text(encoding="utf-8") == '{\n  "a": "⅔",\n  "b": 2.5\n}\n'


@pytest.mark.parametrize("content", [b"", b'{"a": 1', b"\xff\xfe"])
def test_a_file_that_was_cut_off_reads_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cut.json"
    path.write_bytes(content)
    assert read_json(path) is None


def test_a_file_that_is_not_there_reads_as_none_and_has_no_digest(tmp_path: Path) -> None:
    assert read_json(tmp_path / "none") is None
    assert file_digest(tmp_path / "none") is None


def test_numbers_of_numpy_are_written_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "numbers.json"
    write_numbers(path, {"share": np.float64(0.1), "count": np.int64(3), "all": np.bool_(True)})
    assert json.loads(path.read_text()) == {"share": 0.1, "count": 3, "all": True}


def test_a_table_ends_its_lines_alike_everywhere_and_keeps_commas(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_table(path, pd.DataFrame({"Claim": ["≥ ⅔, or not"], "Id": ["C01"]}))
    assert path.read_bytes() == 'Claim,Id\n"≥ ⅔, or not",C01\n'.encode()
