"""The settled ledger as files: all of it, what the paper prints of it, and how many ended how."""

import pandas as pd

from ..running.files import write_json
from ..running.outputs import write_numbers, write_table
from ..running.study import Study
from .finding import Verdict
from .ledger import as_json, entries_path
from .settling import settled


def write_claims(study: Study) -> None:
    """Write every claim with its verdict, the paper's table of them, and how many ended how."""
    entries = as_json(settled(study))
    write_json(entries_path(study.out), entries)
    rows = pd.DataFrame(entries)
    columns = {"id": "Id", "claim": "Claim", "verdict": "Verdict", "condition": "Condition"}
    shown = pd.DataFrame({title: rows[name] for name, title in columns.items()})
    write_table(study.table_path("claims"), shown)
    counts = {str(verdict).replace(" ", "_"): 0 for verdict in Verdict} | {
        str(name).replace(" ", "_"): int(count)
        for name, count in rows["verdict"].value_counts().items()
    }
    write_numbers(study.numbers_path("claims"), {"claims": len(entries), **counts})
