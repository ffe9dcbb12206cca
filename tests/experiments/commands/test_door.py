"""The command line as a whole: what it refuses, how it ends, and that it is quick to help."""

import json
import os
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.commands.attack import KINDS
from hybridstake.experiments.commands.main import COMMANDS

HEAVY = (
    *("cvc5", "matplotlib", "mesa", "numpy", "pandas", "pyarrow", "scipy", "streamlit", "sympy"),
    *("typst", "z3"),
)

WATCHED = """
import json, sys
from hybridstake.experiments.commands.main import run
code = run(sys.argv[1:])
print(json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""

SLOW_TELLER = """
import select
from hybridstake.experiments.commands import check, main

def as_text(*rest):
    print("first line", flush=True)
    gone = select.poll()
    gone.register(1, 0)
    gone.poll(30_000)
    return "second line"

check.as_text = as_text
main.main(["check", "reference"])
"""

COMMITTEE = ["attack", "committee", "--population", "100", "--adversaries", "30"]
COMMITTEE += ["--committee", "21", "--seats", "14"]

NOT_TOML = "file must be TOML, got 'my.toml': "
WHOLE = "Input should be a valid integer, unable to parse string as an integer"


def test_help_is_light(hybridstake: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = hybridstake("--help", code=WATCHED)
    *page, last = done.stdout.splitlines()
    watched = json.loads(last)
    assert (watched["code"], done.stderr) == (0, "")
    assert [name for name in HEAVY if name in watched["modules"]] == []
    for command in COMMANDS:
        assert any(f" {command} " in line for line in page), command


@pytest.mark.parametrize(
    "command", [*([name] for name in COMMANDS), ["attack", "committee"]], ids=" ".join
)
def test_every_command_has_a_page_of_help_that_is_light(
    hybridstake: Callable[..., subprocess.CompletedProcess[str]], command: list[str]
) -> None:
    done = hybridstake(*command, "--help", code=WATCHED)
    *page, last = done.stdout.splitlines()
    watched = json.loads(last)
    assert (watched["code"], done.stderr) == (0, "")
    assert any(f"Usage: hybridstake {' '.join(command)}" in line for line in page)
    assert [name for name in HEAVY if name in watched["modules"] and name != "numpy"] == []


def test_the_version_is_told(ask: Callable[..., Any]) -> None:
    said = ask("--version")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("hybridstake 0.")


def test_without_a_command_the_help_is_shown(ask: Callable[..., Any]) -> None:
    said = ask()
    assert said.code == 2
    assert "Usage: hybridstake" in said.out + said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["frobnicate"], "No such command 'frobnicate'."),
        (["--frobnicate"], "No such option: --frobnicate"),
        (["check"], "Missing argument 'PARAMS'."),
        (["simulate"], "Missing argument 'PARAMS'."),
        (["attack", "committee"], "Missing option '--seats'."),
        (["attack", "frobnicate"], f"KIND must be {', '.join(KINDS)}, got 'frobnicate'"),
        (["simulate", "plan", "--runs", "x"], f"Invalid value for '--runs': {WHOLE}"),
        (["simulate", "plan", "--seed", "-1"], "seed must be at least 0, got -1"),
        (["simulate", "plan", "--workers", "0"], "workers must be at least 1, got 0"),
        (["prove", "--workers", "5000"], "workers must be at most 4096, got 5000"),
        (
            ["simulate", "plan", "--epochs", "0"],
            "Invalid value for '--epochs': Input should be greater than or equal to 1",
        ),
        (
            ["simulate", "plan", "--agents", "1000001"],
            "Invalid value for '--agents': Input should be less than or equal to 1000000",
        ),
        (["reproduce", "--seed", "-1"], "seed must be at least 0, got -1"),
        ([*COMMITTEE, "--seed", "-1"], "seed must be at least 0, got -1"),
        ([*COMMITTEE, "--seed", str(2**63)], f"seed must be at most {2**63 - 1}, got {2**63}"),
        (
            [*COMMITTEE, "--seed", "9" * 60],
            f"seed must be at most {2**63 - 1}, got an integer of 200 bits",
        ),
        ([*COMMITTEE, "--workers", "x"], "workers must be a whole number, got 'x'"),
        ([*COMMITTEE, "--workers", "1e3"], "workers must be a whole number, got '1e3'"),
        ([*COMMITTEE, "--seats", "22"], "seats must be at most committee (21), got 22"),
        ([*COMMITTEE, "--adversaries", "-1"], "adversaries must be at least 0, got -1"),
        ([*COMMITTEE, "--population", "20"], "adversaries must be at most population (20), got 30"),
        ([*COMMITTEE, "--trials", "0"], "trials must be at least 1, got 0"),
        ([*COMMITTEE, "--confidence", "nan"], "confidence must lie in (0, 1), got nan"),
        ([*COMMITTEE, "--relative-error", "1"], "relative_error must lie in (0, 1), got 1.0"),
        (
            [*COMMITTEE, "--population", "1" + "0" * 30],
            f"population must be at most 2**63 - 1, got 1{'0' * 30}",
        ),
        (
            ["check", "nowhere.toml"],
            "PARAMS must be plan, reference or a readable TOML file, got 'nowhere.toml' "
            "(No such file or directory)",
        ),
    ],
)
def test_bad_input_is_refused_in_one_line(
    ask: Callable[..., Any], arguments: list[str], message: str
) -> None:
    said = ask(*arguments)
    assert said == (2, "", f"hybridstake: {message}\n")


@pytest.mark.parametrize("command", ["check", "simulate"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[fast]\nvalidators = -3", "fast.validators must be a whole number from 1 to 2^63 - 1, got -3"),
        ("[fast", None),
        ("", "file must set at least one parameter, got 'my.toml' without any"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_refused_in_one_line(
    ask: Callable[..., Any], tmp_path: Path, command: str, content: str, message: str | None
) -> None:
    path = tmp_path / "my.toml"
    path.write_text(content)
    said = ask(command, str(path))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"hybridstake: {message or NOT_TOML}")


@pytest.mark.parametrize(
    "arguments",
    [
        ["reproduce", "checkpoint_window", "--precision", "tiny"],
        ["claims", "--precision", "tiny"],
        ["simulate", "plan", "--agents", "5", "--epochs", "3"],
    ],
)
@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_in_the_way_of_a_folder_is_refused_in_one_line(
    ask: Callable[..., Any], tmp_path: Path, arguments: list[str], below: str
) -> None:
    (tmp_path / "file").write_text("mine")
    said = ask(*arguments, "--out", str(tmp_path / "file" / below))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith("hybridstake: ")
    assert str(tmp_path / "file") in said.err
    assert (tmp_path / "file").read_text() == "mine"


def test_a_name_that_is_no_text_is_refused_in_one_line(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    """A file may bear bytes that are no UTF-8; Arrow cannot open it."""
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff")
    said = ask("simulate", "plan", "--agents", "5", "--epochs", "3", "--out", name)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith("hybridstake: text must be encodable as utf-8, got ")
    assert said.err.isascii()


def test_a_supply_that_outgrows_its_integers_is_told_in_one_line(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "inflation.toml"
    path.write_text("[token]\nsupply = 4_000_000_000_000\n[rewards]\nbase_reward = 4e12\n")
    said = ask("simulate", str(path), "--agents", "5", "--epochs", "30")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith("hybridstake: token.supply must stay below 2^62 base units, got ")


@pytest.mark.parametrize("name", ["\x1b[31mred", "bell\x07", "csi\x9b31m", "\u202eturned"])
def test_a_name_of_a_file_commands_no_terminal(
    ask: Callable[..., Any], tmp_path: Path, name: str
) -> None:
    good, bad = tmp_path / f"{name}.toml", tmp_path / f"{name}-bad.toml"
    good.write_text("[fast]\nvalidators = 30\n")
    bad.write_text("[fast]\nvalidators = -30\n")
    said = [ask("check", str(good)), ask("check", str(bad)), ask("check", f"{name}-none")]
    folder = str(tmp_path / name)
    arguments = ("--precision", "tiny", "--out", folder, "--paper", folder)
    said += [ask("reproduce", "checkpoint_window", *arguments, *json) for json in ([], ["--json"])]
    assert [each.code for each in said] == [1, 2, 2, 0, 0]
    for each in said:
        for line in (each.out + each.err).splitlines():
            assert line.isprintable(), line


def test_a_reader_that_leaves_is_no_error(
    started: Callable[..., subprocess.Popen[str]],
) -> None:
    """As `| head -1` does; an end with 1 would say that something was refuted."""
    process = started((), code=SLOW_TELLER)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "first line\n"
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 128 + 13
    assert said == ""


def test_every_command_is_a_module_with_a_door_of_its_own() -> None:
    for command in COMMANDS:
        assert find_spec(f"hybridstake.experiments.commands.{command}"), command
