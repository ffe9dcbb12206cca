"""The engine that counts against the machine that proofs are replayed on: same decisions and times."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from typing import cast

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.network.events.conditions import Conditions, Partition
from hybridstake.models.network.events.rounds import Rounds
from hybridstake.models.network.events.simulation import Simulation, Trial
from hybridstake.models.network.events.steady import Steady, every_round
from hybridstake.models.network.links import Links
from hybridstake.models.protocol.machine.acts import Transition
from hybridstake.models.protocol.machine.execution import random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.rotation import taking_turns
from hybridstake.models.protocol.machine.schedule import SharedSchedule, Statistics
from hybridstake.models.protocol.machine.setting import setting
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import quorum
from hybridstake.models.protocol.timing import wait_seconds

STEPS = 1_000
LATEST_MS = 3_000
"""Until then the two clocks, in seconds and in milliseconds, round alike within a nanosecond."""


def unlike(milliseconds: float) -> float:
    """A factor that keeps waits which began at different times from ending at the same one."""
    return 1 + 1e-4 * math.sin(milliseconds)


@dataclass
class Given:
    """A network of the machine's kind in which every pair has its own delay, and some are cut off."""

    delays: np.ndarray
    pairs: Iterator[tuple[str, str]]
    cut: Partition | None
    crash: float = 0.0
    stabilises_seconds: float = 0.0

    def remoteness(self, rng: np.random.Generator) -> tuple[str, str]:
        return next(self.pairs)

    def arrival(
        self, sent: float, delay: float, pair: tuple[str, str], rng: np.random.Generator
    ) -> float | None:
        sender, recipient = (int(name[1:]) for name in pair)
        cut = self.cut
        is_cut = cut is not None and cut.begins_ms <= 1_000 * sent < cut.ends_ms
        if cut and is_cut and (sender in cut.apart) != (recipient in cut.apart):
            return None
        return sent + self.delays[sender, recipient] / 1_000

    def patience(self, now: float, wait: float, rng: np.random.Generator) -> float:
        return wait * unlike(1_000 * now)


Times = dict[tuple[int, int], float]
"""Of decisions, by height and validator [ms]."""


def both(seed: int, heights: int) -> tuple[Times, Times, int]:
    """Times of decision from the machine and from the engine, and rounds that failed.

    One height in the modes that the round's number asks for; several in one mode, each of which begins
    with the decision of the one before, while some are cut off for longer.
    """
    rng = np.random.default_rng(seed)
    size = int(rng.integers(4, 7))
    delays = rng.uniform(1, 100, (size, size))
    np.fill_diagonal(delays, 0)
    silent = {int(each) for each in rng.permutation(size)[: int(rng.integers(0, 2))]}
    authority = np.array([1, *(rng.random(size - 1) < 0.8)], dtype=np.int64)
    stake = rng.integers(1, 5, size)
    begins, ends = sorted(rng.uniform(0, 400 * heights, 2).tolist())
    apart = frozenset(int(each) for each in np.flatnonzero(rng.random(size) < 0.4))
    cut = Partition(begins, ends, apart) if rng.random() < 0.5 else None
    start = Mode(int(rng.integers(3)))
    parameters = load("reference")
    parameters = replace(
        parameters,
        network=replace(parameters.network, timeout_seconds=float(rng.uniform(0.1, 0.4))),
    )
    members = ValidatorSet(
        tuple(
            Validator(f"v{each}", bool(authority[each]), int(stake[each]), each in silent)
            for each in range(size)
        )
    )
    calm = Statistics(0.0, size, size, 0.5, 0.0)
    schedule = SharedSchedule(parameters) if heights == 1 else Steady()
    proposers = taking_turns((members,)) if heights == 1 else every_round(size)
    deployment = setting(
        parameters,
        (members,),
        schedule,
        proposers,
        lambda validator, height, round_: calm,
        start,
    )
    names = [f"v{each}" for each in range(size)]
    order = [
        *(name for name in names if int(name[1:]) not in silent),
        *(name for name in names if int(name[1:]) in silent),
    ]
    given = Given(delays, permutations(order, 2), cut)  # pyright: ignore[reportArgumentType]
    execution = random_execution(
        deployment,
        np.random.default_rng(0),
        cast(Network, given),
        heights=heights,
        steps=STEPS,
    )
    theirs = {
        (step.act.height, int(step.act.actor[1:])): 1_000 * step.time
        for step in execution.steps
        if step.act.transition is Transition.DECIDE
    }
    trial = Trial(
        parameters=parameters,
        links=Links(tuple(names), delays, delays),
        places=np.arange(size),
        authorities=authority,
        stake=stake,
        quorums=tuple(quorum(parameters, mode) for mode in Mode),
        schedule=schedule,
        proposers=proposers,
        start=start,
        heights=heights,
        jitter=False,
        paced=False,
        relays=True,
        conditions=Conditions(offline=frozenset(silent), partitions=() if cut is None else (cut,)),
    )
    ledger = Simulation(trial, np.random.default_rng(0)).run()
    ours = {
        (height, each): time
        for height, times in enumerate(ledger.final_ms)
        for each, time in enumerate(times)
        if time == time
    }
    return theirs, ours, ledger.failed_rounds


@pytest.mark.parametrize(("heights", "seeds"), [(1, 30), (3, 10)])
def test_single_votes_that_are_counted_decide_when_the_machine_decides(
    monkeypatch: pytest.MonkeyPatch, heights: int, seeds: int
) -> None:
    """Random delays, weights, modes, silence and partitions, with all rounds that fail on the way.

    Whoever is found behind by whole heights is brought along by the same messages in both.
    """

    def wait_ms(self: Rounds, node: object) -> float:
        round_ = node.round  # pyright: ignore[reportAttributeAccessIssue]
        return wait_seconds(self.timeout_ms, round_) * unlike(self.simulation.now)

    monkeypatch.setattr(Rounds, "wait_ms", wait_ms)
    failed = compared = 0
    for seed in range(seeds):
        theirs, ours, rounds = both(seed, heights)
        if any(time > LATEST_MS for time in (*theirs.values(), *ours.values())):
            continue
        if not theirs and not ours:
            continue
        assert set(theirs) == set(ours), seed
        assert [ours[each] for each in sorted(ours)] == pytest.approx(
            [theirs[each] for each in sorted(theirs)], rel=0, abs=1e-3
        ), seed
        failed += rounds
        compared += 1
    assert compared > seeds // 2
    assert failed >= seeds // 3
