"""Disputes: the liar alone is blamed, wherever it lies, with few questions and little work."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import ceil, log2

import pytest
from hybridstake.models.compute.machine.catalogue import Order, job_named
from hybridstake.models.compute.machine.disputes import (
    START,
    Judgement,
    Party,
    first_difference,
    honest,
    judged,
    most_queries,
)
from hybridstake.models.compute.machine.execution import run, started
from hybridstake.models.compute.machine.lies import (
    computing_wrongly,
    lying_from,
    lying_once,
    returning_falsely,
)
from hybridstake.models.compute.machine.segments import (
    Trace,
    chained,
    cuts,
    finished,
    genesis,
    resumed,
    traced,
)
from hybridstake.models.compute.machine.state import State
from hybridstake.models.errors import InvalidParameter

LIES = [lying_from, lying_once, computing_wrongly]


@cache
def trace_of(segments: int, name: str = "coin-flips", steps: int = 64) -> Trace:
    return traced(Order(job=job_named(name), seed=5, steps=steps), segments)


@pytest.mark.parametrize("lie", LIES)
def test_the_liar_alone_is_blamed_wherever_it_lies(lie: Callable[..., Party]) -> None:
    """Several numbers of segments; every place; the liar in either role."""
    for segments in (1, 2, 3, 4, 7, 8, 33):
        trace = trace_of(segments)
        right = honest("honest", trace)
        for place in range(segments + 1):
            liar = lie("liar", trace, place)
            for pair in ((right, liar), (liar, right)):
                found = judged(trace.order, trace.segments, *pair)
                assert found.blamed == ("liar",)
                assert found.segment == place - 1
                assert found.queries <= most_queries(segments) == ceil(log2(segments))


@pytest.mark.exhaustive
@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("segments", range(1, 65))
def test_the_liar_alone_is_blamed_up_to_64_segments(
    segments: int, lie: Callable[..., Party]
) -> None:
    trace = trace_of(segments, "inference")
    right = honest("honest", trace)
    for place in range(segments + 1):
        liar = lie("liar", trace, place)
        for pair in ((right, liar), (liar, right)):
            found = judged(trace.order, trace.segments, *pair)
            assert (found.blamed, found.segment) == (("liar",), place - 1)


@pytest.mark.parametrize("name", ["coin-flips", "matrix-product", "hash-search", "inference"])
def test_only_the_disputed_segment_is_run_again(name: str) -> None:
    """64 steps in 16 segments: four steps, and what entering the job anew costs."""
    trace = trace_of(16, name)
    found = judged(
        trace.order, trace.segments, honest("honest", trace), lying_from("liar", trace, 10)
    )
    assert found.queries == 4
    assert found.fuel == trace.segment_fuel[9]


def test_two_liars_are_both_blamed_where_both_lied_and_else_the_one_who_lied_first() -> None:
    trace = trace_of(8)
    one, other = lying_from("one", trace, 3), lying_from("other", trace, 3)
    assert judged(trace.order, trace.segments, one, other).blamed == ("one", "other")
    assert judged(trace.order, trace.segments, one, lying_from("late", trace, 6)).blamed == ("one",)


def test_a_lie_about_the_start_is_found_by_laying_it_out_again() -> None:
    trace = trace_of(8)
    found = judged(
        trace.order, trace.segments, honest("honest", trace), lying_from("liar", trace, 0)
    )
    assert (found.segment, found.queries) == (START, 0)
    assert found.fuel == started(trace.order).fuel


def test_answers_that_contradict_each_other_do_not_help_a_liar() -> None:
    """A chain that leaves the honest one and comes back, in every pattern of six answers."""
    trace = trace_of(7)
    right = honest("honest", trace)
    wrong = lying_from("liar", trace, 1)
    for pattern in range(64):
        told = [(wrong if pattern >> place & 1 else right).chain[place + 1] for place in range(6)]
        liar = Party("liar", (right.chain[0], *told, wrong.chain[7]), (None,) * 8, bytes(32))
        assert judged(trace.order, trace.segments, right, liar).blamed == ("liar",)


def test_halving_finds_neighbours_of_which_only_the_second_is_disputed() -> None:
    for last in range(1, 40):
        for place in range(1, last + 1):
            found, queries = first_difference(
                lambda at: b"a", lambda at, place=place: b"a" if at < place else b"b", last
            )
            assert found == place - 1
            assert queries <= most_queries(last)


def test_a_chain_resumed_anywhere_ends_in_the_same_result() -> None:
    trace = trace_of(16, "matrix-product")
    for passed, state in enumerate(trace.states):
        assert finished(trace.order, state, 16, passed).result == trace.outcome.result
    assert trace.outcome.digest == run(trace.order).digest


def test_checkpoints_cost_a_call_each_and_nothing_else() -> None:
    """Fuel of entering the job, which the machine counts too: the same for every further segment."""
    fuel = {segments: trace_of(segments).outcome.fuel for segments in (1, 2, 3, 64)}
    call = fuel[2] - fuel[1]
    assert 0 < call < 10
    assert fuel[64] == fuel[1] + 63 * call
    assert sum(trace_of(64).segment_fuel) + started(trace_of(64).order).fuel == fuel[64]


def test_segments_are_even_and_cover_the_job() -> None:
    for steps in range(1, 40):
        for segments in range(1, steps + 1):
            found = cuts(steps, segments)
            assert sum(found) == steps
            assert len(found) == segments
            assert max(found) - min(found) <= 1


def test_another_input_is_another_chain_from_the_start() -> None:
    trace = trace_of(4)
    other = traced(replace(trace.order, seed=6), 4)
    assert not set(trace.chain) & set(other.chain)


def test_disputes_without_a_question_are_refused() -> None:
    trace = trace_of(4)
    right = honest("honest", trace)
    with pytest.raises(InvalidParameter) as raised:
        judged(trace.order, 4, right, honest("other", trace))
    assert str(raised.value) == "commitments must differ, got the same of both parties"
    with pytest.raises(InvalidParameter) as raised:
        cuts(3, 4)
    assert str(raised.value) == "segments must lie in [1, size (3)], got 4"


@pytest.mark.parametrize("name", ["coin-flips", "matrix-product", "hash-search", "inference"])
def test_a_false_result_after_true_checkpoints_is_read_off_the_last_one(name: str) -> None:
    trace = trace_of(8, name)
    right, liar = honest("honest", trace), returning_falsely("liar", trace)
    assert liar.chain == right.chain
    assert liar.commitment != right.commitment
    for pair in ((right, liar), (liar, right)):
        found = judged(trace.order, 8, *pair)
        assert found == Judgement(segment=8, queries=0, fuel=0, blamed=("liar",))
    both = judged(trace.order, 8, liar, returning_falsely("other", trace))
    assert both.blamed == ("liar", "other")


@pytest.mark.parametrize("segments", [0, 1, 3, 5, 8])
def test_who_cut_the_job_otherwise_than_agreed_is_blamed(segments: int) -> None:
    trace = trace_of(4)
    right = honest("honest", trace)
    liar = honest("liar", trace_of(segments)) if segments else replace(right, name="liar", chain=())
    for pair in ((right, liar), (liar, right)):
        assert judged(trace.order, 4, *pair) == Judgement(None, 0, 0, ("liar",))
    assert judged(trace.order, 4, liar, liar).blamed == ("liar", "liar")


def test_what_is_no_hash_cannot_move_a_byte_from_the_result_into_the_chain() -> None:
    """The last link is the honest one, of other parts."""
    trace = trace_of(4)
    right = honest("honest", trace)
    last = right.chain[-1] + right.result[:1]
    liar = Party("liar", (*right.chain[:-1], last), right.states, right.result[1:])
    assert liar.commitment == right.commitment
    assert judged(trace.order, 4, right, liar).blamed == ("liar",)


def test_those_who_agree_on_a_checkpoint_that_neither_shows_are_both_blamed() -> None:
    trace = trace_of(8)
    one = lying_from("one", trace, 3)
    for agreed in range(3, 8):
        chain = (*one.chain[: agreed + 1], *[bytes(32)] * (8 - agreed))
        other = Party("other", chain, (), bytes(32))
        found = judged(trace.order, 8, one, other)
        assert (found.segment, found.blamed) == (None, ("one", "other"))
    shown = judged(trace.order, 8, honest("honest", trace), replace(one, states=()))
    assert shown.blamed == ("one",)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda state: replace(state, memory=state.memory[:-1]),
        lambda state: replace(state, memory=state.memory * 300),
        lambda state: replace(state, globals=(*state.globals, 0)),
    ],
    ids=["no whole page", "too large", "a global too many"],
)
def test_those_who_agree_on_what_is_no_state_of_the_job_are_both_blamed(
    spoilt: Callable[[State], State],
) -> None:
    trace = trace_of(4, "inference")
    state = spoilt(trace.states[2])
    states = (*trace.states[:2], state, None, None)
    digests = (*trace.digests[:2], state.digest)
    pair = [
        Party(name, chained(genesis(trace.order), (*digests, end, end)), states, end)
        for name, end in (("one", b"1" * 32), ("other", b"2" * 32))
    ]
    found = judged(trace.order, 4, *pair)
    assert (found.segment, found.blamed) == (None, ("one", "other"))


def test_a_forged_checkpoint_is_not_taken_for_the_agreed_one() -> None:
    """The liar shows the state of another place: it does not hash to what both committed to."""
    trace = trace_of(4)
    liar = lying_from("liar", trace, 3)
    forged = replace(liar, states=(*liar.states[:2], trace.states[0], None, None))
    found = judged(trace.order, trace.segments, forged, honest("honest", trace))
    assert found.blamed == ("liar",)
    assert resumed(trace.order, trace.states[2]).fuel == 0
