"""The whitepaper under other presets: what is not so is marked, and nothing reads wrongly."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.claims.writing import write_claims
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.publishing.documents import read_document, read_sentences
from hybridstake.experiments.publishing.printing import UNKNOWN
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.runner import run_question
from hybridstake.experiments.running.study import Study

pytestmark = pytest.mark.slow

QUESTIONS = (
    "finality_floor", "protocol_parameters", "slashing_deterrence", "staking_economy",
    "staking_yield",
)  # fmt: skip
"""Those that read what the variants change."""

PROMISE = "The 5 to 15 % that the draft"
CEILING = "The ceiling on yearly issuance brings it there"
SPLIT = "The split, not only the amount"
LESS_TO_LOSE = "Lower rewards have a price of their own"
RUN = "Over the whole run"
LONE = "A lone authority in Balanced still earns"
SLOWED = "Together with lower rewards"
ABSTRACT = "and a slashed authority earns its loss back"

VARIANTS: dict[str, tuple[tuple[str, ...], dict[str, dict[str, Any]], set[str]]] = {
    "no reward": (
        PRESETS, {"rewards": {"base_reward": 0.0}},
        {PROMISE, CEILING, SPLIT, LESS_TO_LOSE, RUN, LONE, SLOWED, ABSTRACT},
    ),
    "no reward in the plan": (
        ("plan",), {"rewards": {"base_reward": 0.0}}, {PROMISE, LESS_TO_LOSE, SLOWED, ABSTRACT},
    ),
    "no reward in the reference": (
        ("reference",), {"rewards": {"base_reward": 0.0}}, {CEILING, SPLIT, RUN, LONE, SLOWED},
    ),
    "no slash": (
        PRESETS, {"slashing": {"rate": 0.0, "correlation_factor": 0.0}},
        {LONE, SLOWED, ABSTRACT, "At certain detection"},
    ),
    "authorities unpaid": (
        PRESETS, {"rewards": {"authority_share": 0.0}}, {SPLIT, LONE, SLOWED, ABSTRACT},
    ),
    "stakers unpaid": (PRESETS, {"rewards": {"authority_share": 1.0}}, {PROMISE, CEILING, SLOWED}),
    "no issuance": (
        PRESETS, {"issuance": {"yearly_cap": 0.0}},
        {PROMISE, CEILING, LONE, SLOWED, ABSTRACT, "At Balanced’s 0.5 s per block this issues"},
    ),
    "an honest promise": (
        ("plan",), {"fast": {"finality_seconds": 0.3}}, {"so neither 100 ms nor 300 ms"},
    ),
}  # fmt: skip
"""Presets that are changed, how, and how the sentences begin that are no longer so."""

Changes = Mapping[str, Mapping[str, Any]]


OF_EVERY_RUN = ("no slash",)
"""Variants that every run of the tests tries; the others are left to those who try everything."""


@pytest.fixture(
    params=[
        pytest.param(name, marks=() if name in OF_EVERY_RUN else pytest.mark.exhaustive)
        for name in VARIANTS
    ]
)
def variant(request: pytest.FixtureRequest, made: Path, tmp_path: Path) -> tuple[Path, set[str]]:
    """The folder of the paper under changed presets, and what must be marked in it."""
    changed, changes, marked = VARIANTS[request.param]
    out = tmp_path / "out"
    shutil.copytree(made, out)
    protocols = {name: with_changes(name, changes if name in changed else {}) for name in PRESETS}
    study = Study(protocols=protocols, seed=1, precision=Precision.TINY, out=out)
    for name in QUESTIONS:
        run_question(name, study)
    write_claims(study)
    return out, marked


def with_changes(name: str, changes: Changes) -> Any:
    """A preset with some values of some tables replaced."""
    base = load(name)
    return replace(
        base, **{table: replace(getattr(base, table), **new) for table, new in changes.items()}
    )


def unmarked(part: Any) -> str:
    """Text of a document but for what is marked in it, and for its tables."""
    if isinstance(part, list):
        return "".join(map(unmarked, part))
    if not isinstance(part, dict) or part.get("t") == "Table":
        return ""
    if part.get("t") in ("Space", "SoftBreak"):
        return " "
    content = part.get("c", part if "t" not in part else "")
    if part.get("t") in ("Span", "Div") and {"unsupported", "reason"} & set(content[0][1]):
        return ""
    if isinstance(content, dict):
        return "".join(unmarked(child) for child in content.values())
    return content if isinstance(content, str) else unmarked(content)


def test_what_is_not_so_is_marked_and_what_remains_has_its_values(
    variant: tuple[Path, set[str]], made: Path
) -> None:
    out, expected = variant
    withdrawn = [sentence.text for sentence in read_sentences(out) if sentence.reasons]
    missed = {start for start in expected if not any(text.startswith(start) for text in withdrawn)}
    assert missed == set()
    text = unmarked(json.loads(read_document(out))["blocks"])
    assert len(text) > 0.6 * len(unmarked(json.loads(read_document(made))["blocks"]))
    assert UNKNOWN not in text
    assert not re.search(r"\b(none|never) (times|blocks)\b|\b(in|only|take|takes) never\b", text)
    assert not re.search(r"\b0 (%|.?%) to 0\b", text)
