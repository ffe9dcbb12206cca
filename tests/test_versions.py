"""One version and one name everywhere: package, citation file, change log and paper."""

import re
import tomllib
from pathlib import Path
from typing import Any

import hybridstake
import yaml

ROOT = Path(__file__).parents[1]
FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)\n---\n", re.DOTALL)
REQUIRED = {"cff-version", "message", "title", "authors"}
"""Of a citation file. Source: Citation File Format 1.2.0, "Valid keys"."""


def text_of(name: str) -> str:
    """Content of a file named from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    """What the package says of itself."""
    return tomllib.loads(text_of("pyproject.toml"))["project"]


def citation() -> dict[str, Any]:
    """How we want to be cited."""
    return yaml.safe_load(text_of("CITATION.cff"))


def paper() -> dict[str, Any]:
    """Fields before the text of the paper."""
    found = FRONT_MATTER.match(text_of("paper/whitepaper.md"))
    assert found
    return yaml.safe_load(found["fields"])


def test_package_citation_and_change_log_have_one_version() -> None:
    newest = re.findall(r"^## (\S+)", text_of("CHANGELOG.md"), flags=re.MULTILINE)[0]
    versions = {project()["version"], hybridstake.__version__, citation()["version"], newest}
    assert versions == {hybridstake.__version__}


def test_the_citation_file_is_one_and_names_our_licence() -> None:
    told = citation()
    assert set(told) >= REQUIRED
    assert told["cff-version"] == "1.2.0"
    assert told["license"] == project()["license"]
    assert (told["type"], told["preferred-citation"]["type"]) == ("software", "report")


def test_the_paper_is_cited_under_its_own_title_and_authors() -> None:
    preferred, printed = citation()["preferred-citation"], paper()
    assert preferred["title"] == printed["title"]
    assert preferred["authors"] == printed["author"]


def test_every_table_of_others_that_is_shipped_has_a_notice() -> None:
    """Data files of the package that are not TOML of our own writing."""
    shipped = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "experiments").rglob("*"))
        if path.suffix in (".csv", ".json", ".parquet")
    ]
    assert shipped
    notice = text_of("NOTICE")
    assert [name for name in shipped if name not in notice] == []
    named = re.findall(r"^(?:experiments|models)/\S+\.(?:csv|py)$", notice, flags=re.MULTILINE)
    assert len(named) == 2
    assert [name for name in named if not (ROOT / name).is_file()] == []
