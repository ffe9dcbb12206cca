"""The reference of the package, a page for each folder of code, from the docstrings."""

import re
from collections.abc import Iterator
from pathlib import Path

from .markdown import page, plain, table

ROOMS = ("models", "proofs", "agents", "experiments")
"""In the order in which they may import one another."""

FOLDER = "reference"
"""Where the pages are."""


def folders(root: Path, room: str) -> list[Path]:
    """Folders of a room that are packages, from the root, the room itself first."""
    return sorted(path.parent.relative_to(root) for path in (root / room).rglob("__init__.py"))


def modules(root: Path, folder: Path) -> list[Path]:
    """Modules that lie in a folder itself, sorted."""
    return sorted(
        path.relative_to(root) for path in (root / folder).glob("*.py") if path.stem != "__init__"
    )


def address(folder: Path) -> str:
    """Page of a folder.

    Parameters
    ----------
    folder
        From the root.

    Examples
    --------
    >>> address(Path("models/economics")), address(Path("models"))
    ('reference/models/economics.md', 'reference/models/index.md')
    """
    name = "/".join(folder.parts) if len(folder.parts) > 1 else f"{folder}/index"
    return f"{FOLDER}/{name}.md"


def module_pages(root: Path, *, rendered: bool = True) -> dict[str, str]:
    """Pages of all folders of code.

    Parameters
    ----------
    root
        Folder of the package.
    rendered
        Whether every name of a module is documented, or only what the module is for.

    Returns
    -------
    dict[str, str]
        Markdown by address.
    """
    found = {
        address(folder): folder_page(root, folder, rendered)
        for room in ROOMS
        for folder in folders(root, room)
    }
    return {f"{FOLDER}/index.md": index_page(root), **found}


def index_page(root: Path) -> str:
    """What the reference consists of."""
    rooms = [
        (f"[{room}]({room}/index.md)", plain(first_line(root / room / "__init__.py")))
        for room in ROOMS
    ]
    others = [
        ("[Commands](commands.md)", "The command line, from its own help."),
        ("[Parameters](parameters.md)", "Every field of a parameter file."),
        (
            "[Formulas](formulas.md)",
            "The formulas of the protocol, read by SymPy from the code that runs.",
        ),
    ]
    return page(
        "# Reference",
        "All of it is made from the code.",
        table(("", "what it is"), [*others, *rooms]),
    )


def folder_page(root: Path, folder: Path, rendered: bool) -> str:
    """The modules of one folder, and below a room the folders."""
    title = ".".join(folder.parts)
    parts = [f"# {title}", plain(first_line(root / folder / "__init__.py"))]
    if len(folder.parts) == 1:
        below = [each for each in folders(root, str(folder)) if each != folder]
        rows = [
            (
                f"[`{'.'.join(each.parts)}`]({'/'.join(each.parts[1:])}.md)",
                plain(first_line(root / each / "__init__.py")),
            )
            for each in below
        ]
        parts.append(table(("folder", "what is in it"), rows))
    parts += [part for module in modules(root, folder) for part in section(root, module, rendered)]
    return page(*parts)


def section(root: Path, module: Path, rendered: bool) -> Iterator[str]:
    """One module, in full or in a line."""
    name = ".".join(("hybridstake", *module.with_suffix("").parts))
    if rendered:
        yield f"::: {name}"
    else:
        anchors = [f'<a id="{name}.{each}"></a>' for each in defined(root / module)]
        yield f"## {module.stem} {{ #{name} }}"
        yield plain(first_line(root / module)) + "".join(anchors)


def navigation(root: Path) -> list[dict[str, list[dict[str, str]]]]:
    """Entries of the navigation, a section for each room."""
    return [
        {
            room: [
                {".".join(folder.parts[1:]) or "overview": address(folder)}
                for folder in folders(root, room)
            ]
        }
        for room in ROOMS
    ]


def defined(path: Path) -> list[str]:
    """Functions and classes that a module defines."""
    return re.findall(r"^(?:def|class) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)


def first_line(path: Path) -> str:
    """What a module says it is."""
    return path.read_text(encoding="utf-8").split('"""')[1].partition("\n\n")[0]
