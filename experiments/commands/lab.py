"""`hybridstake lab`: the dashboard, on this machine only."""

from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from .terminal import show

app = typer.Typer(add_completion=False)

EXTRAS = {"streamlit": "lab", "seaborn": "paper"}
"""Extra of the package that brings a library."""


@app.command()
def lab(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Where to listen.")] = 8501,
    browser: Annotated[
        bool,
        typer.Option("--browser/--no-browser", help="Open a browser, where there is a screen."),
    ] = True,
) -> None:
    """Serve the dashboard on 127.0.0.1 until Ctrl-C."""
    missing = [library for library in EXTRAS if find_spec(library) is None]
    if missing:
        extras = ",".join(EXTRAS[library] for library in missing)
        raise typer.TyperException(
            f'lab needs {" and ".join(missing)}: pip install "hybridstake[{extras}]"'
        )
    server = import_module("hybridstake.experiments.dashboard.server")
    show(f"http://127.0.0.1:{port}  (Ctrl-C stops it)")
    server.serve(port, browser)
