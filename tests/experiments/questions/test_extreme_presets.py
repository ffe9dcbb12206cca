"""Valid presets at their limits: yields and slashes are still answered, settled, printed and drawn."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict
from hybridstake.experiments.claims.settling import findings_of
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.reproducing.answers import draw
from hybridstake.experiments.running import question
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.runner import run_question
from hybridstake.experiments.running.study import Study
from hybridstake.models.parameters.checks import LONGEST_SECONDS
from hybridstake.models.parameters.parameters import Parameters

NAMES = ("slashing_deterrence", "staking_yield")
ONE_UNIT = {"base_units_per_token": 1}
LEAST = 1e-9
"""Least stake that a preset may ask for [token]."""

EXTREMES: dict[str, dict[str, dict[str, Any]]] = {
    "no reward": {"rewards": {"base_reward": 0}},
    "hardly a reward": {"rewards": {"base_reward": 1e-300}},
    "no issuance": {"issuance": {"yearly_cap": 0}},
    "unlimited issuance": {"issuance": {"yearly_cap": None}},
    "stakers unpaid": {"rewards": {"authority_share": 1}},
    "authorities unpaid": {"rewards": {"authority_share": 0}},
    "authorities paid in Fast alone": {
        "rewards": {"authority_share": 0, "empty_class_to_other": True}
    },
    "no slash": {"slashing": {"rate": 0, "correlation_factor": 0}},
    "no slash alone": {"slashing": {"rate": 0, "correlation_factor": 3}},
    "no slash, no reward": {
        "slashing": {"rate": 0, "correlation_factor": 0}, "rewards": {"base_reward": 0},
    },
    "all slashed": {"slashing": {"rate": 1, "correlation_factor": 1e300}},
    "nothing detected": {"slashing": {"detection_probability": 0}},
    "back at once": {"staking": {"unbonding_seconds": 0}},
    "supply of the bonds": {"token": {"supply": 210_000}},
    "supply of one full set": {"token": {"supply": 1_000_000}},
    "largest supply": {"token": {"supply": 2**63 - 1} | ONE_UNIT},
    "one token": {
        "token": {"supply": 1},
        "staking": {"authority_minimum": LEAST},
        "balanced": {"minimum_stake": LEAST},
        "secure": {"minimum_stake": LEAST},
        "rewards": {"base_reward": 1},
    },
    "one validator with everything": {
        "token": {"supply": 10_000},
        "fast": {"validators": 1},
        "balanced": {"validators": 1},
        "secure": {"validators": 1},
    },
    "slow blocks": {
        mode: {"block_seconds": LONGEST_SECONDS} for mode in ("fast", "balanced", "secure")
    },
}  # fmt: skip


def changed(protocol: str, changes: Mapping[str, Mapping[str, Any]]) -> Parameters:
    """A preset with some values of some tables replaced."""
    base = load(protocol)
    return replace(
        base, **{table: replace(getattr(base, table), **new) for table, new in changes.items()}
    )


def verdict_is_sensible(finding: Finding) -> bool:
    """Whether it reads like a sentence about numbers, and repairs only what is not proved."""
    words = re.findall(r"[\w.]+", f"{finding.condition} {finding.repair}")
    return (
        not {"nan", "inf", "None"} & set(words)
        and finding.condition.isprintable()
        and not (finding.verdict is Verdict.PROVED and finding.repair)
    )


ALONE = [
    pytest.param((name,), marks=pytest.mark.exhaustive, id=f"{name} alone") for name in PRESETS
]


SAMPLED = [
    pytest.param(extreme, marks=pytest.mark.exhaustive if place % 4 else ())
    for place, extreme in enumerate(EXTREMES)
]
"""Every fourth one; all are tried by those who try everything."""


@pytest.mark.slow
@pytest.mark.parametrize("extreme", SAMPLED)
@pytest.mark.parametrize("protocols", [*ALONE, pytest.param(PRESETS, id="both")])
@pytest.mark.parametrize("name", NAMES)
def test_an_extreme_preset_is_reproduced_to_the_figure(
    name: str, protocols: tuple[str, ...], extreme: str, tmp_path: Path
) -> None:
    """Warnings are errors here: every number is finite or null, and every sentence has its words."""
    both = {
        protocol: changed(protocol, EXTREMES[extreme] if protocol in protocols else {})
        for protocol in PRESETS
    }
    study = Study(protocols=both, seed=1, precision=Precision.TINY, out=tmp_path)
    run_question(name, study)
    for label, value in json.loads(study.numbers_path(name).read_text(encoding="utf-8")).items():
        assert value is None or math.isfinite(value), label
    table = pd.read_parquet(study.results_path(name))
    assert not np.isinf(table.select_dtypes("number").to_numpy(dtype=float)).any()
    for claim, finding in findings_of(name, study).items():
        assert verdict_is_sensible(finding), (claim, finding)
    for label in getattr(question.load(name), "tables", lambda _: ())(table):
        printed = study.table_path(label).read_text(encoding="utf-8")
        assert not re.search(r"\b(nan|inf|None)\b|,,|,$", printed, re.MULTILINE), printed
    draw(name, study.results_path(name), study.out / "figures")
    assert len(list((study.out / "figures").iterdir())) == 2


@pytest.mark.parametrize("extreme", EXTREMES)
def test_an_extreme_preset_is_valid_and_neither_of_the_two(extreme: str) -> None:
    """Else it would try nothing new: each changes at least one of them."""
    assert any(changed(each, EXTREMES[extreme]) != load(each) for each in PRESETS)
