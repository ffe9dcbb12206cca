"""Parameters with a table exchanged, as a proof's near miss needs them."""

from copy import copy
from typing import Any

from .parameters import Parameters


def with_tables(parameters: Parameters, **tables: Any) -> Parameters:
    """The same parameters with some tables exchanged, and no check made again.

    Checks across tables would read fields that do not matter here, and a near miss may break them.

    Parameters
    ----------
    parameters
        What they start from; it stays as it is.
    tables
        New tables by name.
    """
    changed = copy(parameters)
    for name, table in tables.items():
        object.__setattr__(changed, name, table)
    return changed
