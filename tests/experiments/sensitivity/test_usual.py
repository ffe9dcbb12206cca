import pytest
from hybridstake.experiments.evaluating.metrics import METRICS, Kind
from hybridstake.experiments.evaluating.variation import varied
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.sensitivity.usual import (
    USUAL,
    circumstances,
    usual_ranges,
    usual_samples,
)
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize("preset", ["plan", "reference"])
def test_usual_ranges_are_around_the_values_of_the_file_and_valid(preset: str) -> None:
    parameters = load(preset)
    for each in usual_ranges(parameters, METRICS):
        table, _, key = each.field.partition(".")
        value = float(getattr(getattr(parameters, table), key))
        assert each.low < value <= each.high
        varied(parameters, {each.field: each.low})
        varied(parameters, {each.field: each.high})


def test_usual_ranges_are_half_of_the_value_up_and_down_and_a_tenth_of_thresholds() -> None:
    found = {
        each.field: each for each in usual_ranges(load("reference"), ["staker_yield", "halt_fast"])
    }
    assert found["rewards.base_reward"][1:] == (50, 150, False, False)
    assert found["fast.validators"][1:] == (10, 32, True, False)
    assert found["fast.authority_threshold"][1:] == (0.75, 0.916667, False, False)
    assert found["slashing.detection_probability"][1:] == (0.5, 1, False, False)


def test_what_is_absent_or_zero_in_the_file_has_nothing_around_it() -> None:
    fields = {each.field for each in usual_ranges(load("plan"), ["staker_yield"])}
    assert "issuance.yearly_cap" not in fields
    assert "rewards.base_reward" in fields
    free = varied(load("plan"), {"rewards.base_reward": 0})
    assert "rewards.base_reward" not in {each.field for each in usual_ranges(free, ["gini"])}


def test_usual_fields_are_those_of_the_kinds_that_are_asked_for() -> None:
    attacks = {each.field for each in usual_ranges(load("plan"), ["capture_fast"])}
    assert attacks == {each.field for each in USUAL[Kind.ATTACK]}
    both = {each.field for each in usual_ranges(load("plan"), ["capture_fast", "gini"])}
    assert attacks < both


def test_a_usual_range_that_the_other_values_forbid_is_refused() -> None:
    narrow = varied(load("plan"), {"population.hurdle_rate_low": 0.1})
    with pytest.raises(InvalidParameter) as refusal:
        usual_ranges(narrow, ["gini"])
    assert str(refusal.value) == (
        "population.hurdle_rate_high must be at least population.hurdle_rate_low (0.15), got 0.12: the "
        "usual range around the file's value is too wide; name --vary"
    )


def test_fewer_samples_are_usual_where_candidates_are_lived_through() -> None:
    assert usual_samples(["deterred_gain"]) == 256
    assert usual_samples(["deterred_gain", "gini"]) == 64


def test_circumstances_are_the_usual_ones_but_for_the_economy() -> None:
    assert circumstances(180, 200).record() == circumstances(180, 200).record()
    found = circumstances(90, 50)
    assert (found.economy.epochs, found.economy.stakers) == (90, 50)
    assert found.stake_corruption == circumstances(180, 200).stake_corruption
