"""A small paper that uses everything, with hostile text in one of its tables."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hybridstake.experiments.publishing.building import build

HERE = Path(__file__).parent
PAPER = HERE.parents[2] / "paper"

HOSTILE = (
    r"#hash $x$ _low_ <script>alert(1)</script> \textbf{b} a|b [link](u) *bold* @key 5% & ~ ^ `c`"
)

NUMBERS = {
    "ledger": {"claims": 52, "stakers": 12500, "note": "95 % & _more_ <than> $ever$"},
    "committee": {"size": 21, "captured": 1.2345e-7},
    "rewards": {"yield": 0.0734, "gain": -1234.56},
}

TABLES = {
    "claims": [
        ["id", "claim", "verdict", "value"],
        ["C01", "Finality within 200 ms", "refuted", "-0.3"],
        ["C02", "Both conditions must be met — always ≥ ⅔", "holds if", "1.5e-07"],
        ["C03", HOSTILE, "measured", "12,500"],
        ["C04", "{{committee.size}}", "open", ""],
    ],
    "deployments": [
        ["deployment", "nodes", "finality [s]", "throughput [1/s]", "remark"],
        ["one city", "21", "0.043", "48,200", "bounded by execution under contention"],
        ["one continent", "21", "0.187", "21,900", "bounded by the leader's upload, then by votes"],
        ["the world", "101", "0.612", "7,340", "a dead proposer costs one more timeout of 1.2 s"],
    ],
    "ledger": [["id", "claim", "verdict"]]
    + [
        [f"L{n:02}", f"Claim number {n} says something of some length", "proved"] for n in range(70)
    ],
}

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 160" width="300" height="160">'
    '<path d="M10 150 L290 20" stroke="#0173b2" stroke-width="3" fill="none"/></svg>\n'
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def write_paper(folder: Path, text: str | None = None) -> Path:
    """The real templates and bibliography around a text: the sample, or another."""
    for part in ("templates", "filters"):
        shutil.copytree(PAPER / part, folder / part)
    shutil.copyfile(PAPER / "references.bib", folder / "references.bib")
    source = (HERE / "sample.md").read_text(encoding="utf-8") if text is None else text
    (folder / "whitepaper.md").write_text(source, encoding="utf-8")
    for part in ("numbers", "tables", "figures"):
        (folder / part).mkdir()
    for name, numbers in NUMBERS.items():
        (folder / "numbers" / f"{name}.json").write_text(json.dumps(numbers), encoding="utf-8")
    for name, rows in TABLES.items():
        with (folder / "tables" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    for name in ("capture", "frontier"):
        (folder / "figures" / f"{name}.svg").write_text(SVG, encoding="utf-8")
        (folder / "figures" / f"{name}.pdf").write_bytes(PDF)
    return folder


@pytest.fixture
def paper_of(tmp_path: Path) -> Callable[[str], Path]:
    """A paper's folder around a text."""

    def write(text: str) -> Path:
        return write_paper(tmp_path / "paper", text)

    return write


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the paper that uses everything; not to be changed."""
    return write_paper(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def little_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a paper of one word; not to be changed."""
    return write_paper(tmp_path_factory.mktemp("little") / "paper", "Text.\n")


@pytest.fixture(scope="session")
def copy_of_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same paper in another folder."""
    return write_paper(tmp_path_factory.mktemp("another") / "a longer name")


@pytest.fixture(scope="session")
def built(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All three forms of the sample."""
    out = tmp_path_factory.mktemp("build")
    build(sample, out)
    return out


@pytest.fixture
def hostile() -> str:
    """A cell with every character that some output would take for markup."""
    return HOSTILE
