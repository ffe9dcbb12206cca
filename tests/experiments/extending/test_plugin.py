"""Additions that are broken or badly named: one line that names the package, and nothing else fails."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.extending.invariants import with_added
from hybridstake.experiments.extending.plugin import names_with_added
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.reproducing.reproduction import study_of
from hybridstake.experiments.reproducing.steps import Reproduction
from hybridstake.experiments.running import question
from hybridstake.models.errors import InvalidParameter

Install = Callable[..., Path]
KINDS = ("strategies", "invariants", "attacks", "experiments", "deployments")
BOOM = "raise RuntimeError('boom')\n"

RULE = """
from dataclasses import dataclass
from typing import ClassVar
from hybridstake.agents.strategies.strategy import Strategy
@dataclass(frozen=True, kw_only=True, slots=True)
class Rule(Strategy):
    name: ClassVar[str] = "{name}"
    number: float{default}
{choose}
"""
CHOOSE = "    def choose(self, seen): return seen.position"

MODULE = '"""Why?"""\nREADS = {reads}\ndef cases(p, q, r): ...\ndef answer(c, g): ...\n'
NUMBERS = "def numbers(table): ...\n"

ATTACK = """
from typing import Annotated
import typer
def odd({option}: {kind} = 1.0):
    'Odd.'
    return {found}
