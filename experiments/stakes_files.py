"""Stakes as they are given on the command line: a file of a user's own, or draws from a law."""

import csv
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ..models.attacks.committees.stakes import LARGEST_POPULATION, pareto_stakes
from ..models.errors import InvalidParameter
from .parameter_files import shorten

LARGEST_SEED = 2**63 - 1
LONGEST_HEADING = 100_000
"""Bytes of a CSV file's first line [byte]."""

_BLOCK_BYTES = 1 << 20
_BATCH_ROWS = 65_536
_PARQUET = b"PAR1"
_LAW = "pareto"


def stakes_of(given: str, order_seed: int) -> tuple[NDArray[np.float64], np.random.Generator]:
    """Stakes, and the generator that shuffles their holders.

    Parameters
    ----------
    given
        `pareto:ALPHA:N:SEED`, or the path of a CSV or Parquet file.
    order_seed
        Seed of the generator for a file; a law's goes on after its draws.

    Returns
    -------
    tuple[NDArray, Generator]
        (N,) [token], and the generator.

    Raises
    ------
    InvalidParameter
        In one line: the field, the rule and the value.
    """
    if is_law(given):
        return drawn_stakes(given)
    return read_stakes(Path(given)), np.random.default_rng(order_seed)


def is_law(given: str) -> bool:
    """Whether stakes are drawn, and not read from a file."""
    return given.startswith(f"{_LAW}:")


def drawn_stakes(law: str) -> tuple[NDArray[np.float64], np.random.Generator]:
    """Stakes drawn from `pareto:ALPHA:N:SEED`, and the generator as they leave it."""
    try:
        _, exponent, count, seed = law.split(":")
        numbers = float(exponent), int(count), int(seed)
    except ValueError as error:
        raise InvalidParameter(
            f"stakes must be a file or {_LAW}:ALPHA:N:SEED, got {shorten(law)}"
        ) from error
    if not 0 < numbers[0] < math.inf:
        raise InvalidParameter(f"ALPHA must be positive and finite, got {numbers[0]!r}")
    if not 1 <= numbers[1] <= LARGEST_POPULATION:
        raise InvalidParameter(
            f"N must lie in [1, {LARGEST_POPULATION}], got {shorten(numbers[1])}"
        )
    if not 0 <= numbers[2] <= LARGEST_SEED:
        raise InvalidParameter(f"SEED must lie in [0, 2**63 - 1], got {shorten(numbers[2])}")
    rng = np.random.default_rng(numbers[2])
    return pareto_stakes(numbers[0], numbers[1], rng), rng


def read_stakes(path: Path) -> NDArray[np.float64]:
    """Stakes of a user's file, read in pieces so that its other columns take no memory.

    Parameters
    ----------
    path
        A CSV file with a heading, or a Parquet file, with one column `stake` or `stake_<unit>`.

    Returns
    -------
    NDArray
        (N,) [token].

    Raises
    ------
    InvalidParameter
        If it is no such file, is too long, or holds anything but numbers that are finite and not
        negative; the row is named, counted from 1 below the heading.
    """
    return joined(column_of(path, stake_column, is_number), path)


def read_labels(path: Path, name: str) -> list[str]:
    """A further column of a user's file, such as the country of each staker.

    Parameters
    ----------
    path
        As for `read_stakes`.
    name
        Of the column.

    Returns
    -------
    list[str]
        (N,), empty where a cell is.

    Raises
    ------
    InvalidParameter
        If it is no such file, or has no such column beside its stakes.
    """

    def named(names: list[str]) -> str:
        if names.count(name) != 1:
            raise InvalidParameter(
                f"together must name one column of {shorten(', '.join(names))}, got {shorten(name)}"
            )
        if name == stake_column(names):
            raise InvalidParameter(
                f"together must name another column than the stakes, got {shorten(name)}"
            )
        return name

    return [str(label or "") for piece in column_of(path, named) for label in piece.to_pylist()]


