"""The hash-chained log: any change shows, where it was made."""

from dataclasses import replace

import pytest
from hybridstake.models.cryptography.evidence_log import (
    START,
    Entry,
    appended,
    first_fault,
    head_of,
)

CONTENTS = [b"v1 signed A", b"v1 signed B", b"v1 was slashed", b"v2 left"]


@pytest.fixture
def log() -> tuple[Entry, ...]:
    """A log of four entries."""
    found: tuple[Entry, ...] = ()
    for content in CONTENTS:
        found = appended(found, content)
    return found


def test_a_log_as_it_was_written_has_no_fault(log: tuple[Entry, ...]) -> None:
    assert first_fault(log) is None
    assert first_fault(log, head_of(log)) is None
    assert first_fault((), START) is None
    assert [each.content for each in log] == CONTENTS


@pytest.mark.parametrize("at", range(4))
def test_a_changed_entry_shows_at_its_place(log: tuple[Entry, ...], at: int) -> None:
    changed = (*log[:at], replace(log[at], content=b"nothing happened"), *log[at + 1 :])
    assert first_fault(changed) == at
    assert first_fault((*log[:at], *log[at + 1 :]), head_of(log)) == (at if at < 3 else 3)


def test_entries_that_change_places_show(log: tuple[Entry, ...]) -> None:
    assert first_fault((log[1], log[0], *log[2:])) == 0


def test_a_log_written_anew_or_cut_shows_by_its_last_hash_alone(log: tuple[Entry, ...]) -> None:
    """Whoever keeps no hash of it can be shown any log."""
    other = appended(log[:3], b"v3 left")
    assert first_fault(other) is None
    assert first_fault(other, head_of(log)) == 4
    assert first_fault(log[:2], head_of(log)) == 2
