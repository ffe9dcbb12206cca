"""All that a running job is: its memory and its globals, and their hash."""

from dataclasses import dataclass
from hashlib import sha256

WORD = 8
"""Bytes of a global [byte]."""


@dataclass(frozen=True, slots=True)
class State:
    """A checkpoint: from it the job goes on as if it had never stopped."""

    memory: bytes
    """The linear memory, in whole pages."""
    globals: tuple[int, ...]
    """Values of the mutable globals, in the order of their names, with their signs."""

    @property
    def digest(self) -> bytes:
        """SHA-256 of the globals, of their number, and of the memory; of different states different."""
        words = b"".join(each.to_bytes(WORD, "little", signed=True) for each in self.globals)
        return sha256(len(self.globals).to_bytes(WORD, "little") + words + self.memory).digest()
