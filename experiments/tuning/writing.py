"""Files of a search: the recommended parameters, the front, every candidate, and all of it as JSON."""

from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd

from ..evaluating.evaluation import interval_of
from ..evaluating.metrics import metric_named
from ..evaluating.variation import as_toml
from ..parameter_files import load
from ..running.files import write_atomically, write_json
from ..running.outputs import write_table
from ..running.study import whole
from .answering import Answer, Point
from .wording import failing, paragraph

RECOMMENDED = "recommended.toml"
FRONT = "front.csv"
CANDIDATES = "candidates.csv"
ANSWER = "tuning.json"
COMMENT_WIDTH = 96
DIFFERENCES = ("_difference", "_difference_lower", "_difference_upper")
"""Columns of what is given subtracted, pair by pair: mean and interval."""


def write_answer(answer: Answer, base: str, out: Path) -> None:
    """All files but the picture, the same bytes for the same answer.

    Parameters
    ----------
    answer
        Of a search.
    base
        Preset that the parameters given start from.
    out
        Folder that receives them; a recommendation of an earlier search that found one is taken away
        where this one finds none.
    """
    write_table(out / CANDIDATES, candidates_table(answer))
    write_table(out / FRONT, front_table(answer))
    write_json(out / ANSWER, as_document(answer))
    path = out / RECOMMENDED
    if answer.parameters is None:
        path.unlink(missing_ok=True)
        return
    text = recommended_text(answer, base)
    write_atomically(path, lambda file: file.write_text(text, encoding="utf-8"))
    assert load(str(path)) == answer.parameters, "a file reads back as it was written"


def recommended_text(answer: Answer, base: str) -> str:
    """The recommended parameters as a file, with the paragraph above them."""
    assert answer.parameters is not None, "something is recommended"
    lines = [f"# {line}" for line in wrap(paragraph(answer), COMMENT_WIDTH)]
    return "\n".join([*lines, as_toml(answer.parameters, base)])


def candidates_table(answer: Answer) -> pd.DataFrame:
    """A row for every candidate in the order of the search: values, means, or why it was refused."""
    rows: list[dict[str, Any]] = []
    for number, trial in enumerate(answer.trials, start=1):
        row: dict[str, Any] = {"candidate": number, **trial.values}
        means = {} if trial.numbers is None else trial.means()
        row |= {name: means.get(name) for name in answer.problem.metrics}
        row["refused_by"] = " ".join(each["name"] for each in trial.refusals)
        row["reason"] = " | ".join(each["message"] for each in trial.refusals)
        rows.append(row)
    return pd.DataFrame(rows)


def front_table(answer: Answer) -> pd.DataFrame:
    """A row for every point of the front: values, metrics with intervals, and which is recommended."""
    fields = [each.field for each in answer.problem.ranges]
    ends = ("", "_lower", "_upper", *DIFFERENCES)
    metrics = [f"{name}{end}" for name in answer.problem.metrics for end in ends]
    rows: list[dict[str, Any]] = []
    for point in answer.front:
        row: dict[str, Any] = dict(point.trial.values)
        for name, interval in point.intervals().items():
            row |= {
                name: interval["mean"],
                f"{name}_lower": interval["lower"],
                f"{name}_upper": interval["upper"],
            }
        for name, gain in (answer.gains(point) or {}).items():
            row |= {
                f"{name}{end}": value for end, value in zip(DIFFERENCES, gain.values(), strict=True)
            }
        rows.append(row | {"recommended": point is answer.recommended})
    return pd.DataFrame(rows, columns=[*fields, *metrics, "recommended"])


def as_document(answer: Answer) -> dict[str, Any]:
    """The whole answer as JSON: the contract with machines."""
    problem, point = answer.problem, answer.recommended
    given = answer.given
    varied = [each.field for each in problem.ranges]
    return {
        "parameters": whole(problem.given),
        "ranges": [each._asdict() for each in problem.ranges],
        "objectives": [
            {
                "metric": each.metric,
                "direction": each.verb,
                "title": metric_named(each.metric).title,
                "unit": metric_named(each.metric).unit,
            }
            for each in problem.objectives
        ],
        "conditions": [str(each) for each in problem.conditions],
        "seed": problem.seed,
        "budget": problem.budget,
        "replicates": problem.replicates,
        "settings": problem.settings.record(),
        "candidates": len(answer.trials),
        "evaluated": answer.evaluated,
        "feasible": answer.feasible,
        "refused": answer.refused,
        "given": {
            "breaks": [failing(each, varied) for each in answer.given_fails],
            "metrics": given and {name: interval_of(name, each) for name, each in given.items()},
        },
        "front": [as_point(each) for each in answer.front],
        "recommended": None
        if point is None or answer.parameters is None
        else {
            **as_point(point),
            "parameters": whole(answer.parameters),
            "gains": answer.gains(point),
            "binding": [
                {"kind": each.kind, "name": each.name, "told": each.told}
                for each in answer.bindings
            ],
            "paragraph": paragraph(answer),
        },
        "hypervolume": None
        if answer.volume is None
        else {"search": answer.volume, "at_random": answer.volumes_at_random},
    }


def as_point(point: Point) -> dict[str, Any]:
    """A point of the front as JSON."""
    return {"values": point.trial.values, "metrics": point.intervals()}
