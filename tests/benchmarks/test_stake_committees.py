"""How fast committees are drawn by stake and their tails found, as ratios within one run.

`pytest -m exhaustive tests/benchmarks -s` prints the ratios. Rounds of both sides take turns, so that
a busy machine slows both; what is asserted is far below what is measured, since no test may fail on
a slow day.
"""

import heapq
import math
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.models.attacks.choices import AdversaryOrder
from hybridstake.models.attacks.committees.stake_committee import StakeCommittee
from hybridstake.models.attacks.committees.stakes import adversaries_by_share, pareto_stakes
from hybridstake.models.attacks.sampling import CHUNK

pytestmark = pytest.mark.exhaustive

ROUNDS = 15


def sketch() -> StakeCommittee:
    """100 of 1,000 Pareto stakes, 67 seats."""
    rng = np.random.default_rng(7)
    stakes = pareto_stakes(1.16, 1_000, rng)
    return StakeCommittee(
        stakes=stakes,
        adversaries=adversaries_by_share(stakes, 0.3, AdversaryOrder.RANDOM, rng),
        committee=100,
        seats=67,
    )


def seconds(work: Callable[[], object]) -> float:
    """Time of one round [s]."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def best_of_turns(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """Shortest round of each, taken in turns [s]."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def by_loop(stakes: list[float], draws: int, rng: np.random.Generator) -> list[int]:
    """A committee as an object-oriented simulator draws it: one validator, one number at a time."""
    left = dict(enumerate(stakes))
    seated: list[int] = []
    for _ in range(draws):
        point = rng.random() * sum(left.values())
        number = -1
        for each, stake in left.items():
            number = each
            point -= stake
            if point <= 0:
                break
        seated.append(number)
        del left[number]
    return seated


def by_keys(stakes: list[float], draws: int, rng: np.random.Generator) -> list[int]:
    """The same by exponential keys in plain Python."""
    keys = ((-math.log(1 - rng.random()) / stake, who) for who, stake in enumerate(stakes))
    return [who for _, who in heapq.nsmallest(draws, keys)]


def test_drawing_beats_numpys_choice_and_loops() -> None:
    """Asked: 15 times `Generator.choice` for each trial, 150 times a per-trial Python loop."""
    question = sketch()
    rng = np.random.default_rng(1)
    parts = question.stakes / question.stakes.sum()
    trials, few = 4_000, 200

    def choose() -> None:
        for _ in range(few):
            rng.choice(1_000, 100, replace=False, p=parts)

    question.successes(1, rng)
    ours, choices = best_of_turns(lambda: question.successes(trials, rng), choose)
    ours /= trials
    choice = choices / few
    held = question.stakes.tolist()
    loop = min(seconds(lambda: by_loop(held, 100, rng)) for _ in range(5))
    keys = min(seconds(lambda: by_keys(held, 100, rng)) for _ in range(5))
    print(  # noqa: T201
        f"\n100 of 1,000 by stake: {ours * 1e6:.2f} us a trial ({ours * 1e6:.2f} ns a validator); "
        f"Generator.choice {choice / ours:.0f} times, a loop over objects {loop / ours:.0f} times, "
        f"keys in plain Python {keys / ours:.0f} times that"
    )
    assert choice / ours > 5
    assert loop / ours > 50


def test_a_weighted_tail_is_exact_at_once_and_sampled_to_one_per_cent_in_seconds() -> None:
    """Asked: P(67 or more) exactly in 0.2 s, and by importance sampling to 1 % in 5 s."""
    question = sketch()
    exact, contours = (
        min(seconds(work) for _ in range(5)) for work in (question.exact, question.second_exact)
    )
    rng = np.random.default_rng(2)
    question.log_weights(1, rng)
    trials = 8_192
    weighted = seconds(lambda: question.log_weights(trials, rng))
    weights = np.exp(question.log_weights(trials, rng))
    spread = weights.std() / weights.mean()
    needed = (2.576 * spread / 0.01) ** 2
    print(  # noqa: T201
        f"\nP(67 of 100 or more): exact {exact:.3f} s, contours {contours:.3f} s, to 1 % at 99 % "
        f"{needed:,.0f} weighted trials in {needed * weighted / trials:.2f} s "
        f"(squared coefficient of variation {spread * spread:.2f})"
    )
    assert exact < 5
    assert spread < 1


def test_a_thousand_million_trials_would_fit_into_half_a_gigabyte() -> None:
    """Every chunk takes the same memory, and gives a count back: eight of them, then the peak."""
    question = sketch()
    for chunk in range(8):
        question.successes(CHUNK, np.random.default_rng(chunk))
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    print(f"\npeak memory of this process: {peak / 1e6:.0f} MB")  # noqa: T201
    assert peak < 500e6
