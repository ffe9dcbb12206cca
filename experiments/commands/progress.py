"""Bars on stderr while something takes long; nothing where nobody is looking."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .terminal import printable


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function `progress(done, total)` that moves a bar with the time left."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    text = TextColumn("{task.description}", markup=False)
    layout = (text, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*layout, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(printable(label), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
