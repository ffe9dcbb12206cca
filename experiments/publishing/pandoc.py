"""The bundled Pandoc, run without any setting of the machine."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pypandoc

from .problems import PaperError


def run_pandoc(arguments: Sequence[str], text: str, folder: Path) -> str:
    """What Pandoc makes of a text; its warnings are errors.

    Parameters
    ----------
    arguments
        Of the command line; paths in them are relative to `folder`.
    text
        Standard input.
    folder
        Where Pandoc runs.

    Returns
    -------
    str
        Standard output.

    Raises
    ------
    PaperError
        With what Pandoc said.
    """
    # The one of the wheel, even where the machine has another: two versions print two papers.
    program = Path(pypandoc.__file__).parent / "files" / "pandoc"
    done = subprocess.run(  # noqa: S603 our own program, and no shell
        [
            str(program.with_suffix(".exe") if sys.platform == "win32" else program),
            "--data-dir=templates",
            "--fail-if-warnings",
            "--wrap=none",
            "--columns=100000",
            *arguments,
        ],
        input=text.encode(),
        capture_output=True,
        cwd=folder,
        check=False,
    )
    if done.returncode != 0:
        said = " ".join(done.stderr.decode(errors="replace").split())
        # Its lines are those of its input, in which tables are written out already.
        said = re.sub(r"\[WARNING\] | at line \d+ column \d+|Failing because .*", "", said).strip()
        raise PaperError([f"pandoc refused the paper: {said}"])
    return done.stdout.decode()