"""
SHARE = "Annotated[float, typer.Option(help='Of it.')]"

SIMULATE = ("simulate", "plan", "--agents", "5", "--epochs", "2", "--strategy", "odd")
NETWORK = ("network", "plan", "--rounds", "10", "--deployment", "odd")
REPRODUCE = ("reproduce", "odd", "--precision", "tiny", "--workers", "1", "--json")


def refusal(kind: str, rest: str) -> str:
    return f"hybridstake.{kind}: odd of odd 1.0 must {rest}"


@pytest.mark.parametrize(
    ("kind", "target", "source", "command", "rest"),
    [
        ("strategies", "odd_a:Rule", BOOM, SIMULATE, "be importable, got RuntimeError: boom"),
        (
            "strategies", "odd_b:Rule", "Rule = 3", SIMULATE,
            "be a dataclass derived from Strategy, got int",
        ),
        (
            "strategies", "odd_c:Rule", RULE.format(name="odd", default="= 1.0", choose=""), SIMULATE,
            "have a method choose(self, seen), got none",
        ),
        (
            "strategies", "odd_d:Rule", RULE.format(name="even", default="= 1.0", choose=CHOOSE),
            SIMULATE, "have the name of its entry point, got 'even'",
        ),
        (
            "strategies", "odd_e:Rule", RULE.format(name="odd", default="", choose=CHOOSE), SIMULATE,
            "have defaults for all its numbers, got TypeError: Rule.__init__() missing 1 required "
            "keyword-only argument: 'number'",
        ),
        (
            "attacks", "odd_f:even", "even = 3", ("attack", "odd"),
            "be a function with a docstring, got int",
        ),
        (
            "attacks", "odd_g:odd", ATTACK.format(option="share", kind=SHARE, found="0.5"),
            ("attack", "odd"), "give a Question, got float",
        ),
        (
            "attacks", "odd_h:odd", ATTACK.format(option="seed", kind=SHARE, found="0.5"),
            ("attack", "odd"),
            "have options that Typer can read, got ValueError: duplicate parameter name: 'seed'",
        ),
        (
            "attacks", "odd_o:odd", ATTACK.format(option="share", kind="float", found="0.5"),
            ("attack", "odd"),
            "have every option Annotated with a typer.Option, share too, got none",
        ),
        (
            "experiments", "odd_i", MODULE.format(reads="()"), REPRODUCE,
            "have a function numbers, got none",
        ),
        (
            "experiments", "odd_j", MODULE.format(reads="['rewards']") + NUMBERS, REPRODUCE,
            "have READS, a tuple of parameters, got list",
        ),
        (
            "experiments", "odd_k", MODULE.format(reads="('reward',)") + NUMBERS, REPRODUCE,
            "declare parameters that there are, got READS must name parameter tables or single fields "
            "of them, got 'reward'",
        ),
        (
            "experiments", "odd_l:numbers", MODULE.format(reads="()") + NUMBERS, REPRODUCE,
            "be a module whose docstring is a question, got function",
        ),
        (
            "deployments", "odd_m:odd", "def odd(): return 'odd.toml'", NETWORK,
            "give the path of a TOML file, got 'odd.toml'",
        ),
        (
            "deployments", "odd_n:odd", "def odd(): return 1 / 0", NETWORK,
            "say where its file is, got ZeroDivisionError: division by zero",
        ),
    ],
)  # fmt: skip
def test_a_broken_addition_is_refused_in_one_line_by_name(
    ask: Callable[..., Any],
    install: Install,
    tmp_path: Path,
    kind: str,
    target: str,
    source: str,
    command: tuple[str, ...],
    rest: str,
) -> None:
    install(kind, f"odd = {target}", source)
    place = ("--out", str(tmp_path), "--paper", str(tmp_path)) if command is REPRODUCE else ()
    assert ask(*command, *place) == (2, "", f"hybridstake: {refusal(kind, rest)}\n")


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        (BOOM, "be importable, got RuntimeError: boom"),
        ("def odd(p): return [p.none]", "answer for every parameter file, got AttributeError: "),
        ("def odd(p): return ['proved']", "give invariants, got 'proved'"),
        (
            "from hybridstake.proofs.invariants.invariant import plain\n"
            "def odd(p): return [plain('even', True, 'rewards.base_reward', '', '')]",
            "name its invariants odd, or odd.MORE, got 'even'",
        ),
    ],
)
def test_a_broken_invariant_is_refused_and_never_passed_over(
    install: Install, request: pytest.FixtureRequest, source: str, rest: str
) -> None:
    module = f"odd_rule_{request.node.callspec.indices['source']}"
    install("invariants", f"odd = {module}:odd", source)
    with pytest.raises(InvalidParameter, match=re.escape(refusal("invariants", rest))):
        with_added([], load("plan"))


@pytest.mark.parametrize(
    ("kind", "name", "command"),
    [
        ("strategies", "myopic", ("simulate", "plan", "--strategy", "bounded")),
        ("attacks", "randao", ("attack", "randao", "--share", "0.1")),
        ("experiments", "staking_yield", ("reproduce", "claims")),
        ("experiments", "paper", ("reproduce", "staking_yield")),
        ("deployments", "europe", ("network", "plan", "--deployment", "atlantic")),
    ],
)
def test_a_name_of_ours_is_refused_to_others(
    ask: Callable[..., Any],
    install: Install,
    tmp_path: Path,
    kind: str,
    name: str,
    command: tuple[str, ...],
) -> None:
    """Whatever is asked for: nobody should take ours for what was installed."""
    install(kind, f"{name} = odd_taken:thing", BOOM)
    place = ("--out", str(tmp_path)) if kind == "experiments" else ()
    assert ask(*command, *place) == (
        2,
        "",
        f"hybridstake: hybridstake.{kind}: {name} of odd 1.0 must have a name of its own, "
        "got that of hybridstake\n",
    )


def test_of_two_packages_the_second_is_refused_the_name_of_the_first(install: Install) -> None:
    install("strategies", "odd = odd_one:Rule")
    install("strategies", "odd = odd_two:Rule", package="even")
    with pytest.raises(InvalidParameter) as refused:
        names_with_added("strategies", ())
    assert str(refused.value) == (
        "hybridstake.strategies: odd of even 1.0 must have a name of its own, got that of odd 1.0"
    )


@pytest.mark.parametrize("name", ["../../odd", "-h", "Odd", "o d"])
def test_a_name_is_one_that_can_be_typed_and_be_a_file(install: Install, name: str) -> None:
    install("experiments", f"{name} = odd_name")
    with pytest.raises(InvalidParameter) as refused:
        question.added()
    assert str(refused.value) == (
        f"hybridstake.experiments: {name} of odd 1.0 must be named in lower-case letters, digits, "
        f"- and _, got {name!r}"
    )


def test_every_step_beside_questions_is_a_name_that_questions_cannot_have(
    tmp_path: Path, paper_folder: Path
) -> None:
    made = Reproduction(
        study=study_of(tmp_path), paper=paper_folder, workers=1, progress=lambda name: None
    )
    steps = {task["name"].partition(":")[0] for task in made.tasks()} - set(question.names())
    assert steps == set(question.OTHER_STEPS)


@pytest.mark.parametrize(
    "command",
    [(), ("attack",), ("attack", "randao"), ("check",), ("network",), ("reproduce",), ("lab",)],
)
def test_help_imports_nothing_that_is_added(
    ask: Callable[..., Any], install: Install, command: tuple[str, ...]
) -> None:
    for kind in KINDS:
        install(kind, f"odd = odd_{kind}:thing", BOOM, package=kind)
    said = ask(*command, "--help")
    assert (said.code, said.err) == (0, "")
    assert not {f"odd_{kind}" for kind in KINDS} & set(sys.modules)
