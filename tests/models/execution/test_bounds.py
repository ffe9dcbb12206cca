"""The bounds among themselves: read by Z3 and SymPy, each formula against what it must imply."""

from typing import Any

import sympy
import z3
from hybridstake.models.execution.bounds import (
    amdahl_speedup,
    chained_speedup,
    conflict_for_speedup,
    greedy_time,
    least_time,
    speculative_speedup,
    two_phase_speedup,
)
from hybridstake.models.execution.module_throughput import (
    largest_cross_share,
    modular_speedup,
    random_cross_share,
)
from hybridstake.models.execution.storage import overlapped_time, shared_time

WORK: Any
SPAN: Any
WORKERS: Any
SHARE: Any
WORK, SPAN, WORKERS, SHARE = z3.Reals("work span workers share")
SENSIBLE: Any = z3.And(WORKERS >= 1, SPAN > 0, WORK >= SPAN)


def refuted(claim: Any, *assumptions: Any) -> bool:
    """Whether some numbers within the assumptions break a claim."""
    solver = z3.Solver()
    solver.add(*assumptions, z3.Not(claim))
    answer = solver.check()
    assert answer != z3.unknown
    return answer == z3.sat


def test_any_greedy_schedule_takes_less_than_twice_the_least_time() -> None:
    """Graham's bound: 2 - 1 / workers. Less is not enough: work = workers * span is the worst."""
    least = least_time(WORK, SPAN, WORKERS)
    greedy = greedy_time(WORK, SPAN, WORKERS)
    assert not refuted(greedy <= (2 - 1 / WORKERS) * least, SENSIBLE)
    assert not refuted(least <= greedy, SENSIBLE)
    assert refuted(greedy <= (2 - 1.01 / WORKERS) * least, SENSIBLE)


def test_amdahl_is_the_greedy_time_of_one_chain_of_the_serial_share() -> None:
    share, workers = sympy.symbols("share workers", positive=True)
    assert sympy.simplify(1 / greedy_time(1, share, workers) - amdahl_speedup(share, workers)) == 0
    assert sympy.limit(amdahl_speedup(share, workers), workers, sympy.oo) == 1 / share


def test_two_phases_are_never_better_than_amdahl_and_end_at_the_same_limit() -> None:
    """What conflicts is run twice there."""
    ours, bound = two_phase_speedup(SHARE, WORKERS), amdahl_speedup(SHARE, WORKERS)
    assert not refuted(ours <= bound, SHARE >= 0, SHARE <= 1, WORKERS >= 1)
    assert refuted(ours < bound, SHARE >= 0, SHARE <= 1, WORKERS >= 1)
    assert (
        sympy.limit(two_phase_speedup(sympy.Rational(1, 8), sympy.Symbol("w")), "w", sympy.oo) == 8
    )


def test_the_conflicts_that_explain_a_speed_up_give_it_back() -> None:
    speedup, workers = sympy.symbols("speedup workers", positive=True)
    share = conflict_for_speedup(speedup, workers)
    assert sympy.simplify(two_phase_speedup(share, workers) - speedup) == 0


def test_a_chain_is_what_one_worker_would_do_without_validating() -> None:
    assert chained_speedup(0.4) == speculative_speedup(1, 0.4, 0.0)


def test_waiting_after_computing_takes_up_to_twice_as_long_as_waiting_meanwhile() -> None:
    apart, meanwhile = (form(SPAN, WORK, WORKERS) for form in (shared_time, overlapped_time))
    assert not refuted(z3.And(meanwhile <= apart, apart <= 2 * meanwhile), SENSIBLE)
    assert refuted(apart < 2 * meanwhile, SENSIBLE)


def test_the_largest_share_across_modules_gives_the_wanted_speed_up() -> None:
    modules, participants, work, wanted = sympy.symbols("k m x s", positive=True)
    share = largest_cross_share(modules, participants, work, wanted)
    assert sympy.simplify(modular_speedup(modules, share, participants, work) - wanted) == 0


def test_modules_dealt_blindly_gain_until_the_work_across_eats_it() -> None:
    """Two participants of 1.25 each: 8 modules give 8 / (1/8 + 7/8 * 2.5) = 3.459."""
    assert round(modular_speedup(8, random_cross_share(8), 2, 1.25), 3) == 3.459
    limit = modular_speedup(sympy.Symbol("k"), random_cross_share(sympy.Symbol("k")), 2, 1)
    assert sympy.limit(limit / sympy.Symbol("k"), "k", sympy.oo) == sympy.Rational(1, 2)
