"""Large data that a chain keeps a root of: how surely sampling finds that some of it is withheld.

Whoever withholds must withhold so many cells that the rest does not suffice to restore the data: one
where nothing is added to them, more than half where an erasure code doubles them.
"""

import math
from typing import Any

from ..errors import InvalidParameter

BLOB_BYTES, USABLE_BYTES = 131_072, 126_976
"""Of a blob, and of them those that carry data: 31 of each 32 [B]. Source: EIP-4844."""
CELLS = 128
"""Of an extended blob [1]. Source: EIP-7594, where a blob's 64 cells are doubled."""
CELL_BYTES, PROOF_BYTES = 2_048, 48
"""[B] Source: EIP-7594."""
ROOT_BYTES = 32
"""Of a root over everything [B]."""
MOST_SAMPLES = 10_000_000
"""Samples up to which a target is looked for [1]."""


def least_withheld(cells: Any, needed: Any) -> Any:
    """Cells that must be withheld so that the data cannot be restored.

    Parameters
    ----------
    cells
        All of them [1].
    needed
        Any of them that suffice to restore the data [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: one less than `needed` may remain.

    Examples
    --------
    >>> least_withheld(128, 64), least_withheld(64, 64)
    (65, 1)
    """
    return cells - needed + 1


def chance_missed(cells: int, withheld: int, samples: int) -> float:
    """Probability that samples of different cells hit none that is withheld.

    Parameters
    ----------
    cells
        All of them [1].
    withheld
        Of them [1].
    samples
        Different cells that one client asks for [1].

    Returns
    -------
    float
        Exact but for rounding: hypergeometric [1].

    Raises
    ------
    InvalidParameter
        Where more is withheld or asked for than there is.

    Notes
    -----
    Source: Al-Bassam et al. 2018, "Fraud and Data Availability Proofs", arXiv:1809.09044, section 5.

    Examples
    --------
    >>> round(chance_missed(cells=128, withheld=65, samples=8), 5)
    0.00271
    """
    check_within("withheld", withheld, cells)
    check_within("samples", samples, cells)
    available = cells - withheld
    if samples > available:
        return 0.0
    return math.exp(
        math.fsum(math.log((available - drawn) / (cells - drawn)) for drawn in range(samples))
    )


def chance_all_miss(missed: float, clients: int) -> float:
    """Probability that none of several clients, who sample each for itself, finds anything.

    Parameters
    ----------
    missed
        By one client [1].
    clients
        How many [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: withheld from all alike; who answers some clients and not others deceives the few.

    Examples
    --------
    >>> chance_all_miss(0.5, 3)
    0.125
    """
    return missed**clients


def least_samples(cells: int, withheld: int, target: float) -> int:
    """Fewest samples with which withholding goes unnoticed no more often than a target.

    Parameters
    ----------
    cells, withheld
        All, and those that are withheld, at least one [1].
    target
        Allowed probability, in (0, 1] [1].

    Returns
    -------
    int
        [1]

    Raises
    ------
    InvalidParameter
        Where nothing is withheld, or the target is none, or too many samples would be needed.

    Notes
    -----
    Source: ours, of `chance_missed`.

    Examples
    --------
    >>> least_samples(cells=128, withheld=65, target=1e-9)
    25
    """
    check_within("withheld", withheld, cells)
    if withheld < 1:
        raise InvalidParameter(f"withheld must be at least 1, got {withheld!r}")
    if not 0 < target <= 1:
        raise InvalidParameter(f"target must lie in (0, 1], got {target!r}")
    missed, available = 1.0, cells - withheld
    for samples in range(MOST_SAMPLES):
        if missed <= target:
            return samples
        missed *= max(available - samples, 0) / (cells - samples)
    raise InvalidParameter(f"target must be in reach of {MOST_SAMPLES:,} samples, got {target!r}")


def check_within(name: str, value: int, cells: int) -> None:
    """Refuse a count of cells that is not from none to all."""
    if not 0 <= value <= cells:
        raise InvalidParameter(f"{name} must lie in [0, {cells}], got {value!r}")


def blobs_of(data_bytes: int) -> int:
    """Blobs that carry so much data.

    Examples
    --------
    >>> blobs_of(14_000_000_000)
    110258
    """
    return -(-data_bytes // USABLE_BYTES)


def replicated_bytes(data_bytes: Any, nodes: Any) -> Any:
    """Bytes that all nodes store where each keeps everything.

    Parameters
    ----------
    data_bytes
        [B]
    nodes
        [1]

    Returns
    -------
    float
        [B]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> replicated_bytes(1_000, 50)
    50000
    """
    return data_bytes * nodes


def sampled_bytes(samples: Any, cell_bytes: Any, path_bytes: Any) -> Any:
    """Bytes that one client receives for its samples.

    Parameters
    ----------
    samples
        [1]
    cell_bytes, path_bytes
        Of a cell, and of the proof that it belongs to the root [B].

    Returns
    -------
    float
        [B]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> sampled_bytes(10, 2_048, 48)
    20960
    """
    return samples * (cell_bytes + path_bytes)
