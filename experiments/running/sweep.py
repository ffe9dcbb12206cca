"""Many jobs whose results are kept as they come, so that a call that was killed goes on from there."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .files import read_json, write_json
from .runner import Progress
from .study import key_of
from .workplace import Workplace

DIGITS = 32
"""Of a result's hash that name its file [1]."""


def swept(
    function: Callable[[Any], Any],
    jobs: Sequence[tuple[Any, Any]],
    *,
    place: Workplace,
    parts: Path | None,
    progress: Progress,
) -> list[Any]:
    """Results of jobs in their order, those that an earlier call has left taken as they are.

    Parameters
    ----------
    function
        What a job's value becomes: JSON. It travels to workers by name.
    jobs
        Each with its ingredients, a JSON value of all that its result depends on, and the value itself.
        Equal ingredients have equal results, and are computed once.
    place
        Where they are done.
    parts
        Folder of finished results, a file for each. None: nothing is kept.
    progress
        Called with jobs done, and jobs in all.

    Returns
    -------
    list
        JSON values, as they would be read from a file.
    """
    keys = [key_of(ingredients)[:DIGITS] for ingredients, _ in jobs]
    values = {key: value for key, (_, value) in zip(keys, jobs, strict=True)}
    found = {} if parts is None else kept(parts, list(values))
    waiting = [key for key in values if key not in found]
    progress(len(found), len(values))
    for position, result in place.each(function, [values[key] for key in waiting]):
        if parts is not None:
            write_json(parts / f"{waiting[position]}.json", result)
        found[waiting[position]] = json.loads(json.dumps(result, allow_nan=False))
        progress(len(found), len(values))
    return [found[key] for key in keys]


def kept(parts: Path, keys: Sequence[str]) -> dict[str, Any]:
    """Results that are there already, by key."""
    earlier = {key: read_json(parts / f"{key}.json") for key in keys}
    return {key: result for key, result in earlier.items() if result is not None}
