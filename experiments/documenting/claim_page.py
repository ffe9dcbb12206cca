"""The plan's claims and what became of them, from the ledger and the last results."""

from collections import Counter
from pathlib import Path

from ..claims.finding import Verdict
from ..claims.ledger import Entry, claims, entries_path, read_entries
from .markdown import page, plain, table

INTRODUCTION = """\
The plan and the two documents beside it assert {count} things about a system that can be decided.
Each has one line here. No verdict is typed: a proof or an experiment computes it, and the last
column names which.
"""

WITHOUT = """\
!!! note "No results yet"
    This copy of the documentation was built where this version has computed nothing, so the
    verdicts are missing. `make paper` computes everything, in a few minutes, and `make docs` then
    fills them in; `hybridstake claims` computes and prints the same table in a terminal.
"""

MEANINGS = {
    Verdict.PROVED: "for any number of validators and any stake",
    Verdict.REFUTED: "with a counterexample that a person can read",
    Verdict.HOLDS_IF: "under the condition that is named",
    Verdict.MEASURED: "by computation, with an interval where there is chance",
    Verdict.NOT_COMPUTABLE: "no computation settles it, and why",
    Verdict.OPEN: "nothing settles it yet",
}


def claim_page(out: Path) -> str:
    """Page of all claims, with verdicts where they have been computed.

    Parameters
    ----------
    out
        Folder of results.

    Returns
    -------
    str
        Markdown; a claim's row has its id in lower case as an anchor.
    """
    introduction = INTRODUCTION.format(count=len(claims()))
    title = "# The plan's claims and what became of them"
    entries = last_entries(out)
    if not entries:
        rows = [(marked(each.id), plain(each.claim), plain(each.source)) for each in claims()]
        return page(title, introduction, WITHOUT, table(("", "claim", "where it stands"), rows))
    rows = [row_of(each) for each in entries]
    return page(
        title,
        introduction,
        summary(entries),
        table(("", "claim", "verdict", "what was found"), rows),
    )


def last_entries(out: Path) -> list[Entry]:
    """Every claim as it was settled last; none where nothing was, or by another version."""
    if not entries_path(out).is_file():
        return []
    try:
        entries = read_entries(out)
    except (KeyError, TypeError, ValueError):
        return []
    return entries if [each.id for each in entries] == [each.id for each in claims()] else []


def summary(entries: list[Entry]) -> str:
    """How many claims ended how, and what each ending means."""
    counts = Counter(each.verdict for each in entries)
    rows = [
        (str(verdict), str(counts[verdict]), MEANINGS[verdict])
        for verdict in Verdict
        if counts[verdict]
    ]
    return table(("verdict", "claims", "meaning"), rows)


def row_of(entry: Entry) -> tuple[str, ...]:
    """One claim: what the plan says, the verdict, and what stands behind it."""
    found = [entry.condition]
    if entry.repair:
        found.append(f"Repair: {entry.repair}")
    if entry.evidence:
        found.append(f"By {entry.evidence}")
    if entry.witness:
        found.append(f"Second witness: {entry.witness}")
    said = f"{plain(entry.claim)}<br><small>{plain(entry.source)}</small>"
    return (
        marked(entry.id),
        said,
        f"**{entry.verdict}**",
        "<br>".join(plain(each) for each in found),
    )


def marked(name: str) -> str:
    """A claim's id, to which a link can lead."""
    return f'<span id="{name.lower()}">{name}</span>'
