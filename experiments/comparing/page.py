"""A comparison or a report as one page that asks nothing of any other: to open, mail or print."""

from collections.abc import Iterator
from html import escape
from importlib import resources
from pathlib import Path

from ...models.errors import InvalidParameter
from ...models.protocol.modes import Mode
from ..parameter_files import shorten
from ..running.files import write_atomically
from .comparison import Comparison
from .conclusion import Conclusion
from .elements import as_table, listed, noted, told
from .pictures import as_svg, attack_picture, finality_picture
from .risks import WHAT_FAILS
from .table import Table
from .tables import all_tables, conditions_line
from .verdict import Verdict

NOTHING_FROM_OUTSIDE = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may fetch for the page, and run in it: only its own styles."""

SIGNED = (
    "▲ is better, ▼ worse, ◆ good or bad by purpose, ○ cannot be told apart, = the same. Which way is "
    "better is a choice of ours: cheap attacks, unequal stakes, slow finality, tokens made or paid to "
    "nobody count as bad, and incomes and prices as neither."
)

HOW_LIKELY = {
    frozenset[Verdict | None](): "alike in A and B",
    frozenset({Verdict.BETTER}): "rarer in B",
    frozenset({Verdict.WORSE}): "likelier in B",
}
"""What verdicts of one failure say together, but for those that stay the same."""


def check_page(path: Path) -> None:
    """Refuse where no page can be written, before anything is measured for it.

    Raises
    ------
    InvalidParameter
        If its folder is none, or it is one.
    """
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise InvalidParameter(
            f"html must be a file in a folder that there is, got {shorten(str(path))}"
        )


def write_page(path: Path, found: Comparison, conclusion: Conclusion) -> None:
    """Write the page; a reader sees the old one or the new one."""
    text = page_of(found, conclusion)
    write_atomically(path, lambda file: file.write_text(text, encoding="utf-8", newline="\n"))


def page_of(found: Comparison, conclusion: Conclusion) -> str:
    """The page: the same bytes for the same findings.

    Parameters
    ----------
    found
        Of one file or two.
    conclusion
        What they come to.
    """
    names = " and ".join(each.short for each in found.subjects)
    title = escape(f"{names} {'side by side' if found.is_pair else 'in numbers'}")
    tables = [part for table in all_tables(found) for part in section(found, table)]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_FROM_OUTSIDE}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>\n{stylesheet()}</style>",
            "</head>",
            "<body>",
            f"<header><h1>{title}</h1>{''.join(file_lines(found))}</header>",
            "<main>",
            f'<p class="lead">{told(conclusion.lead)}</p>',
            *refused(found),
            *groups(conclusion),
            *tables,
            "</main>",
            f"<footer>{''.join(footer(found))}</footer>",
            "</body>",
            "</html>",
            "",
        ]
    )


def stylesheet() -> str:
    """The page's own styles."""
    folder = resources.files("hybridstake.experiments.comparing")
    return folder.joinpath("page.css").read_text(encoding="utf-8")


def file_lines(found: Comparison) -> Iterator[str]:
    """Which file is called what."""
    for each in found.subjects if found.is_pair else ():
        named = f'<span class="{each.letter.lower()}"><b>{each.letter}</b></span>'
        yield f'<p class="files">{named} {escape(each.name)}</p>'


def refused(found: Comparison) -> Iterator[str]:
    """What files cannot, if anything."""
    if found.refusals:
        lines = "".join(f"<p>{told(line)}</p>" for line in found.refusals)
        yield f'<div class="refusals">{lines}</div>'


def groups(conclusion: Conclusion) -> Iterator[str]:
    """What the conclusion rests on."""
    if conclusion.groups:
        yield '<div class="groups">'
        for heading, lines in conclusion.groups.items():
            yield f"<section><h3>{told(heading)}</h3>{listed(lines)}</section>"
        yield "</div>"


def section(found: Comparison, table: Table) -> Iterator[str]:
    """A table with its title, its pictures and what is said before and below."""
    if not (table.rows or table.otherwise):
        return
    yield f'<section id="{table.key}"><h2>{told(table.title)}</h2>'
    if table.before:
        yield f'<p class="before">{told(table.before)}</p>'
    yield from pictures(found, table.key)
    yield from as_table(table) if table.rows else [f"<p>{told(table.otherwise)}</p>"]
    if table.below:
        yield noted(table.below)
    yield "</section>"


def pictures(found: Comparison, key: str) -> Iterator[str]:
    """Pictures that belong to a table, each with its words."""
    if key == "attacks":
        shown = [
            (as_svg(figure, mode.label, f"Chances of failure, {mode.label}"), caption(found, mode))
            for mode in Mode
            for figure in (attack_picture(found, mode),)
            if figure is not None
        ]
    elif key == "finality" and (figure := finality_picture(found)) is not None:
        words = "From the mean to the 99th percentile; the open diamond is what the file promises."
        shown = [(as_svg(figure, "finality", "Times to finality beside what is promised"), words)]
    else:
        return
    figures = "".join(
        f"<figure>{svg}<figcaption>{told(words)}</figcaption></figure>" for svg, words in shown
    )
    yield f'<div class="pictures">{figures}</div>'


def caption(found: Comparison, mode: Mode) -> str:
    """What the picture of a mode shows."""
    marks = "Marks stand at the corruptions of the table."
    if not found.is_pair:
        return marks
    sentences: list[str] = []
    for failure, words in WHAT_FAILS.items():
        verdicts = {
            each.verdict for each in found.risks if (each.mode, each.failure) == (mode, failure)
        }
        how = HOW_LIKELY.get(frozenset(verdicts - {Verdict.SAME}), "not in one way")
        sentences.append(f"{words} {how}")
    return f"{mode.label.capitalize()}: {', '.join(sentences)}. {marks}"


def footer(found: Comparison) -> Iterator[str]:
    """What signs mean, and how to have the page again."""
    if found.is_pair:
        yield f"<p>{SIGNED}</p>"
    command = "compare A B" if found.is_pair else "report PARAMS"
    line = escape(f"hybridstake {command} {conditions_line(found)}")
    yield f"<p>Measured with <code>{line}</code>: the same seed gives the same bytes.</p>"
