"""From parameters to the paper: every step that is out of date, and no other."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from doit.cmd_base import ModuleTaskLoader
from doit.doit_cmd import DoitMain

from ...models.errors import InvalidParameter
from ..parameter_files import PRESETS, load, unknown
from ..running import question
from ..running.files import read_json
from ..running.locking import sole_writer
from ..running.precision import Precision
from ..running.study import Study
from .memory import Memory
from .steps import SENTENCES, TEXT, Reproduction, is_question


def study_of(out: Path, seed: int = 1, precision: Precision = Precision.DEFAULT) -> Study:
    """The study of both presets that the paper reports."""
    protocols = {name: load(name) for name in PRESETS}
    return Study(protocols=protocols, seed=seed, precision=precision, out=out)


def reproduce(
    reproduction: Reproduction, names: Sequence[str], announce: Callable[[str], None]
) -> int:
    """Carry out the named steps, or all, with whatever they stand on, and warn of the paper's state.

    Parameters
    ----------
    reproduction
        What is made, from what, into which folder.
    names
        Steps by name, such as a question or `paper`; none: all but questions of other packages.
    announce
        Told of each step before it is carried out.

    Returns
    -------
    int
        Steps carried out; the others were up to date.

    Raises
    ------
    InvalidParameter
        If a name is not that of a step, or another run writes into the folder.
    """
    tasks = list(reproduction.tasks())
    known = [task["name"] for task in tasks]
    ours = [step for step in known if step not in question.added()]
    chosen = [step for name in names for step in steps_of(name, known)] or ours
    carried_out: list[str] = []
    out = reproduction.study.out

    def begin(step: str) -> bool:
        """Tell of a step; from the first one on the folder is held, since now it is written into.

        The first question that must be asked is told apart: all others are asked together with it.
        """
        try:
            if not carried_out:
                held.enter_context(sole_writer(out))
            if is_question(step) and not any(map(is_question, carried_out)):
                reproduction.answer_ahead(needed(tasks, chosen), announce)
            carried_out.append(step)
            announce(step)
        except Exception as error:  # raised again when doit has ended
            reproduction.failures.append(error)
        return not reproduction.failures

    for task in tasks:
        task["actions"].insert(0, partial(begin, task["name"]))
    with ExitStack() as held:
        code = run_steps(out / "results", tasks, chosen)
    if reproduction.failures:
        raise reproduction.failures[0]
    assert code == 0, f"doit ended with {code}"
    if SENTENCES in chosen:
        for line in warnings(out):
            reproduction.warn(line)
    return len(carried_out)


def needed(tasks: Sequence[dict[str, Any]], chosen: Sequence[str]) -> set[str]:
    """Steps that the chosen ones stand on, by their files, and these themselves."""
    made_by = {target: task["name"] for task in tasks for target in task["targets"]}
    files = {task["name"]: task.get("file_dep", ()) for task in tasks}
    found: set[str] = set()
    waiting = list(chosen)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [made_by[file] for file in files[name] if file in made_by]
    return found


class Silent:
    """Reporter of doit that says nothing: steps speak for themselves."""

    def __init__(self, outstream: Any, options: Any) -> None: ...

    def __getattr__(self, event: str) -> Callable[..., None]:
        return lambda *details: None


def run_steps(results: Path, tasks: Sequence[dict[str, Any]], chosen: Sequence[str]) -> int:
    """Let doit carry out the chosen steps, or all; its exit code."""
    results.mkdir(parents=True, exist_ok=True)
    notes = results / ".steps.json"
    if not isinstance(read_json(notes), dict):  # harmed: doit would stop at it
        notes.unlink(missing_ok=True)
    configuration = {
        "backend": Memory.__name__,
        "dep_file": str(notes),
        "reporter": Silent,
        "verbosity": 2,
    }
    loader = ModuleTaskLoader(
        {"DOIT_CONFIG": configuration}
        | {f"task_{number}": task_creator(task) for number, task in enumerate(tasks)}
    )
    backends = {Memory.__name__: f"{Memory.__module__}:{Memory.__name__}"}
    doit = DoitMain(loader, config_filenames=(), extra_config={"BACKEND": backends})
    return doit.run(["run", *chosen])


def warnings(out: Path) -> list[str]:
    """One line per sentence of the paper that does not follow from the results any more.

    Parameters
    ----------
    out
        Folder whose `build/sentences.json` tells how each sentence stands.
    """
    return [
        f"warning: {TEXT}, line {sentence['line']}: no longer supported: "
        f"{'; '.join(sentence['reasons'])}: {sentence['text']!r}"
        for sentence in read_json(out / "build" / "sentences.json") or []
        if sentence["reasons"]
    ]


def task_creator(task: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """The function that doit asks for a task."""
    return lambda: (
        {"basename": task["name"]} | {key: value for key, value in task.items() if key != "name"}
    )


def steps_of(name: str, known: Sequence[str]) -> list[str]:
    """Steps that a name stands for: itself, its figure too, or every form of the paper."""
    found = [step for step in known if step == name or step.startswith(f"{name}:")]
    found += [step for step in known if step == f"figure:{name}"]
    if not found:
        shown = sorted({step.partition(":")[0] for step in known} - {"figure"})
        raise InvalidParameter(unknown("NAME", name, shown))
    return found
