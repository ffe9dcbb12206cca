"""Every command that the documentation and the README show is run, and prints what they show.

A page is read from the top in a folder of its own: its files are written, its commands run.
"""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from hybridstake.experiments.commands import main
from hybridstake.experiments.documenting.snippets import (
    Kept,
    ShownCommand,
    ShownFile,
    shows,
    snippets,
)

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "pages").rglob("*.md"))]
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def shown(page: Path) -> list[ShownFile | ShownCommand]:
    """What a page shows."""
    return list(snippets(page.read_text(encoding="utf-8")))


def pages_with(kept: Kept) -> list[Any]:
    """Pages that show commands of a kind."""
    return [
        pytest.param(page, id=page.relative_to(ROOT).as_posix())
        for page in PAGES
        if any(isinstance(each, ShownCommand) and each.kept is kept for each in shown(page))
    ]


def parsed(arguments: list[str]) -> None:
    """Read a command line as the program would, and run nothing."""
    context: Any = typer.main.get_command(main.app).make_context("hybridstake", list(arguments))
    while hasattr(context.command, "resolve_command"):
        rest = [*getattr(context, "_protected_args", ()), *context.args]
        name, command, rest = context.command.resolve_command(context, rest)
        context = command.make_context(name, list(rest), parent=context)


def play(page: Path, folder: Path, *kinds: Kept) -> list[str]:
    """Do what a page says, and tell what turns out otherwise."""
    faults: list[str] = []
    code = 0
    steps = shown(page)
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if isinstance(step, ShownFile):
            (folder / step.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.name).write_text(step.text, encoding="utf-8")
            continue
        program, *arguments = shlex.split(step.line.removeprefix("time "))
        asked = isinstance(following, ShownCommand) and following.line == "echo $?"
        printed = io.StringIO()
        if program == "make":
            faults += [
                f"no target: {each}"
                for each in arguments
                if "=" not in each and each not in TARGETS
            ]
        elif step.kept is Kept.ELSEWHERE:
            parsed(arguments) if program.endswith("hybridstake") else None
        elif step.kept not in kinds:
            continue
        elif program == "echo":
            printed.write(f"{code}\n")
        elif program == "cat":
            printed.write(
                "".join((folder / each).read_text(encoding="utf-8") for each in arguments)
            )
        elif program in ("hybridstake", ".venv/bin/hybridstake"):
            called = [path for each in arguments for path in expanded(each, folder)]
            code = (
                apart(called, printed) if step.kept is Kept.EXHAUSTIVE else within(called, printed)
            )
            if code != 0 and not asked:
                faults.append(f"exit code {code}: {step.line}\n{printed.getvalue()}")
        else:
            faults.append(f"must be marked as run elsewhere: {step.line}")
        if step.kept in kinds and program != "make" and not shows(step.output, printed.getvalue()):
            wanted = "\n".join(step.output)
            faults.append(
                f"{step.line}\n--- the page shows\n{wanted}\n--- printed\n{printed.getvalue()}"
            )
    return faults


def within(arguments: list[str], printed: io.StringIO) -> int:
    """Exit code of a command in this process, which is quicker."""
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        return main.run(arguments)


def apart(arguments: list[str], printed: io.StringIO) -> int:
    """Exit code of a command in a process of its own, whose workers are not of another folder."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "hybridstake"), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    printed.write(done.stdout)
    return done.returncode


def expanded(argument: str, folder: Path) -> list[str]:
    """What a shell makes of an argument with a star."""
    found = (
        sorted(path.relative_to(folder).as_posix() for path in folder.glob(argument))
        if "*" in argument
        else []
    )
    return found or [argument]


def told(faults: list[str]) -> None:
    """Fail with all of what turned out otherwise, in full."""
    if faults:
        pytest.fail("\n\n".join(faults), pytrace=False)


@pytest.mark.parametrize("page", pages_with(Kept.ALWAYS))
def test_the_commands_of_a_page_do_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told(play(page, tmp_path, Kept.ALWAYS))


@pytest.mark.exhaustive
@pytest.mark.parametrize("page", pages_with(Kept.EXHAUSTIVE))
def test_the_costly_commands_of_a_page_do_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told(play(page, tmp_path, Kept.ALWAYS, Kept.EXHAUSTIVE))
