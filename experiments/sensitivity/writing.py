"""The files of a sensitivity study: tables, figures, and all of it as JSON."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from ..figures.theme import themed
from ..running.files import write_atomically, write_json
from ..running.locking import sole_writer
from . import heat_map, tornado
from .document import as_document
from .study import Study

DOTS_PER_INCH = 200
"""Of a PNG [1/in]."""

FORMATS: dict[str, dict[str, Any]] = {
    "svg": {"metadata": {"Date": None}},
    "png": {"metadata": {"Software": None}, "dpi": DOTS_PER_INCH},
}
"""What is written of a figure, the same bytes for the same picture."""

INDICES = (
    "metric", "field", "first", "first_lower", "first_upper", "total", "total_lower", "total_upper",
    "mean_size", "mean_size_lower", "mean_size_upper", "spread", "changes", "moved", "verdict",
)  # fmt: skip
ONE_AT_A_TIME = (
    "metric", "field", "end", "value", "change", "change_lower", "change_upper", "broken",
)  # fmt: skip

Row = Sequence[Any]


@contextmanager
def opened(out: Path) -> Iterator[None]:
    """Hold a folder while a study is made; what draws is loaded by now, or refused before the work."""
    with sole_writer(out):
        yield


def write(study: Study, out: Path) -> list[Path]:
    """Write everything into a folder, and say what.

    Parameters
    ----------
    study
        What was found.
    out
        The folder.
    """
    written = [out / "indices.csv", out / "one_at_a_time.csv", out / "sensitivity.json"]
    write_csv(written[0], [INDICES, *index_rows(study)])
    write_csv(written[1], [ONE_AT_A_TIME, *swing_rows(study)])
    write_json(written[2], as_document(study))
    with themed():
        written += write_figure(heat_map.draw(study), out / "total_indices")
        for answer in study.metrics:
            written += write_figure(tornado.draw(answer), out / f"tornado_{answer.metric.name}")
    return written


def write_figure(figure: Figure, path: Path) -> list[Path]:
    """One figure as SVG and as PNG."""
    written = [path.with_suffix(f".{form}") for form in FORMATS]
    for form, file in zip(FORMATS, written, strict=True):
        write_atomically(
            file,
            lambda partial, form=form: figure.savefig(partial, format=form, **FORMATS[form]),
        )
    return written


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """One table; what is absent is empty."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    write_atomically(path, lambda partial: partial.write_text(text.getvalue(), encoding="utf-8"))


def index_rows(study: Study) -> list[Row]:
    """A row for each metric and field; no indices of a metric that stands still."""
    return [
        (
            answer.metric.name,
            each.field,
            *((None,) * 6 if answer.still else (*each.first, *each.total)),
            *each.mean_size,
            each.spread,
            each.changes,
            each.moved,
            str(each.verdict),
        )
        for answer in study.metrics
        for each in answer.effects
    ]


def swing_rows(study: Study) -> list[Row]:
    """A row for each metric, field and end."""
    return [
        (
            answer.metric.name,
            swing.field,
            end,
            value,
            *((change["mean"], change["lower"], change["upper"]) if change else (None,) * 3),
            " ".join(broken),
        )
        for answer in study.metrics
        for swing in answer.swings
        for end, value, change, broken in (
            ("low", swing.low, swing.at_low, swing.broken_at_low),
            ("high", swing.high, swing.at_high, swing.broken_at_high),
        )
    ]
