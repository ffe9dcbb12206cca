"""Commands and files that a page shows, in the order in which a reader meets them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

FENCE = re.compile(
    r"(?:^<!-- (?P<mark>\w+)[^\n]*-->\n\n?)?"
    r"^(?P<indent> *)```(?P<language>\w+)(?P<rest>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="(?P<title>[^"]+)"')
NAMED = re.compile(r"# (?P<name>[\w./-]+\.\w+)\n")
"""First line of a file that is shown where no title can be, as in a README."""


class Kept(StrEnum):
    """When the commands of a block are run by the tests."""

    ALWAYS = "always"
    EXHAUSTIVE = "exhaustive"
    ELSEWHERE = "elsewhere"
    """Never: it needs what a test has not, such as a cluster."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that the reader is told to write."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownCommand:
    """A command, and the lines that the page shows below it."""

    line: str
    output: tuple[str, ...]
    kept: Kept


def snippets(text: str) -> Iterator[ShownFile | ShownCommand]:
    r"""Files and commands of a page of Markdown, from the top.

    Parameters
    ----------
    text
        A file is a block with a title, or one whose first line is a comment with its name. Commands are
        lines after `$` in blocks of a console. A comment before a block, `<!-- exhaustive -->` or
        `<!-- elsewhere: … -->`, says when its commands are run.

    Raises
    ------
    ValueError
        If a comment before a block says something else.

    Examples
    --------
    >>> [found] = snippets("```console\n$ hybridstake --version\nhybridstake …\n```")
    >>> found.line, found.output
    ('hybridstake --version', ('hybridstake …',))
    """
    for fence in FENCE.finditer(text):
        language, body = fence["language"], unindented(fence["text"], len(fence["indent"]))
        titled, named = TITLE.search(fence["rest"]), NAMED.match(body)
        kept = Kept(fence["mark"] or Kept.ALWAYS)
        if language == "console":
            yield from commands(body, kept)
        elif titled is not None:
            yield ShownFile(titled["title"], body)
        elif named is not None:
            yield ShownFile(named["name"], body)


def unindented(text: str, width: int) -> str:
    """A block inside a list, without the list's indent."""
    return "".join(
        line[min(width, len(line) - len(line.lstrip(" "))) :] for line in text.splitlines(True)
    )


def commands(body: str, kept: Kept) -> Iterator[ShownCommand]:
    """Commands of one console."""
    for each in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        while "\\\n" in each:
            each = re.sub(r"\\\n\s*(?:> )?", "", each, count=1)
        line, *output = each.rstrip("\n").split("\n")
        yield ShownCommand(line.partition("  # ")[0].strip(), tuple(output), kept)


def shows(output: tuple[str, ...], printed: str) -> bool:
    r"""Whether a page's lines are those that were printed.

    Parameters
    ----------
    output
        Lines of the page; none: it shows nothing, and anything may be printed. A line `…` stands for
        any lines, `…` within a line for any part of it.
    printed
        All that the command printed.

    Examples
    --------
    >>> shows(("a", "…", "c … e"), "a\nb\nb\nc d e\n")
    True
    >>> shows(("a", "c"), "a\nb\nc\n")
    False
    """
    if not output:
        return True
    pieces = [
        r"(?:[^\n]*\n)*?" if line.strip() == "…" else f"{pattern_of(line)}\n" for line in output
    ]
    tidy = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch("".join(pieces), tidy) is not None


def pattern_of(line: str) -> str:
    """One line as a pattern."""
    return "[^\n]*".join(re.escape(piece) for piece in line.rstrip().split("…"))
