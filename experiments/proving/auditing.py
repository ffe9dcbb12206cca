"""What the audit found, as text: what fails, what no proof needs, and worlds where all premises hold."""

from collections.abc import Iterable, Sequence

from ...proofs.solving.audit import Row

WITHOUT = "without "
"""How the mutation that drops a premise begins."""
GUARD = " only where "
"""What stands between a step and one of its guards."""
MOST_LINES = 12
"""Of an example, the longest that is shown where there is a choice [1]."""


def audited(rows: Sequence[Row]) -> str:
    """How many changed conditions end as they must, each that does not, and what stands behind it.

    Parameters
    ----------
    rows
        The audit of some claims.
    """
    failing = [row for row in rows if not row.passed]
    paragraphs = [
        f"audit: {len(rows) - len(failing)} of {len(rows)} changed conditions end as they must",
        *(f"{row.condition}: {row.mutation}: {row.outcome}" for row in failing),
        *redundant(rows),
        *satisfied(rows),
    ]
    return "\n\n".join(paragraphs)


def redundant(rows: Sequence[Row]) -> list[str]:
    """Claims some of whose premises their proofs do without: how many, and which everywhere."""
    dropped = [row for row in rows if row.mutation.startswith(WITHOUT)]
    lines: list[str] = []
    for claim in dict.fromkeys(row.claim for row in dropped):
        own = [row for row in dropped if row.claim == claim]
        idle = [row for row in own if row.outcome == "redundant"]
        if idle:
            named = by_beginning(never_needed(own))
            colon = "; nowhere needed:" if named else ""
            lines.append(f"  {claim}: {len(idle)} of {len(own)}{colon}")
            lines += [f"    {line}" for line in named]
    return ["\n".join(["redundant premises, over all conditions of a claim:", *lines])] * bool(
        lines
    )


def never_needed(dropped: Iterable[Row]) -> list[str]:
    """Premises that are redundant wherever a claim names them, in order."""
    needed: dict[str, bool] = {}
    for row in dropped:
        name = row.mutation.removeprefix(WITHOUT)
        needed[name] = needed.get(name, False) or row.outcome != "redundant"
    return [name for name, always in needed.items() if not always]


def by_beginning(names: Iterable[str]) -> list[str]:
    """Names in lines: guards of one step share a line, and all else does.

    Examples
    --------
    >>> by_beginning(["a step: x only where b", "c", "a step: x only where d", "e"])
    ['c, e', 'a step: x only where b, d']
    """
    lines: dict[str, list[str]] = {"": []}
    for name in names:
        beginning, where, end = name.rpartition(GUARD)
        lines.setdefault(beginning + where, []).append(end)
    return [f"{beginning}{', '.join(ends)}" for beginning, ends in lines.items() if ends]


def satisfied(rows: Sequence[Row]) -> list[str]:
    """For each kind of world one example in which all premises of a condition hold."""
    shown: dict[type, tuple[Row, list[str]]] = {}
    met = 0
    for row in rows:
        if row.outcome != "possible" or row.counterexample is None:
            continue
        met += 1
        story = row.counterexample.story
        lines = story.as_table().splitlines()
        best = shown.get(type(story))
        if best is None or tells_more(lines, best[1]):
            shown[type(story)] = row, lines
    if not met:
        return []
    title = f"premises together: {met} conditions have an example; one for each kind of world:"
    examples = [
        "\n".join([f"  {row.condition}", *(f"    {line}" for line in lines)])
        for row, lines in shown.values()
    ]
    return ["\n".join([title, *examples])]


def tells_more(lines: Sequence[str], than: Sequence[str]) -> bool:
    """Whether an example is richer than another; one too long to read is the worse the longer it is."""
    if max(len(lines), len(than)) > MOST_LINES:
        return len(lines) < len(than)
    return len(lines) > len(than)
