"""A question's key changes with every parameter that it reads, and with no other."""

from dataclasses import fields, replace
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.parameter_files import PRESETS
from hybridstake.experiments.reproducing.reproduction import study_of
from hybridstake.experiments.running import question, sources
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.question import FIELDS
from hybridstake.experiments.running.study import Study, whole
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.parameters import Parameters

ALL = [f"{table}.{field}" for table, names in FIELDS.items() for field in names]
NAMES = question.names()

ECONOMY = (
    "mode_timeline", "participation_phases", "security_budget", "stake_concentration",
    "staking_economy",
)  # fmt: skip
"""Questions that simulate the economy."""

READERS = {
    "balanced.throughput_tps": [
        "ai_workloads",
        "energy_footprint",
        "engineering_levers",
        "finality_times",
        "network_bounds",
        "throughput_roofline",
    ],
    "fast.throughput_tps": [
        "ai_workloads",
        "energy_footprint",
        "engineering_levers",
        "finality_times",
        "network_bounds",
        "throughput_roofline",
    ],
    "secure.finality_seconds": [
        "checkpoint_window",
        "finality_floor",
        "finality_times",
        "network_bounds",
        "network_under_stress",
        "rewritten_history",
        "throughput_roofline",
    ],
    "network.delay_seconds": [
        "assumption_audit",
        "censorship_delay",
        "checkpoint_window",
        "engineering_levers",
        "finality_floor",
        "network_bounds",
        "quorum_intersection",
        "real_keys",
        "rewritten_history",
        "silent_proposers",
        "solver_stability",
        "throughput_roofline",
    ],
    "network.message_delays": ["finality_floor", "network_bounds"],
    "network.timeout_seconds": [
        "assumption_audit",
        "censorship_delay",
        "finality_floor",
        "network_under_stress",
        "quorum_intersection",
        "real_keys",
        "silent_proposers",
        "solver_stability",
    ],
    "checkpoints.period_seconds": ["checkpoint_window", "rewritten_history"],
    "selection.authority_probability": [
        "censorship_delay",
        "proposer_selection",
        "real_keys",
        "reward_rules",
        "secret_proposers",
    ],
    "selection.independent_draws": [
        "proposer_selection",
        "real_keys",
        "reward_rules",
        "secret_proposers",
    ],
    "population.load_noise": [
        "mode_timeline",
        "security_budget",
        "stake_concentration",
        "staking_economy",
    ],
    "population.pareto_exponent": ["proposer_selection", "secret_proposers", *ECONOMY],
    "switching.rule": [
        "ai_workloads",
        "censorship_delay",
        "disagreement",
        "mode_switching",
        "network_under_stress",
        "real_keys",
        *ECONOMY,
    ],
    "token.base_units_per_token": ["contract_safety", *ECONOMY],
    "token.supply": [
        "bribery_cost",
        "cartel_boundary",
        "contract_safety",
        "reward_rules",
        "slashing_deterrence",
        "staking_yield",
        *ECONOMY,
    ],
    "slashing.unavailability_rate": [
        "bribery_cost",
        "cartel_boundary",
        "contract_safety",
        *ECONOMY,
    ],
    "slashing.rate": [
        "bribery_cost",
        "cartel_boundary",
        "contract_safety",
        "reward_rules",
        "slashing_deterrence",
        *ECONOMY,
    ],
    "staking.evidence_window_seconds": [
        "checkpoint_window",
        "contract_safety",
        "engineering_levers",
        "rewritten_history",
    ],
    "assumptions.byzantine_authorities": [
        "assumption_audit",
        "contract_safety",
        "disagreement",
        "fallback_frontier",
        "mode_switching",
        "network_bounds",
        "network_under_stress",
        "quorum_intersection",
        "real_keys",
        "rewritten_history",
        "solver_stability",
    ],
    "fast.authority_threshold": [
        "assumption_audit",
        "attack_surface",
        "bribery_cost",
        "cartel_boundary",
        "censorship_delay",
        "committee_capture",
        "committee_size",
        "contract_safety",
        "disagreement",
        "fallback_frontier",
        "finality_times",
        "mode_switching",
        "network_bounds",
        "network_under_stress",
        "quorum_intersection",
        "real_keys",
        "rewritten_history",
        "security_budget",
        "solver_stability",
        "staking_economy",
    ],
    "balanced.stake_threshold": [
        "assumption_audit",
        "attack_surface",
        "bribery_cost",
        "censorship_delay",
        "committee_capture",
        "committee_size",
        "contract_safety",
        "disagreement",
        "fallback_frontier",
        "finality_times",
        "mode_switching",
        "network_bounds",
        "network_under_stress",
        "quorum_intersection",
        "real_keys",
        "rewritten_history",
        "security_budget",
        "solver_stability",
        "staking_economy",
    ],
    "balanced.authority_threshold": [
        "ai_workloads",
        "assumption_audit",
        "attack_surface",
        "bribery_cost",
        "censorship_delay",
        "contract_safety",
        "disagreement",
        "fallback_frontier",
        "finality_times",
        "mode_switching",
        "network_bounds",
        "network_under_stress",
        "quorum_intersection",
        "real_keys",
        "rewritten_history",
        "solver_stability",
        *ECONOMY,
    ],
    "balanced.validators": [
        "ai_workloads",
        "attack_surface",
        "bribery_cost",
        "committee_capture",
        "committee_size",
        "energy_bounds",
        "energy_footprint",
        "engineering_levers",
        "finality_times",
        "network_bounds",
        "private_payments",
        "proposer_selection",
        "reward_rules",
        "secret_proposers",
        "slashing_deterrence",
        "staking_yield",
        "throughput_roofline",
        *ECONOMY,
    ],
}
"""Some fields by hand, with their readers beside `protocol_parameters`, which lists every field."""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """A study that nobody has answered; its sources stay what they are meanwhile."""
    monkeypatch.setattr(sources, "digest", cache(sources.digest))
    return study_of(tmp_path, precision=Precision.TINY)


