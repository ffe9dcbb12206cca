"""The lock: every part hashed, from nowhere in particular, and enough for what pyproject asks."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCKS = ("lock.txt", "boot.txt")
HASHED = re.compile(r"(?P<pin>[^\\]+?)(?: --hash=sha256:[0-9a-f]{64})+")


def requirements_of(lock: str) -> list[str]:
    """Entries of a lock, each on one line, comments left out."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [re.sub(r"\s+", " ", line.strip()) for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def pins_of(lock: str) -> list[Requirement]:
    """Requirements of a lock without their hashes."""
    matches = [HASHED.fullmatch(entry) for entry in requirements_of(lock)]
    return [Requirement(match["pin"]) for match in matches if match]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_one_version_with_its_hashes(lock: str) -> None:
    entries = requirements_of(lock)
    assert entries
    assert [entry for entry in entries if not HASHED.fullmatch(entry)] == []
    for pin in pins_of(lock):
        assert re.fullmatch(r"==[^*,]+", str(pin.specifier)), pin


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_download_from(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|git\+|index[-]url|find[-]links|trusted-host| @ ", text) == []


def test_the_lock_holds_everything_that_pyproject_asks_for_in_permitted_versions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for extra in project["optional-dependencies"].values() for name in extra]
    asked = [Requirement(line) for line in [*project["dependencies"], *extras]]
    locked: dict[str, list[Version]] = {}
    for pin in pins_of("lock.txt"):
        version = Version(str(pin.specifier).removeprefix("=="))
        locked.setdefault(canonicalize_name(pin.name), []).append(version)
    assert len(asked) > 15
    for wanted in asked:
        versions = locked.get(canonicalize_name(wanted.name), [])
        assert versions, wanted
        assert all(version in wanted.specifier for version in versions), (wanted, versions)
