"""The length of rounds: by hand, and as the state machine takes it."""

from fractions import Fraction

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.finality import finality_after, finality_floor
from hybridstake.models.protocol.machine.acts import Transition
from hybridstake.models.protocol.machine.execution import random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.schedule import LocalSchedule
from hybridstake.models.protocol.machine.setting import setting
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Statistics
from hybridstake.models.protocol.timing import (
    hears_every_lock,
    is_long_enough,
    listening_seconds,
    silent_round_seconds,
    silent_rounds_seconds,
    wait_seconds,
)
from hypothesis import given
from hypothesis import strategies as st

MEMBERS = ValidatorSet(
    tuple(Validator(f"v{number}", True, 1, byzantine=number == 4) for number in (1, 2, 3, 4))
)
"""Three honest validators of four, of equal stake: two thirds and more in both resources."""
seconds = st.fractions(0, 100, max_denominator=1_000)


def test_waits_grow_by_the_first_with_every_round() -> None:
    """0.3 s, 0.6 s, 0.9 s."""
    assert [wait_seconds(Fraction("0.3"), number) for number in range(3)] == [
        Fraction("0.3"),
        Fraction("0.6"),
        Fraction("0.9"),
    ]


@pytest.mark.parametrize(
    ("wait", "listening", "skew", "enough"),
    [(3, 0, 1, True), (2, 0, 0, False), (3, 0, 2, False), (4, 0, 2, True), (4, 1, 2, False)],
)
def test_a_wait_must_pass_two_delays_and_listening_and_skew_with_one(
    wait: int, listening: int, skew: int, enough: bool
) -> None:
    """With a delay of one: 3 > 1 + 1 and 3 > 2; 2 = 2; 3 = 2 + 1; 4 > 2 + 1 and 4 > 2; 4 = 1 + 2 + 1."""
    assert is_long_enough(wait, listening, skew, delay=1) is enough


@pytest.mark.parametrize(
    ("listening", "skew", "heard"), [(3, 1, True), (2, 1, False), (1, 0, False), (2, 0, True)]
)
def test_who_listens_for_longer_than_skew_and_delay_hears_every_lock(
    listening: int, skew: int, heard: bool
) -> None:
    """With a delay of one: 3 > 1 + 1; 2 = 1 + 1; 1 = 0 + 1; 2 > 0 + 1."""
    assert hears_every_lock(listening, skew, delay=1) is heard


@given(st.integers(1, 50), seconds, seconds, st.fractions("1/1000", 1, max_denominator=1_000))
def test_a_first_wait_of_more_than_skew_and_delay_leaves_every_later_proposer_time_to_listen(
    round_: int, skew: Fraction, delay: Fraction, more: Fraction
) -> None:
    """By hand: half of the second wait is the first one."""
    listening = listening_seconds(wait_seconds(skew + delay + more, round_))
    assert hears_every_lock(listening, skew, delay)


@given(st.integers(1, 50), seconds, seconds)
def test_finality_is_the_silent_rounds_the_listening_and_the_floor(
    silent: int, timeout: Fraction, delay: Fraction
) -> None:
    expected = silent_rounds_seconds(silent, timeout, delay) + timeout * (silent + 1) / 2
    assert finality_after(silent, timeout, delay, 3) == expected + finality_floor(3, delay)
    assert finality_after(0, timeout, delay, 3) == finality_floor(3, delay)


@given(st.integers(0, 50), seconds, seconds)
def test_silent_rounds_add_up(rounds: int, timeout: Fraction, delay: Fraction) -> None:
    waits = [wait_seconds(timeout, number) for number in range(rounds)]
    expected = sum(silent_round_seconds(wait, delay) for wait in waits)
    assert silent_rounds_seconds(rounds, timeout, delay) == pytest.approx(float(expected))


@pytest.mark.parametrize("silent", range(5))
def test_the_state_machine_takes_as_long_as_the_formulas_say(silent: int) -> None:
    """All messages take the whole delay and nobody is skewed; v4 is Byzantine and only silent."""
    parameters = load("plan")

    def measure(validator: str, height: int, round_: int) -> Statistics:
        return Statistics(load=0.5, online=4, authorities=4, participation=0.5, seconds=1.0)

    deployment = setting(
        parameters,
        (MEMBERS,),
        LocalSchedule(parameters, measure),
        lambda height, round_, mode: "v4" if round_ < silent else "v1",
        measure,
    )
    run = random_execution(deployment, np.random.default_rng(0), Network(), heights=1, steps=2_000)
    network = parameters.network
    decided = [step.time for step in run.steps if step.act.transition is Transition.DECIDE]
    assert len(decided) == 3
    expected = finality_after(
        silent, network.timeout_seconds, network.delay_seconds, network.message_delays
    )
    assert decided == pytest.approx([expected] * 3)
