"""One run at a time writes into a folder; the kernel frees it when the run ends, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...models.errors import InvalidParameter


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold a folder, made if need be, against every other run that asks for it.

    The folder itself is locked, so that no file is left in it. On a file system without locks nothing
    is held.

    Parameters
    ----------
    folder
        Where the run writes.

    Raises
    ------
    InvalidParameter
        If another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(opened)
        raise InvalidParameter(
            f"out must be a folder that no other run writes into at the moment, got {folder}"
        ) from error
    except OSError:
        pass  # such as a network's folder, which cannot be locked by itself
    try:
        yield
    finally:
        os.close(opened)
