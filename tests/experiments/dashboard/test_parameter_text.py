from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.dashboard.parameter_text import edited
from hybridstake.experiments.evaluating.variation import as_toml
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.models.errors import InvalidParameter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Changes = dict[str, dict[str, Any]]

amounts = st.floats(min_value=0, max_value=1_000_000_000)
"""Up to the supply of both presets [token]."""
shares = st.floats(min_value=0, max_value=1)


@pytest.mark.parametrize("preset", PRESETS)
def test_an_unchanged_preset_is_written_as_its_base_alone(preset: str) -> None:
    assert as_toml(load(preset), preset) == f'base = "{preset}"\n'


def test_only_what_differs_is_written() -> None:
    chosen = edited(
        "reference", {"rewards": {"base_reward": 2.5, "authority_share": 0.6}, "slashing": {}}
    )
    assert as_toml(chosen, "reference") == 'base = "reference"\n\n[rewards]\nbase_reward = 2.5\n'


@given(
    base=st.sampled_from(PRESETS),
    base_reward=amounts,
    authority_share=shares,
    yearly_cap=st.none() | amounts,
    rate=shares,
)
@settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_what_is_written_reads_back_the_same(
    tmp_path: Path,
    base: str,
    base_reward: float,
    authority_share: float,
    yearly_cap: float | None,
    rate: float,
) -> None:
    chosen = edited(
        base,
        {
            "rewards": {"base_reward": base_reward, "authority_share": authority_share},
            "issuance": {"yearly_cap": yearly_cap},
            "slashing": {"rate": rate},
        },
    )
    file = tmp_path / "parameters.toml"
    file.write_text(as_toml(chosen, base), encoding="utf-8")
    assert load(str(file)) == chosen


@pytest.mark.parametrize(("preset", "base"), [("plan", "reference"), ("reference", "plan")])
def test_every_kind_of_value_reads_back_the_same(tmp_path: Path, preset: str, base: str) -> None:
    file = tmp_path / "parameters.toml"
    file.write_text(as_toml(load(preset), base), encoding="utf-8")
    assert load(str(file)) == load(preset)


def test_a_ceiling_that_is_taken_away_is_written_over_that_of_the_base() -> None:
    text = as_toml(edited("reference", {"issuance": {"yearly_cap": None}}), "reference")
    assert text == 'base = "reference"\n\n[issuance]\nyearly_cap = "none"\n'


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"rewards": {"authority_share": 1.5}},
            "rewards.authority_share must lie in [0, 1], got 1.5",
        ),
        (
            {"rewards": {"base_reward": -1.0}},
            "rewards.base_reward must be finite and not negative, got -1.0",
        ),
        (
            {"issuance": {"yearly_cap": float("nan")}},
            "issuance.yearly_cap must be finite and not negative, got nan",
        ),
        ({"slashing": {"rate": 2.0}}, "slashing.rate must lie in [0, 1], got 2.0"),
    ],
)
def test_an_impossible_value_is_refused_as_in_a_file(changes: Changes, message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        edited("plan", changes)
    assert str(caught.value) == message
