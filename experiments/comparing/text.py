"""A comparison or a report as a terminal shows it."""

from ..commands.terminal import columns
from .comparison import Comparison
from .conclusion import Conclusion
from .table import Table
from .tables import all_tables, conditions_line


def as_text(found: Comparison, conclusion: Conclusion) -> str:
    """The conclusion, the tables behind it, and how to have them again."""
    parts = [conclusion.lead, *(["\n".join(found.refusals)] if found.refusals else [])]
    for heading, lines in conclusion.groups.items():
        parts.append("\n".join([f"{heading}:", *(f"- {line}" for line in lines)]))
    parts += [part for each in all_tables(found) for part in table_parts(each)]
    parts.append(f"measured with {conditions_line(found)}")
    return "\n\n".join(parts)


def table_parts(table: Table) -> list[str]:
    """Title, what is said before, rows, and what is said below."""
    title = table.title.upper()
    if not table.rows:
        return [title, table.otherwise] if table.otherwise else []
    heading = (*table.heading, "verdict") if table.is_judged else table.heading
    rows = [
        (*each.cells, str(each.verdict or "none")) if table.is_judged else each.cells
        for each in table.rows
    ]
    before = f"{title}\n{table.before}" if table.before else title
    below = [part for each in table.below for part in (each.words, each.story) if part]
    return [before, columns([heading, *rows]), *below]
