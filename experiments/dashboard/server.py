"""The page on this machine only: nothing is sent, fetched or watched."""

import os
import socket
import sys
from importlib import resources

from streamlit.web import cli

from ...models.errors import InvalidParameter

ADDRESS = "127.0.0.1"

OPTIONS = (
    f"--server.address={ADDRESS}",
    f"--server.allowedHosts={ADDRESS}",  # a foreign name that resolves to this machine is refused
    "--server.allowedHosts=localhost",
    "--server.enableCORS=true",
    "--server.enableXsrfProtection=true",
    "--server.fileWatcherType=none",
    "--server.runOnSave=false",
    "--server.showEmailPrompt=false",
    "--browser.gatherUsageStats=false",
    f"--browser.serverAddress={ADDRESS}",
    "--client.showErrorDetails=none",
    "--client.toolbarMode=minimal",
    "--global.developmentMode=false",
    "--logger.hideWelcomeMessage=true",
    "--logger.level=warning",
    "--runner.magicEnabled=false",
    "--server.maxUploadSize=1",  # MB: a file of settings is far smaller
    "--theme.base=light",
    "--theme.primaryColor=#0173b2",
)
"""Streamlit's own options; on its command line, they outrank the user's files and environment."""


def serve(port: int, browser: bool) -> None:
    """Serve the page until told to stop.

    Parameters
    ----------
    port
        From 1 to 65535, and free: see `check_free`.
    browser
        Whether to open a browser, where there is a screen.
    """
    headless = not (browser and has_screen())
    options = (*OPTIONS, f"--server.port={port}", f"--server.headless={str(headless).lower()}")
    folder = resources.files("hybridstake.experiments.dashboard")
    with resources.as_file(folder.joinpath("page.py")) as page:
        cli.main(["run", str(page), *options], standalone_mode=False)


def check_free(port: int) -> None:
    """Refuse a port that cannot be listened on.

    Parameters
    ----------
    port
        From 1 to 65535.

    Raises
    ------
    InvalidParameter
        If another program has it, or this user may not.
    """
    with socket.socket() as probe:
        if os.name == "posix":  # elsewhere it would share a port with another server
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise InvalidParameter(
                f"port must be free on {ADDRESS}, got {port} ({error.strerror})"
            ) from error


def has_screen() -> bool:
    """Whether a browser could show a window rather than take over the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
