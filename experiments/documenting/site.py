"""All generated pages together, and the folder of sources that their docstrings are read from."""

import os
from pathlib import Path

from .assumption_page import assumption_page
from .claim_page import claim_page
from .command_page import command_page
from .formula_page import formula_page
from .module_pages import ROOMS, module_pages
from .parameter_page import parameter_page


def generated_pages(root: Path, *, rendered: bool = True) -> dict[str, str]:
    """Every page that is made from the package or from its results.

    Parameters
    ----------
    root
        Folder of the package.
    rendered
        Whether the pages of modules document every name, which takes minutes.

    Returns
    -------
    dict[str, str]
        Markdown by address within the site.
    """
    return {
        "reference/commands.md": command_page(),
        "reference/parameters.md": parameter_page(),
        "reference/formulas.md": formula_page(),
        "explanation/assumptions.md": assumption_page(),
        "claims.md": claim_page(root / "paper"),
        **module_pages(root, rendered=rendered),
    }


def link_sources(root: Path, folder: Path) -> None:
    """Make a folder that holds the package and nothing else.

    The package's own folder also holds the environment, and whoever reads docstrings would read
    all of that.

    Parameters
    ----------
    root
        Folder of the package.
    folder
        Where the package appears as `hybridstake`; made if missing.
    """
    package = folder / "hybridstake"
    package.mkdir(parents=True, exist_ok=True)
    for name in ("__init__.py", *ROOMS):
        link = package / name
        if not link.is_symlink():
            link.symlink_to(os.path.relpath(root / name, package))
