"""Whether everything that the paper points at exists, once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .problems import nearest

Node = Mapping[str, Any]
"""An element of Pandoc's tree: its type under ``t``, its content under ``c``."""

STATEMENTS = {
    "thm": "theorem",
    "prp": "proposition",
    "lem": "lemma",
    "cor": "corollary",
    "def": "definition",
    "asm": "assumption",
    "rem": "remark",
    "exm": "example",
}
"""Class of a numbered statement by the prefix of its identifier; `filters/labels.lua` has more."""

_PLACE_OF_ATTRIBUTES = {
    "Header": 1, "Div": 0, "Figure": 0, "Table": 0, "Span": 0, "CodeBlock": 0, "Link": 0,
}  # fmt: skip
_FIGURE = re.compile(r"figures/(?P<stem>[A-Za-z0-9_-]+)\.svg")
_KEY = re.compile(r"^\s*@(?!comment|string|preamble)[a-z]+\s*\{\s*([^\s,]+)", re.MULTILINE | re.I)


def find_problems(tree: Mapping[str, Any], source: str, paper: Path) -> list[str]:
    """Everything that is pointed at and missing, or there twice.

    Parameters
    ----------
    tree
        Pandoc's JSON after `filters/structure.lua`.
    source
        The Markdown that it came from, for the line numbers.
    paper
        Folder with ``figures/`` and ``references.bib``.

    Returns
    -------
    list[str]
        One sentence each, without repetition.
    """
    nodes = list(_nodes([tree["meta"], tree["blocks"]]))
    names = Counter(name for node in nodes if (name := _identifier(node)))
    bibliography = paper / "references.bib"
    keys = _KEY.findall(bibliography.read_text(encoding="utf-8")) if bibliography.is_file() else []
    names.update(keys)
    problems = [
        f"{name} is the name of {count} things" for name, count in names.items() if count > 1
    ]
    for node in nodes:
        for check in (
            _reference(names),
            _citation(keys),
            _figure(paper),
            _statement,
            _label,
            _widths,
        ):
            problems.extend(f"{_line(source, word)}{text}" for word, text in check(node))
    return list(dict.fromkeys(problems))


Problems = Iterator[tuple[str, str]]
"""A word to look for in the source, and what is wrong with it."""


def _reference(names: Mapping[str, int]) -> Callable[[Node], Problems]:
    """Cross-references must lead somewhere."""

    def check(node: Node) -> Problems:
        target = _attribute(node, "target") if node["t"] == "Span" else ""
        if target and target not in names:
            alike = [name for name in names if name[:4] == target[:4]]
            yield f"@{target}", f"@{target} refers to nothing{nearest(target, alike)}"

    return check


def _citation(keys: list[str]) -> Callable[[Node], Problems]:
    """Citations must be in the bibliography."""

    def check(node: Node) -> Problems:
        for citation in node["c"][0] if node["t"] == "Cite" else []:
            key = citation["citationId"]
            if key not in keys:
                yield f"@{key}", f"@{key} is not in references.bib{nearest(key, keys)}"

    return check


def _figure(paper: Path) -> Callable[[Node], Problems]:
    """Pictures must be ours, in both forms: SVG for the screen and typst, PDF for LaTeX."""

    def check(node: Node) -> Problems:
        if node["t"] != "Image":
            return
        target = node["c"][2][0]
        match = _FIGURE.fullmatch(target)
        if not match:
            yield target, f"{target} must be figures/NAME.svg"
            return
        for form in ("svg", "pdf"):
            path = paper / "figures" / f"{match['stem']}.{form}"
            if not path.is_file():
                known = (found.name for found in path.parent.glob(f"*.{form}"))
                yield target, f"figures/{path.name} does not exist{nearest(path.name, known)}"

    return check


def _statement(node: Node) -> Problems:
    """A theorem's class must agree with its name, and every statement has one."""
    if node["t"] != "Div":
        return
    name, classes, _ = node["c"][0]
    wanted = STATEMENTS.get(name.split("-")[0]) if "-" in name else None
    found = next((one for one in classes if one in STATEMENTS.values()), None)
    if wanted != found:
        prefix = next((short for short, long in STATEMENTS.items() if long == found), "")
        told = f"must be named #{prefix}-…" if found else f"must have the class .{wanted}"
        yield (f"#{name}" if name else f".{found}"), f"the {found or wanted} {name!r} {told}"


def _label(node: Node) -> Problems:
    """A label that Markdown could not attach would be printed."""
    if node["t"] == "Str" and "{#" in node["c"]:
        yield node["c"], f"{node['c']} labels nothing"


def _widths(node: Node) -> Problems:
    """A table's widths must be one positive number per column."""
    widths = _attribute(node, "widths") if node["t"] == "Table" else ""
    if not widths:
        return
    columns = len(node["c"][2])
    good = [one for one in widths.split() if re.fullmatch(r"\d+(\.\d+)?", one) and float(one) > 0]
    if len(good) != columns or len(widths.split()) != columns:
        name = node["c"][0][0]
        yield f"#{name}", f"{name} needs {columns} positive widths, got {widths!r}"


def _nodes(part: object) -> Iterator[Node]:
    """Every element of a tree, in the order of the text."""
    if isinstance(part, dict):
        if isinstance(part.get("t"), str):
            yield part
        for child in part.values():
            yield from _nodes(child)
    elif isinstance(part, list):
        for child in part:
            yield from _nodes(child)


def _identifier(node: Node) -> str:
    """Name of an element, empty if it has none."""
    place = _PLACE_OF_ATTRIBUTES.get(node["t"])
    return "" if place is None else node["c"][place][0]


def _attribute(node: Node, name: str) -> str:
    """Value of an element's own attribute, empty if it has none."""
    return dict(node["c"][0][2]).get(name, "")


def _line(source: str, word: str) -> str:
    """Where a word stands first, as the beginning of a message."""
    found = re.search(re.escape(word) + r"(?![\w-])", source)
    return f"line {source.count(chr(10), 0, found.start()) + 1}: " if found else ""
