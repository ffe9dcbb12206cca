"""A log whose every entry holds the hash of all before it: who keeps the last hash sees any change."""

from dataclasses import dataclass

from .derivation import digest

START = digest("evidence log")
"""Hash of the empty log."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was written down."""

    content: bytes
    head: bytes
    """Hash of the log that ends with it."""


def head_of(log: tuple[Entry, ...]) -> bytes:
    """Hash of all that a log says."""
    return log[-1].head if log else START


def appended(log: tuple[Entry, ...], content: bytes) -> tuple[Entry, ...]:
    """The log with one more entry.

    Notes
    -----
    Source: Haber and Stornetta 1991.
    """
    return (*log, Entry(content, digest("entry", head_of(log), content)))


def first_fault(log: tuple[Entry, ...], head: bytes | None = None) -> int | None:
    """Where a log is not what it claims to be: a content, an order or an end that was changed.

    Parameters
    ----------
    log
        From anybody.
    head
        The last hash, if it is known from elsewhere; without it a whole new log passes.

    Returns
    -------
    int or None
        Number of the first entry that does not follow from those before it; the length of the log where
        only its end is not the known one.

    Examples
    --------
    >>> log = appended(appended((), b"one"), b"two")
    >>> first_fault(log), first_fault(log[1:]), first_fault(log[:1], head_of(log))
    (None, 0, 1)
    """
    before = START
    for number, entry in enumerate(log):
        if entry.head != digest("entry", before, entry.content):
            return number
        before = entry.head
    return None if head in (None, before) else len(log)
