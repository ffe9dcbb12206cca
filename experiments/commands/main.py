"""The door: `hybridstake COMMAND`, each command loaded when it is asked for.

Exit codes: 0 it holds or was done, 1 something was refuted, 2 bad input, 3 undecided.
"""

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ... import __version__
from ...agents.economy.conservation import SupplyOverflow
from ...models.errors import InvalidParameter, Unreliable
from ..publishing.problems import PaperError
from .terminal import UNDECIDED, printable

COMMANDS = {
    "check": "Every invariant of a parameter file, in seconds: for CI.",
    "prove": "Settle the formal claims with Z3, and show counterexamples.",
    "attack": "The probability of one attack: exact, sampled, bounded.",
    "simulate": "The economy of stakers and authorities.",
    "tune": "Better parameters, searched for among those that keep every invariant.",
    "sensitivity": "Which parameters move a metric, and which do not.",
    "compare": "Two parameter files side by side: what gets better, what worse.",
    "report": "All that is measured of one parameter file.",
    "network": "Finality and throughput of a mode on a deployment.",
    "measure": "Costs of cryptography and of the signed protocol on this machine.",
    "reproduce": "Experiments, figures and the paper; only what changed.",
    "energy": "Power, emissions, and what is saved against proof of work.",
    "compute": "Jobs of a deterministic machine, run until results can be trusted; what that costs.",
    "payments": "Private payments played for real, forgeries and all.",
    "claims": "The ledger: every claim of the plan with its verdict.",
    "lab": "The dashboard, on this machine only.",
}


EXTRAS = {
    "SALib": "tuning",
    "matplotlib": "paper",
    "optuna": "tuning",
    "pypandoc": "paper",
    "seaborn": "paper",
    "streamlit": "lab",
    "typst": "paper",
}
"""Extra of the package that brings a library."""


class LazyCommand(TyperCommand):
    """A command's name and line of help, standing in until the command is run."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> Any:
        """Context of the real command, loaded now."""
        module = import_module(f"hybridstake.experiments.commands.{self.name}")
        return typer.main.get_command(module.app).make_context(info_name, args, *rest, **extra)


class Commands(TyperGroup):
    """All commands in the order of the table."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Stand-in of a command."""
        return LazyCommand(cmd_name, help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Formal models and agent-based economics of a hybrid Proof-of-Authority / "
    "Proof-of-Stake consensus. PARAMS is `plan`, `reference`, or a TOML file.",
)


def show_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        typer.echo(f"hybridstake {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", callback=show_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Options of the whole program."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code; errors are one line on stderr."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        code = app(args=arguments, prog_name="hybridstake", standalone_mode=False)
        sys.stdout.flush()
    except (InvalidParameter, SupplyOverflow) as error:
        return refuse(str(error))
    except Unreliable as error:
        refuse(str(error))
        return UNDECIDED
    except typer.TyperException as error:
        return refuse(error.format_message())
    except ModuleNotFoundError as error:
        if error.name not in EXTRAS:
            raise
        extra = EXTRAS[error.name]
        return refuse(f'this needs {error.name}: pip install "hybridstake[{extra}]"')
    except (KeyboardInterrupt, typer.Abort):
        return 128 + signal.SIGINT
    except BrokenPipeError:
        return reader_gone()
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # typer ends with 1, our "refuted"
            return reader_gone()
        raise
    except PaperError as error:
        return max(refuse(problem) for problem in error.problems)
    except UnicodeEncodeError as error:
        return refuse(f"text must be encodable as {error.encoding}, got {error.object!r}")
    except OSError as error:
        return refuse(
            f"{error.filename or 'a file'} must be readable and writable: {error.strerror}"
        )
    return code if isinstance(code, int) else 0


def reader_gone() -> int:
    """Exit code when nobody reads on; Python is kept from complaining once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 128 + signal.SIGPIPE


def refuse(message: str) -> int:
    """One line on stderr, and the exit code of bad input; nothing where help was printed instead."""
    if message:
        print(f"hybridstake: {printable(' '.join(message.split()))}", file=sys.stderr)  # noqa: T201
    return 2
