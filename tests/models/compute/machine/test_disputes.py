"""Disputes: the liar alone is blamed, wherever it lies, with few questions and little work."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import ceil, log2

import pytest
from hybridstake.models.compute.machine.catalogue import Order, job_named
from hybridstake.models.compute.machine.disputes import (
    START,
    Party,
    first_difference,
    honest,
    judged,
    most_queries,
)
from hybridstake.models.compute.machine.execution import run, started
from hybridstake.models.compute.machine.lies import computing_wrongly, lying_from, lying_once
from hybridstake.models.compute.machine.segments import Trace, cuts, finished, resumed, traced
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
                found = judged(trace.order, *pair)
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
            found = judged(trace.order, *pair)
            assert (found.blamed, found.segment) == (("liar",), place - 1)


@pytest.mark.parametrize("name", ["coin-flips", "matrix-product", "hash-search", "inference"])
def test_only_the_disputed_segment_is_run_again(name: str) -> None:
    """64 steps in 16 segments: four steps, and what entering the job anew costs."""
    trace = trace_of(16, name)
    found = judged(trace.order, honest("honest", trace), lying_from("liar", trace, 10))
    assert found.queries == 4
    assert found.fuel == trace.segment_fuel[9]


def test_two_liars_are_both_blamed_where_both_lied_and_else_the_one_who_lied_first() -> None:
    trace = trace_of(8)
    one, other = lying_from("one", trace, 3), lying_from("other", trace, 3)
    assert judged(trace.order, one, other).blamed == ("one", "other")
    assert judged(trace.order, one, lying_from("late", trace, 6)).blamed == ("one",)


def test_a_lie_about_the_start_is_found_by_laying_it_out_again() -> None:
    trace = trace_of(8)
    found = judged(trace.order, honest("honest", trace), lying_from("liar", trace, 0))
    assert (found.segment, found.queries) == (START, 0)
    assert found.fuel == started(trace.order).fuel


def test_answers_that_contradict_each_other_do_not_help_a_liar() -> None:
    """A chain that leaves the honest one and comes back, in every pattern of six answers."""
    trace = trace_of(7)
    right = honest("honest", trace)
    wrong = lying_from("liar", trace, 1)
    for pattern in range(64):
        told = [(wrong if pattern >> place & 1 else right).chain[place + 1] for place in range(6)]
        liar = Party("liar", (right.chain[0], *told, wrong.chain[7]), (None,) * 8)
        assert judged(trace.order, right, liar).blamed == ("liar",)


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
        judged(trace.order, right, right)
    assert str(raised.value) == "last commitments must differ, got the same of both parties"
    with pytest.raises(InvalidParameter) as raised:
        judged(trace.order, right, honest("other", trace_of(5)))
    assert str(raised.value) == "segments must be the same of both parties, got 4 and 5"
    with pytest.raises(InvalidParameter) as raised:
        cuts(3, 4)
    assert str(raised.value) == "segments must lie in [1, size (3)], got 4"
    nothing = (None,) * 5
    with pytest.raises(InvalidParameter) as raised:
        judged(
            trace.order,
            replace(right, states=nothing),
            replace(lying_from("liar", trace, 4), states=nothing),
        )
    assert str(raised.value) == "checkpoint 3 must be shown by one of the parties, got none"


def test_a_forged_checkpoint_is_not_taken_for_the_agreed_one() -> None:
    """The liar shows the state of another place: it does not hash to what both committed to."""
    trace = trace_of(4)
    liar = lying_from("liar", trace, 3)
    forged = replace(liar, states=(*liar.states[:2], trace.states[0], None, None))
    found = judged(trace.order, forged, honest("honest", trace))
    assert found.blamed == ("liar",)
    assert resumed(trace.order, trace.states[2]).fuel == 0
