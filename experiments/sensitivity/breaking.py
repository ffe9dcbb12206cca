"""Blocks that are left out, and invariants that candidates break though the file keeps them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .question import Breakers


@dataclass(frozen=True, slots=True)
class Left:
    """What does not count, or counts and yet is no protocol that one would want."""

    refused: int
    """Blocks with a candidate whose values do not go together [1]."""
    refusal: str
    """Why the first of them do not; empty where there is none."""
    excluded: int
    """Blocks left out because a candidate breaks an invariant [1]."""
    looked_at: int
    """Candidates that were held against the invariants [1]."""
    breaking: int
    """Those of them that break one [1]."""
    invariants: dict[str, int]
    """How many break each, the most broken first [1]."""


def breaks_more(result: dict[str, Any], by_file: frozenset[str]) -> list[frozenset[str]]:
    """Of each candidate of a block that was looked at: what it breaks and the file keeps."""
    return [frozenset(names) - by_file for names in result["broken"]]


def is_whole(result: dict[str, Any], by_file: frozenset[str], breakers: Breakers) -> bool:
    """Whether a block counts, by what its candidates break."""
    return breakers is not Breakers.EXCLUDE or not any(breaks_more(result, by_file))


def tally(
    results: Sequence[dict[str, Any]],
    by_file: frozenset[str],
    *,
    refusals: Sequence[str],
    excluded: int,
) -> Left:
    """Counts over a design.

    Parameters
    ----------
    results
        Of its blocks, as `blocks.carried_out` gives them.
    by_file
        Invariants that the file breaks itself.
    refusals
        Why blocks cannot be.
    excluded
        Blocks that are left out [1].
    """
    looked_at = [names for result in results for names in breaks_more(result, by_file)]
    counts = Counter(name for names in looked_at for name in names)
    return Left(
        refused=len(refusals),
        refusal=refusals[0] if refusals else "",
        excluded=excluded,
        looked_at=len(looked_at),
        breaking=sum(map(bool, looked_at)),
        invariants=dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
    )
