"""Valid presets at their limits: questions of participation and of chance still have an answer."""

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.claims.settling import findings_of
from hybridstake.experiments.parameter_files import PRESETS
from hybridstake.experiments.reproducing.answers import draw
from hybridstake.experiments.reproducing.steps import figure_names
from hybridstake.experiments.running import question
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.runner import run_question
from hybridstake.experiments.running.study import Study
from hybridstake.models.parameters.checks import LONGEST_SECONDS, SHORTEST_SECONDS
from hybridstake.models.parameters.parameters import Parameters

NAMES = (
    "ai_workloads", "attack_surface", "bribery_cost", "cartel_boundary", "censorship_delay",
    "checkpoint_window", "committee_capture", "committee_size", "energy_footprint",
    "engineering_levers", "finality_floor", "mode_timeline", "participation_phases",
    "private_payments", "proposer_selection", "real_keys", "secret_proposers", "security_budget",
    "stake_concentration", "staking_economy",
)  # fmt: skip
ONE = {"validators": 1}
LEAST = 1e-9
"""Least amount that a preset may ask for [token]."""

EXTREMES: dict[str, dict[str, dict[str, Any]]] = {
    "no reward": {"rewards": {"base_reward": 0}},
    "no issuance": {"issuance": {"yearly_cap": 0}},
    "stakers unpaid": {"rewards": {"authority_share": 1}},
    "authorities unpaid": {"rewards": {"authority_share": 0}},
    "no slash": {"slashing": {"rate": 0, "correlation_factor": 0}},
    "all slashed": {"slashing": {"rate": 1}},
    "nobody stakes": {"population": {"hurdle_rate_low": 1e9, "hurdle_rate_high": 1e9}},
    "nobody can afford it": {
        "balanced": {"minimum_stake": 1_000_000_000}, "secure": {"minimum_stake": 1_000_000_000},
    },
    "all ask for the same": {"population": {"hurdle_rate_low": 0.05, "hurdle_rate_high": 0.05}},
    "authorities too dear": {"population": {"authority_cost": 1e300}},
    "one authority": {"fast": ONE},
    "one of each": {"fast": ONE, "balanced": ONE, "secure": ONE},
    "one who always proposes": {"fast": ONE, "selection": {"authority_probability": 1}},
    "authorities alone propose": {"selection": {"authority_probability": 1}},
    "stakers alone propose": {"selection": {"authority_probability": 0}},
    "heaviest tail": {"population": {"pareto_exponent": 0.01}},
    "no load": {"population": {"load_mean": 0, "load_noise": 0}},
    "full load": {"population": {"load_mean": 1, "load_noise": 0}},
    "back at once": {"staking": {"unbonding_seconds": 0, "evidence_window_seconds": 0}},
    "no checkpoints": {"checkpoints": {"period_seconds": LONGEST_SECONDS}},
    "evidence at once": {
        "checkpoints": {"period_seconds": SHORTEST_SECONDS, "evidence_delay_seconds": 0},
        "staking": {"evidence_window_seconds": 0},
    },
    "instant messages": {
        "network": {"delay_seconds": SHORTEST_SECONDS, "timeout_seconds": SHORTEST_SECONDS},
    },
    "slow messages": {
        "network": {"delay_seconds": LONGEST_SECONDS, "timeout_seconds": LONGEST_SECONDS},
    },
    "one token": {
        "token": {"supply": 1},
        "staking": {"authority_minimum": LEAST},
        "balanced": {"minimum_stake": LEAST},
        "secure": {"minimum_stake": LEAST},
        "rewards": {"base_reward": 1},
    },
}  # fmt: skip

ASKED = [
    (name, extreme)
    for extreme, changes in EXTREMES.items()
    for name in NAMES
    if {
        word
        for table, values in changes.items()
        for word in (table, *(f"{table}.{field}" for field in values))
    }
    & set(question.reads(name))
]


SAMPLE = 1
"""Extremes of a question that every run of the tests tries, spread over all of them [1]."""


def sampled() -> list[Any]:
    """All that is asked; but for a few of each question, left to those who try everything."""
    asked: list[Any] = []
    for name in NAMES:
        extremes = [extreme for each, extreme in ASKED if each == name]
        kept = {round(place) for place in np.linspace(0, len(extremes) - 1, SAMPLE)}
        asked += [
            pytest.param(name, extreme, marks=() if index in kept else pytest.mark.exhaustive)
            for index, extreme in enumerate(extremes)
        ]
    return asked


@pytest.mark.slow
@pytest.mark.parametrize(
    "protocols",
    [
        pytest.param(("plan",), marks=pytest.mark.exhaustive, id="plan"),
        pytest.param(PRESETS, id="both"),
    ],
)
@pytest.mark.parametrize(("name", "extreme"), sampled())
def test_an_extreme_preset_is_answered_settled_and_drawn(
    name: str,
    extreme: str,
    protocols: tuple[str, ...],
    tmp_path: Path,
    parameters_of: Callable[..., Parameters],
) -> None:
    """Warnings are errors here: every number is finite or null, and every sentence has its words."""
    both: Mapping[str, Parameters] = {
        protocol: parameters_of(protocol, EXTREMES[extreme] if protocol in protocols else {})
        for protocol in PRESETS
    }
    study = Study(protocols=both, seed=1, precision=Precision.TINY, out=tmp_path)
    run_question(name, study)
    for label, value in json.loads(study.numbers_path(name).read_text(encoding="utf-8")).items():
        assert value is None or math.isfinite(value), label
    table = pd.read_parquet(study.results_path(name))
    assert not np.isinf(table.select_dtypes("number").to_numpy(dtype=float)).any()
    settles = hasattr(question.load(name), "findings")
    for claim, finding in (findings_of(name, study) if settles else {}).items():
        words = re.findall(r"[\w.]+", f"{finding.condition} {finding.repair}")
        assert not {"nan", "inf", "None"} & set(words), (claim, finding)
        assert not (finding.verdict == "proved" and finding.repair), claim
    if name in figure_names():
        draw(name, study.results_path(name), study.out / "figures")
        assert len(list((study.out / "figures").iterdir())) == 2


def test_every_question_is_asked_for_several_extremes() -> None:
    for name in NAMES:
        assert len([each for each, _ in ASKED if each == name]) > 1, name


@pytest.mark.parametrize("extreme", ["no reward", "no issuance"])
def test_a_share_of_no_rewards_is_no_number(answers_to: Callable[..., Any], extreme: str) -> None:
    table, _ = answers_to("staking_economy", EXTREMES[extreme])
    found = question.load("staking_economy").numbers(table)
    for end in ("", "_lower", "_upper"):
        assert found[f"plan_authority_reward_share{end}"] is None
        assert 0 < found[f"reference_authority_reward_share{end}"] <= 1
