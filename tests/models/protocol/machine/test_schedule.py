"""The mode of a round: the same for everybody, every mode in turn, neighbours only, dwell kept."""

from itertools import pairwise

from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.schedule import (
    WALK,
    LocalSchedule,
    SharedSchedule,
    Standing,
)
from hybridstake.models.protocol.machine.votes import Block, Statistics
from hybridstake.models.protocol.modes import Mode
from hypothesis import given
from hypothesis import strategies as st

PLAN, REFERENCE = load("plan"), load("reference")
SHARED = SharedSchedule(REFERENCE)

modes = st.sampled_from(Mode)
unit = st.floats(0, 1)
statistics = st.builds(
    Statistics, unit, st.integers(0, 21), st.just(21), unit, st.floats(0, 200_000)
)
prefixes = st.lists(st.builds(Block, st.just("B"), statistics), max_size=8)


def standings(validator: str, start: Mode, prefix: list[Block]) -> list[Standing]:
    """Standing of each height, as one validator derives it."""
    found = [Standing(start, 0.0)]
    for height, block in enumerate(prefix):
        found.append(SHARED.after(validator, found[-1], height, block))
    return found


@given(start=modes, prefix=prefixes, round_=st.integers(0, 50))
def test_validators_with_the_same_finalised_blocks_derive_the_same_mode(
    start: Mode, prefix: list[Block], round_: int
) -> None:
    first, second = (standings(name, start, prefix)[-1] for name in ("v1", "v2"))
    height = len(prefix)
    assert SHARED.mode("v1", first, height, round_) is SHARED.mode("v2", second, height, round_)


@given(start=modes, first=st.integers(0, 50))
def test_every_mode_has_a_round_among_as_many_as_the_walk_is_long(start: Mode, first: int) -> None:
    standing = Standing(start, 0.0)
    rounds = range(first, first + len(WALK))
    assert {SHARED.mode("v", standing, 0, each) for each in rounds} == set(Mode)
    assert SHARED.mode("v", standing, 0, 0) is start


@given(start=modes, last=st.integers(1, 50))
def test_the_next_round_is_in_a_neighbouring_mode(start: Mode, last: int) -> None:
    standing = Standing(start, 0.0)
    walked = [SHARED.mode("v", standing, 0, each) for each in range(last + 1)]
    assert all(abs(one - two) == 1 for one, two in pairwise(walked))


@given(start=modes, prefix=prefixes)
def test_heights_dwell_in_their_mode_and_then_start_in_a_neighbour(
    start: Mode, prefix: list[Block]
) -> None:
    for block, (one, two) in zip(prefix, pairwise(standings("v", start, prefix)), strict=True):
        seconds = one.seconds + block.statistics.seconds
        assert abs(one.mode - two.mode) <= 1
        if seconds < REFERENCE.switching.dwell_seconds:
            assert two == Standing(one.mode, seconds)
        assert two.seconds == (seconds if two.mode is one.mode else 0.0)


def test_finalised_statistics_do_move_the_mode() -> None:
    """A day of calm leads from Balanced to Fast; a day without authorities back again, not beyond."""
    calm = Block("A", Statistics(0.1, 21, 21, 0.5, 86_400.0))
    silent = Block("B", Statistics(0.1, 0, 21, 0.5, 86_400.0))
    found = standings("v", Mode.BALANCED, [calm, silent, silent, silent])
    assert [each.mode for each in found] == [
        Mode.BALANCED,
        Mode.FAST,
        Mode.BALANCED,
        Mode.SECURE,
        Mode.SECURE,
    ]


def test_under_the_plan_two_validators_see_one_round_in_two_modes() -> None:
    """Load 0.1 asks for Fast, load 0.9 for Secure, and the plan goes from any mode to any other."""

    def measure(validator: str, height: int, round_: int) -> Statistics:
        return Statistics(0.1 if validator == "v1" else 0.9, 21, 21, 0.5, 0.5)

    plan = LocalSchedule(PLAN, measure)
    standing = Standing(Mode.BALANCED, 0.0)
    assert plan.mode("v1", standing, 0, 0) is Mode.FAST
    assert plan.mode("v2", standing, 0, 0) is Mode.SECURE
    assert plan.after("v2", standing, 0, Block("A", measure("v1", 0, 0))).mode is Mode.SECURE
