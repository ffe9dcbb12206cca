"""`hybridstake lab`: the dashboard, on this machine only."""

from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from .terminal import show
from .values import whole

app = typer.Typer(add_completion=False)


@app.command()
def lab(
    port: Annotated[int, whole("port", "Where to listen.", least=1, most=65_535)] = 8501,
    browser: Annotated[
        bool,
        typer.Option("--browser/--no-browser", help="Open a browser, where there is a screen."),
    ] = True,
) -> None:
    """Serve the dashboard on 127.0.0.1 until Ctrl-C."""
    if find_spec("streamlit") is None:
        raise ModuleNotFoundError(name="streamlit")
    server = import_module("hybridstake.experiments.dashboard.server")
    server.check_free(port)
    show(f"http://127.0.0.1:{port}  (Ctrl-C stops it)")
    server.serve(port, browser)
