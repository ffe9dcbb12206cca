"""Stakes from a user's file or a law: what is read, in how much memory, and what is refused."""

import math
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hybridstake.experiments import stakes_files
from hybridstake.experiments.stakes_files import drawn_stakes, read_stakes, stakes_of
from hybridstake.models.errors import InvalidParameter


def file_of(folder: Path, text: str | bytes) -> Path:
    """A CSV file."""
    path = folder / "stakes.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "stake\n1\n2.5\n0\n",
        "name,stake_sol\na,1\nb,2.5\nc,0\n",
        '\ufeff"stake_sui",country\r\n 1 ,"The, ""one"""\r\n2.5e0,\r\n0,"two\nlines"\r\n',
        "stakes,my_stake,stake\n9,9,1\nx,y,2.5\n,,0",
    ],
)
def test_a_table_of_any_writer_is_read(tmp_path: Path, text: str) -> None:
    assert read_stakes(file_of(tmp_path, text)).tolist() == [1.0, 2.5, 0.0]


def test_a_value_of_two_lines_may_stand_anywhere(tmp_path: Path) -> None:
    """Also where one block of the file ends and the next one begins."""
    rows = '"one\nand two lines",1\n' * 100_000
    assert read_stakes(file_of(tmp_path, f"name,stake\n{rows}")).sum() == 100_000


@pytest.mark.parametrize(
    "column", [pa.array([1, 2, 0], pa.uint64()), pa.array([1, 2, 0], pa.decimal128(20, 4))]
)
def test_a_parquet_file_is_known_by_its_content(tmp_path: Path, column: pa.Array) -> None:
    path = tmp_path / "stakes.anything"
    pq.write_table(pa.table({"country": ["a", "b", "c"], "stake_base": column}), path)
    assert read_stakes(path).tolist() == [1.0, 2.0, 0.0]


def test_a_law_leaves_its_generator_and_a_file_has_one_of_its_own(tmp_path: Path) -> None:
    stakes, rng = stakes_of("pareto:1.16:5:7", 3)
    bare = np.random.default_rng(7)
    assert stakes.tolist() == (bare.pareto(1.16, 5) + 1).tolist()
    assert rng.permutation(9).tolist() == bare.permutation(9).tolist()
    _, rng = stakes_of(str(file_of(tmp_path, "stake\n1\n")), 3)
    assert rng.random() == np.random.default_rng(3).random()


HEADING = "stakes must have one column named stake or stake_<unit>, got "
CELL = "stake must be a finite number of at least 0, got "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,stakes\na,1\n", f"{HEADING}'name, stakes'"),
        ("stake,stake_sol\n1,2\n", f"{HEADING}'stake, stake_sol'"),
        ("", f"{HEADING}'no heading'"),
        ("stake\n", "stakes must have at least 1 row, got 0 in 'stakes.csv'"),
        ("stake,b\n1,x\nabc,y\n", f"{CELL}'abc' in row 2 of 'stakes.csv'"),
        ("stake,b\n1,x\n2,x\n,y\n", f"{CELL}'' in row 3 of 'stakes.csv'"),
        ("stake\n1\n-2\n", f"{CELL}'-2' in row 2 of 'stakes.csv'"),
        ("stake\nnan\n", f"{CELL}'nan' in row 1 of 'stakes.csv'"),
        ("stake\n1\n1e999\n", f"{CELL}'1e999' in row 2 of 'stakes.csv'"),
        ('stake\n1\n"\x1b[2J"\n', f"{CELL}'\\x1b[2J' in row 2 of 'stakes.csv'"),
        ("stake\n" + "1\n" * 900_000 + "x\n", f"{CELL}'x' in row 900001 of 'stakes.csv'"),
    ],
)
def test_what_is_no_stake_is_refused_with_its_row(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        read_stakes(file_of(tmp_path, text))
    assert str(refusal.value) == message


@pytest.mark.parametrize("text", ["stake,b\n1,x\n2\n", b"stake\n\xff\xfe\n", b"PAR1 and no more"])
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(InvalidParameter, match=r"^stakes must be pareto:.* got '") as refusal:
        read_stakes(file_of(tmp_path, text))
    assert len(str(refusal.value)) < 300
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("name", ["nowhere.csv", ".", "a\0b", "/dev/zero"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(
        InvalidParameter, match=r"^stakes must be pareto:ALPHA:N:SEED or a readable"
    ):
        read_stakes(tmp_path / name)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (pa.array(["1"]), "stake must be numbers, got 'string'"),
        (pa.array([[1.0]]), "stake must be numbers, got 'list<element: double>'"),
        (pa.array([1.0, None]), f"{CELL}nothing in row 2 of 'stakes.parquet'"),
        (pa.array([1.0, math.nan]), f"{CELL}nan in row 2 of 'stakes.parquet'"),
        (pa.array([1, -1]), f"{CELL}-1 in row 2 of 'stakes.parquet'"),
    ],
)
def test_a_parquet_file_is_held_to_the_same_rules(
    tmp_path: Path, column: pa.Array, message: str
) -> None:
    path = tmp_path / "stakes.parquet"
    pq.write_table(pa.table({"stake": column}), path)
    with pytest.raises(InvalidParameter) as refusal:
        read_stakes(path)
    assert str(refusal.value) == message


def test_a_file_that_is_too_long_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stakes_files, "LARGEST_POPULATION", 1_000)
    path = file_of(tmp_path, "stake\n" + "1\n" * 1_000_000 + "no number\n")
    with pytest.raises(InvalidParameter) as refusal:
        read_stakes(path)
    assert str(refusal.value) == "stakes must have at most 1,000 rows, got more in 'stakes.csv'"


def test_other_columns_take_no_memory(tmp_path: Path) -> None:
    """20 MB of names beside 20,000 stakes."""
    rows = "".join(f"{'x' * 1_000},{row}\n" for row in range(20_000))
    before = pa.default_memory_pool().max_memory()
    assert read_stakes(file_of(tmp_path, f"name,stake\n{rows}")).sum() == 199_990_000
    assert pa.default_memory_pool().max_memory() - before < 12e6


@pytest.mark.parametrize(
    ("law", "message"),
    [
        ("pareto:1:2", "stakes must be a file or pareto:ALPHA:N:SEED, got 'pareto:1:2'"),
        ("pareto:x:2:1", "stakes must be a file or pareto:ALPHA:N:SEED, got 'pareto:x:2:1'"),
        ("pareto:1:2.5:1", "stakes must be a file or pareto:ALPHA:N:SEED, got 'pareto:1:2.5:1'"),
        ("pareto:nan:2:1", "ALPHA must be positive and finite, got nan"),
        ("pareto:-1:2:1", "ALPHA must be positive and finite, got -1.0"),
        ("pareto:1:0:1", "N must lie in [1, 20000000], got 0"),
        ("pareto:1:99999999999:1", "N must lie in [1, 20000000], got 99999999999"),
        ("pareto:1:2:-1", "SEED must lie in [0, 2**63 - 1], got -1"),
    ],
)
def test_a_law_that_cannot_be_drawn_is_refused(law: str, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        drawn_stakes(law)
    assert str(refusal.value) == message
