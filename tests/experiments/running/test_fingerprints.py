"""What a process computes with does not change while it lives."""

from pathlib import Path

import pytest
from hybridstake.experiments.running import fingerprints, sources
from hybridstake.experiments.running.fingerprints import fingerprint

MODULE = "hybridstake.experiments.running.seeds"


@pytest.fixture
def afresh() -> None:
    """As in a process that has read nothing yet."""
    fingerprints.fingerprint.cache_clear()
    fingerprints.first_read.cache_clear()


def test_sources_that_a_process_has_read_stay_what_they_were(
    afresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that was there before a file was edited still runs the old one, as it must say."""
    text = sources.source_path(MODULE).read_bytes()
    copy = tmp_path / "seeds.py"
    copy.write_bytes(text)
    monkeypatch.setattr(sources, "closure", lambda *modules: (MODULE,))
    monkeypatch.setattr(sources, "source_path", lambda module: copy)
    before = fingerprint(MODULE)
    copy.write_bytes(text + b"# edited\n")
    fingerprint.cache_clear()  # asked of other modules, say
    assert fingerprint(MODULE) == before
    fingerprint.cache_clear()
    fingerprints.first_read.cache_clear()
    edited = fingerprint(MODULE)
    assert edited != before
    monkeypatch.setattr(fingerprints, "library_versions", lambda: {"numpy": "0"})
    fingerprint.cache_clear()
    assert fingerprint(MODULE) not in (before, edited)