def other(value: Any) -> list[Any]:
    """Values near another, of which at least one should be permitted."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, StrEnum):
        return [kind for kind in type(value) if kind is not value]
    if isinstance(value, Fraction):
        return [value + Fraction(1, 1000)]
    if value is None:
        return [0.5]
    return [value + 1, value * 2, value * 0.99]


def changed(parameters: Parameters, name: str) -> Parameters:
    """The same protocol but for one field."""
    table, field = name.split(".")
    values = getattr(parameters, table)
    for value in other(getattr(values, field)):
        try:
            return replace(parameters, **{table: replace(values, **{field: value})})
        except InvalidParameter:
            continue
    raise AssertionError(f"{name} could not be changed")


def stale(study: Study, protocol: str, name: str) -> list[str]:
    """Questions that are another question when one field of one protocol is changed."""
    moved = {**study.protocols, protocol: changed(study.protocols[protocol], name)}
    after = replace(study, protocols=moved)
    return [each for each in NAMES if after.key(each) != study.key(each)]


def field_readers(name: str) -> list[str]:
    """Questions that declare a field, by itself or with its table."""
    table, field = name.split(".")
    return [
        each for each in NAMES if field in question.declared(question.reads(each)).get(table, ())
    ]


@pytest.mark.parametrize("protocol", PRESETS)
@pytest.mark.parametrize("name", ALL)
def test_a_changed_field_is_another_question_to_those_that_read_it_and_to_no_other(
    asked: Study, protocol: str, name: str
) -> None:
    """That they do read it, and can read nothing else, is in `questions/test_questions.py`."""
    assert stale(asked, protocol, name) == field_readers(name)


@pytest.mark.parametrize("name", READERS)
def test_a_field_is_read_where_the_protocol_uses_it(asked: Study, name: str) -> None:
    assert stale(asked, "plan", name) == sorted(["protocol_parameters", *READERS[name]])


def test_every_field_is_read_somewhere() -> None:
    for name in ALL:
        assert "protocol_parameters" in field_readers(name)


@pytest.mark.parametrize("name", NAMES)
def test_ingredients_hold_what_is_declared_and_nothing_else(asked: Study, name: str) -> None:
    found = asked.ingredients(name)["parameters"]
    assert list(found) == list(PRESETS)
    for protocol, tables in found.items():
        everything = whole(asked.protocols[protocol])
        declared = question.declared(question.reads(name))
        assert {table: tuple(values) for table, values in tables.items()} == declared
        for table, values in tables.items():
            assert values.items() <= everything[table].items()


def test_parameters_are_written_as_json_has_them(asked: Study) -> None:
    everything = whole(asked.protocols["plan"])
    assert list(everything) == [field.name for field in fields(Parameters)]
    assert everything["issuance"] == {"yearly_cap": None}
    assert everything["quorums"] == {"strict": False}
    assert everything["assumptions"] == {"byzantine_authorities": "1/3", "byzantine_stake": "1/3"}
    assert everything["switching"]["rule"] == "load-or-participation"
    assert type(everything["switching"]["rule"]) is str
    assert everything["network"]["message_delays"] == 3


@pytest.mark.parametrize(
    ("module", "stale"),
    [
        ("running.runner", NAMES),
        ("running.outputs", NAMES),
        ("running.revision", NAMES),
        ("running.locking", []),
        ("reproducing.memory", []),
    ],
)
def test_what_asks_and_writes_is_part_of_every_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, stale: list[str]
) -> None:
    asked = study_of(tmp_path, precision=Precision.TINY)
    before = {name: asked.key(name) for name in NAMES}
    changed_module = f"hybridstake.experiments.{module}"
    copy = tmp_path / "altered.py"
    real = sources.source_path
    copy.write_bytes(real(changed_module).read_bytes() + b"# another comment\n")
    monkeypatch.setattr(
        sources, "source_path", lambda name: copy if name == changed_module else real(name)
    )
    assert [name for name in NAMES if asked.key(name) != before[name]] == stale
