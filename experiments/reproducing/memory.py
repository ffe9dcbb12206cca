"""What doit remembers of earlier steps, written after every step, so that a kill forgets at most one."""

from pathlib import Path
from typing import Any

from doit.dependency import JsonDB

from ..running.files import write_atomically

LAST_NOTE = "deps:"
"""What doit notes last of a step that was carried out."""


class Memory(JsonDB):
    """Notes in one JSON file that is whole at any moment."""

    def set(self, task_id: str, dependency: str, value: Any) -> None:
        """Note something of a step, and write all notes when those of the step are complete."""
        super().set(task_id, dependency, value)
        if dependency == LAST_NOTE:
            text = self.codec.encode(self._db)
            write_atomically(Path(self.name), lambda partial: partial.write_text(text))

    def dump(self) -> None:
        """Write nothing: at the end of a run all is written that was carried out."""
