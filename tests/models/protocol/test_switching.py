"""The mode: what the rule asks for, how long a mode lasts, and which may follow."""

from dataclasses import replace

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.parameters.modes import ModeParameters
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.protocol import SwitchingRule
from hybridstake.models.protocol.modes import Mode, mode_parameters
from hybridstake.models.protocol.quorums import quorum
from hybridstake.models.protocol.switching import next_mode, wanted_mode
from hypothesis import given
from hypothesis import strategies as st

PLAN, REFERENCE = load("plan"), load("reference")

modes = st.sampled_from(Mode)
unit = st.floats(0, 1)
protocols = st.sampled_from([PLAN, REFERENCE])


def switching(parameters: Parameters, **changes: object) -> Parameters:
    """The protocol with other rules of switching."""
    return replace(parameters, switching=replace(parameters.switching, **changes))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("level", "online", "participation", "wanted"),
    [
        (0.2, 21, 0.5, Mode.FAST),
        (0.3, 21, 0.5, Mode.BALANCED),  # the limit of the load is excluded
        (0.2, 19, 0.5, Mode.FAST),  # 19/21 = 0.905 > 0.9
        (0.2, 18, 0.5, Mode.BALANCED),  # 18/21 = 0.857
        (0.8, 21, 0.5, Mode.SECURE),
        (0.7, 21, 0.8, Mode.BALANCED),  # both limits are excluded
        (0.5, 21, 0.9, Mode.SECURE),
        (0.2, 21, 0.9, Mode.FAST),  # Fast is asked first
        (0.5, 0, 0.5, Mode.BALANCED),  # the plan does not notice that nobody can sign
    ],
)
def test_the_plan_switches_on_load_and_participation(
    level: float, online: int, participation: float, wanted: Mode
) -> None:
    assert wanted_mode(PLAN, level, online, 21, participation) is wanted


@pytest.mark.parametrize(
    ("online", "wanted"),
    [(21, Mode.BALANCED), (15, Mode.BALANCED), (14, Mode.SECURE), (0, Mode.SECURE)],
)
def test_the_reference_turns_secure_when_authorities_are_too_few(online: int, wanted: Mode) -> None:
    """More than 2/3 of 21 is 15; load and participation do not matter."""
    for level in (0.5, 1.0):
        assert wanted_mode(REFERENCE, level, online, 21, participation=level) is wanted


@given(load=unit, participation=unit, authorities=st.integers(0, 60), data=st.data())
def test_the_reference_never_asks_for_a_mode_whose_certificate_is_out_of_reach(
    load: float, participation: float, authorities: int, data: st.DataObject
) -> None:
    """With all stake present, a wanted Balanced can make progress; Fast's limit is above its quorum."""
    online = data.draw(st.integers(0, authorities))
    wanted = wanted_mode(REFERENCE, load, online, authorities, participation)
    if wanted is not Mode.SECURE:
        assert quorum(REFERENCE, wanted).is_met(online, authorities, 1, 1)


@given(
    parameters=protocols,
    rule=st.sampled_from(SwitchingRule),
    load=unit,
    participation=unit,
    data=st.data(),
)
def test_more_authorities_online_never_move_the_mode_away_from_fast(
    parameters: Parameters,
    rule: SwitchingRule,
    load: float,
    participation: float,
    data: st.DataObject,
) -> None:
    parameters = switching(parameters, rule=rule)
    fewer, more = sorted(data.draw(st.tuples(st.integers(0, 21), st.integers(0, 21))))
    with_fewer = wanted_mode(parameters, load, fewer, 21, participation)
    assert wanted_mode(parameters, load, more, 21, participation) <= with_fewer


@given(parameters=protocols, current=modes, wanted=modes, seconds=st.floats(0, 1e9))
def test_a_mode_lasts_for_its_dwell_time_and_then_gives_way(
    parameters: Parameters, current: Mode, wanted: Mode, seconds: float
) -> None:
    parameters = switching(parameters, dwell_seconds=1_000.0)
    following = next_mode(current, wanted, seconds, parameters)
    assert (following is current) == (seconds < 1_000 or wanted is current)


@given(current=modes, wanted=modes)
def test_with_neighbours_only_the_way_is_walked_one_mode_at_a_time(
    current: Mode, wanted: Mode
) -> None:
    parameters = switching(REFERENCE, adjacent_only=True)
    following = next_mode(current, wanted, 1e9, parameters)
    assert abs(following - current) <= 1
    assert abs(wanted - following) == max(abs(wanted - current) - 1, 0)


@given(current=modes, wanted=modes)
def test_without_that_rule_any_mode_follows_any_other(current: Mode, wanted: Mode) -> None:
    assert next_mode(current, wanted, 0.0, PLAN) is wanted


def test_a_mode_ends_exactly_at_the_dwell_time() -> None:
    """The reference dwells for 86,400 s; at that second the next decision counts."""
    assert next_mode(Mode.BALANCED, Mode.FAST, 86_399.9, REFERENCE) is Mode.BALANCED
    assert next_mode(Mode.BALANCED, Mode.FAST, 86_400.0, REFERENCE) is Mode.FAST


def test_each_mode_finds_the_table_of_its_name() -> None:
    tables: list[ModeParameters] = [PLAN.fast, PLAN.balanced, PLAN.secure]
    assert [mode_parameters(PLAN, mode) for mode in Mode] == tables
    assert [mode.label for mode in Mode] == ["fast", "balanced", "secure"]