def column_of(
    path: Path,
    choose: Callable[[list[str]], str],
    fits: Callable[[pa.DataType], bool] = lambda kind: True,
) -> Iterator[pa.Array]:
    """One column of a user's file in pieces; its name is chosen from the heading.

    Where the file says what kind its columns are of, it has to fit; a CSV file holds text.
    """
    try:
        if not S_ISREG(path.stat().st_mode):
            raise ValueError("not a regular file")
        with path.open("rb") as file:
            is_parquet = file.read(len(_PARQUET)) == _PARQUET
            file.seek(0)
            yield from (
                parquet_pieces(file, choose, fits) if is_parquet else csv_pieces(file, choose)
            )
    except InvalidParameter:
        raise
    except (OSError, ValueError, pa.ArrowException) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidParameter(
            f"stakes must be {_LAW}:ALPHA:N:SEED or a readable CSV or Parquet file, "
            f"got {shorten(str(path))} ({shorten(reason)})"
        ) from error


def joined(pieces: Iterator[pa.Array], path: Path) -> NDArray[np.float64]:
    """All pieces as one array of numbers that can be stakes."""
    found: list[NDArray[np.float64]] = []
    rows = 0
    for piece in pieces:
        found.append(as_numbers(piece, rows, path))
        rows += len(piece)
        if rows > LARGEST_POPULATION:
            raise InvalidParameter(
                f"stakes must have at most {LARGEST_POPULATION:,} rows, got more in "
                f"{shorten(path.name)}"
            )
    if rows == 0:
        raise InvalidParameter(f"stakes must have at least 1 row, got 0 in {shorten(path.name)}")
    return np.concatenate(found)


def as_numbers(piece: pa.Array, earlier: int, path: Path) -> NDArray[np.float64]:
    """Numbers of a piece, after so many earlier rows; the first that is none is named."""
    numbers = piece[: count_of_numbers(piece)]
    stakes = pc.cast(numbers, pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    if len(numbers) < len(piece):
        stakes = np.append(stakes, math.nan)
    wrong = ~((stakes >= 0) & (stakes < math.inf))
    if wrong.any():
        place = int(np.argmax(wrong))
        value = piece[place].as_py()
        raise InvalidParameter(
            f"stake must be a finite number of at least 0, got "
            f"{'nothing' if value is None else shorten(value)} in row {earlier + place + 1} of "
            f"{shorten(path.name)}"
        )
    return stakes


def count_of_numbers(piece: pa.Array) -> int:
    """How many there are before the first that is no number."""
    least, most = 0, len(piece)
    tried = most
    while least < most:
        try:
            pc.cast(piece[:tried], pa.float64(), safe=False)
            least = tried
        except pa.ArrowInvalid:
            most = tried - 1
        tried = (least + most + 1) // 2
    return least


def csv_pieces(file: IO[bytes], choose: Callable[[list[str]], str]) -> Iterator[pa.Array]:
    """One column of a CSV file as text, block by block."""
    heading = file.readline(LONGEST_HEADING).decode("utf-8-sig")
    file.seek(0)
    column = choose(next(csv.reader([heading]), []))
    reader = pyarrow.csv.open_csv(
        file,
        read_options=pyarrow.csv.ReadOptions(block_size=_BLOCK_BYTES, use_threads=False),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            include_columns=[column], column_types={column: pa.string()}
        ),
    )
    for batch in reader:
        yield pc.call_function("utf8_trim_whitespace", [batch.column(0)])


def parquet_pieces(
    file: IO[bytes], choose: Callable[[list[str]], str], fits: Callable[[pa.DataType], bool]
) -> Iterator[pa.Array]:
    """One column of a Parquet file, some rows at a time."""
    table = pq.ParquetFile(file)
    column = choose(table.schema_arrow.names)
    kind = table.schema_arrow.field(column).type
    if not fits(kind):
        raise InvalidParameter(f"{column} must be numbers, got {shorten(str(kind))}")
    for batch in table.iter_batches(_BATCH_ROWS, columns=[column]):
        yield batch.column(0)


def is_number(kind: pa.DataType) -> bool:
    """Whether a Parquet column holds numbers."""
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)


def stake_column(names: list[str]) -> str:
    """The one column that holds stakes."""
    found = [name for name in names if name == "stake" or name.startswith("stake_")]
    if len(found) != 1:
        listed = ", ".join(found or names) or "no heading"
        raise InvalidParameter(
            f"stakes must have one column named stake or stake_<unit>, got {shorten(listed)}"
        )
    return found[0]
