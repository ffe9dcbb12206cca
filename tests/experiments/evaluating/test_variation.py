import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hybridstake.experiments.evaluating.ranges import variable_fields
from hybridstake.experiments.evaluating.variation import as_toml, base_of, varied
from hybridstake.experiments.parameter_files import PRESETS, load, overlay, parse, read_layers
from hybridstake.models.errors import InvalidParameter
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("preset", PRESETS)
def test_without_a_change_nothing_changes(preset: str) -> None:
    assert varied(load(preset), {}) == load(preset)


def test_fractions_stay_exact() -> None:
    found = varied(load("plan"), {"fast.authority_threshold": 5 / 6, "rewards.base_reward": 7})
    assert found.fast.authority_threshold == Fraction(5, 6)
    assert found.rewards.base_reward == 7.0
    assert found.balanced.stake_threshold == Fraction(2, 3)


def test_a_ceiling_is_put_where_there_was_none() -> None:
    assert varied(load("plan"), {"issuance.yearly_cap": 0.02}).issuance.yearly_cap == 0.02


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rewards.authority_share": 1.5}, "rewards.authority_share must lie in [0, 1], got 1.5"),
        ({"fast.validators": 4.5}, "fast.validators must be a whole number, got 4.5"),
        (
            {"population.hurdle_rate_low": 0.5},
            "population.hurdle_rate_high must be at least population.hurdle_rate_low (0.5), got 0.12",
        ),
    ],
)
def test_what_a_file_may_not_say_is_refused(changes: dict[str, float], message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        varied(load("plan"), changes)
    assert str(caught.value) == message


@settings(max_examples=20)
@given(
    st.dictionaries(
        st.sampled_from([name for name in variable_fields() if "threshold" in name]),
        st.floats(min_value=0.01, max_value=0.99),
        max_size=3,
    ),
    st.floats(min_value=0, max_value=1),
)
def test_a_variation_reads_back_from_its_text(thresholds: dict[str, float], share: float) -> None:
    found = varied(load("reference"), {**thresholds, "rewards.authority_share": share})
    document = tomllib.loads(as_toml(found, "reference"))
    assert document.pop("base") == "reference"
    assert parse(overlay(read_layers("reference"), document)) == found


def test_the_base_of_a_file_is_the_one_that_it_names(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('base = "reference"\n[slashing]\nrate = 0.2\n', encoding="utf-8")
    assert base_of(str(path)) == "reference"
    path.write_text("[slashing]\nrate = 0.2\n", encoding="utf-8")
    assert base_of(str(path)) == "plan"
