"""Files of costs: what an operation takes on the machine that somebody measured.

A file is one JSON object, `{"operation": seconds, …}`: processor time of one core for one operation; or
what `hybridstake measure crypto --json` prints, which holds the same beside intervals. The names are
those of `operations.py`; a reader takes the ones that it needs and leaves the others. The
throughput model reads it by `hybridstake network PARAMS --costs FILE`, and joules are watts of a busy
core times these seconds.
"""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from ...models.errors import InvalidParameter
from ...models.network.verification import SignatureCosts
from ..parameter_files import read_text, shorten

TRANSACTION, VOTE = "ed25519_verify", "bls_verify"
KEY, SIGNATURE = "bls_key_addition", "bls_signature_addition"


def write_costs(path: Path, costs: Mapping[str, float]) -> None:
    """Write seconds by operation."""
    path.write_text(json.dumps(dict(costs), indent=2) + "\n", encoding="utf-8")


def read_costs(path: str, needed: Sequence[str] = ()) -> dict[str, float]:
    """Seconds by operation.

    Parameters
    ----------
    path
        Of a file.
    needed
        Operations that must be in it.

    Raises
    ------
    InvalidParameter
        In one line: when it is no JSON object, lacks an operation, or a value is no positive number.
    """
    if not Path(path).is_file():
        raise InvalidParameter(f"costs must be a readable JSON file, got {shorten(path)}")
    try:
        found: Any = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        if isinstance(error, InvalidParameter):
            raise
        raise InvalidParameter(f"costs must be a JSON object, got {shorten(path)}") from error
    if not isinstance(found, dict):
        raise InvalidParameter(f"costs must be a JSON object, got {shorten(cast(Any, found))}")
    costs = seconds_of(cast(dict[str, Any], found))
    for name, value in costs.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (is_number and 0 < value < math.inf):
            raise InvalidParameter(
                f"seconds of {shorten(name)} must be positive and finite, got {shorten(value)}"
            )
    missing = [name for name in needed if name not in costs]
    if missing:
        raise InvalidParameter(f"costs must name {', '.join(needed)}, got none of {missing[0]}")
    return {name: float(value) for name, value in costs.items()}


def seconds_of(found: dict[str, Any]) -> dict[str, Any]:
    """Operations with their seconds, from a file of costs or from what a measurement printed."""
    printed = found.get("operations")
    if not isinstance(printed, dict):
        return found
    operations = cast(dict[str, Any], printed)
    return {
        name: cast(dict[str, Any], each).get("seconds") if isinstance(each, dict) else each
        for name, each in operations.items()
    }


def load_signature_costs(path: str) -> SignatureCosts:
    """Costs of signatures for the throughput model.

    Parameters
    ----------
    path
        Of a file that `hybridstake measure crypto --out` wrote, or of one like it.

    Raises
    ------
    InvalidParameter
        As `read_costs` says.
    """
    found = read_costs(path, (TRANSACTION, VOTE, KEY, SIGNATURE))
    return SignatureCosts(
        transaction=found[TRANSACTION],
        vote=found[VOTE],
        key=found[KEY],
        addition=found[SIGNATURE],
    )
