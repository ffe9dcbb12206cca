"""A root over many pieces of data, and short proofs that a piece belongs to it.

Leaves and inner nodes are hashed under different first bytes, and a piece that has no neighbour moves
up alone, so that no two lists have one root.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from ..errors import InvalidParameter

LEAF, NODE = b"\x00", b"\x01"
"""What is hashed before a piece, and before two hashes. Source: RFC 6962, section 2.1."""
HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Path:
    """What proves that a piece is at its place."""

    place: int
    """Number of the piece, from zero [1]."""
    pieces: int
    """How many there are [1]."""
    hashes: tuple[bytes, ...]
    """Of the neighbours, from the leaf up."""


def leaf_hash(piece: bytes) -> bytes:
    """Hash of a piece."""
    return sha256(LEAF + piece).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two hashes."""
    return sha256(NODE + left + right).digest()


def levels(pieces: Sequence[bytes]) -> list[list[bytes]]:
    """Hashes of the leaves, of what is above them, and so on up to the root.

    Raises
    ------
    InvalidParameter
        Where there is no piece.
    """
    if not pieces:
        raise InvalidParameter("pieces must be at least 1, got 0")
    found = [[leaf_hash(piece) for piece in pieces]]
    while len(found[-1]) > 1:
        below = found[-1]
        pairs = [node_hash(*below[first : first + 2]) for first in range(0, len(below) - 1, 2)]
        found.append(pairs + below[len(below) - len(below) % 2 :])
    return found


def root_of(pieces: Sequence[bytes]) -> bytes:
    """The root, 32 bytes, as in RFC 6962.

    Examples
    --------
    >>> root_of([b"a", b"b"]) == node_hash(leaf_hash(b"a"), leaf_hash(b"b"))
    True
    """
    return levels(pieces)[-1][0]


def path_of(tree: Sequence[Sequence[bytes]], place: int) -> Path:
    """The proof of one piece.

    Parameters
    ----------
    tree
        The hashes of all levels.
    place
        Number of the piece, from zero [1].

    Raises
    ------
    InvalidParameter
        Where there is no such piece.
    """
    pieces = len(tree[0])
    if not 0 <= place < pieces:
        raise InvalidParameter(f"place must lie in [0, {pieces}), got {place!r}")
    hashes: list[bytes] = []
    at = place
    for level in tree[:-1]:
        if at ^ 1 < len(level):
            hashes.append(level[at ^ 1])
        at //= 2
    return Path(place, pieces, tuple(hashes))


def belongs(root: bytes, piece: bytes, path: Path) -> bool:
    """Whether a piece is at its place under a root."""
    if not 0 <= path.place < path.pieces:
        return False
    at, width, found = path.place, path.pieces, leaf_hash(piece)
    rest = list(path.hashes)
    while width > 1:
        if at ^ 1 < width:
            if not rest:
                return False
            other = rest.pop(0)
            found = node_hash(other, found) if at % 2 else node_hash(found, other)
        at, width = at // 2, (width + 1) // 2
    return not rest and found == root
