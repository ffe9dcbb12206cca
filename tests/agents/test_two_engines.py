"""The array engine against the object engine: the same state and the same metrics, to the last bit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.cartels.acting import keeps_out
from hybridstake.agents.cartels.settings import CartelKind
from hybridstake.agents.choices.entry import NOBODY
from hybridstake.agents.choices.positions import Position, is_validating
from hybridstake.agents.choices.seats import Seat
from hybridstake.agents.economy.metrics import measure
from hybridstake.agents.economy.shocks import ShockKind
from hybridstake.agents.economy.terms import Terms, terms
from hybridstake.agents.objects.engine import ObjectEngine
from hybridstake.agents.population.founding import found_population
from hybridstake.agents.population.people import NEVER, Population
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.strategies.table import STRATEGIES
from hybridstake.agents.streams import EpochDraws, Streams, draw_epoch
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode

DRAWS = 160
MORE_DRAWS = 3_000


def state(population: Population, run: int) -> dict[str, tuple[Any, ...]]:
    """Every array of one run: its shape, and its bytes."""
    found: dict[str, tuple[Any, ...]] = {}
    for kind in ("stakers", "authorities"):
        people = getattr(population, kind)
        for each in fields(people):
            rows = getattr(people, each.name)
            if rows.size:
                row = rows[..., run, :]
                kept = np.float64 if row.dtype.kind == "f" else np.int64
                found[f"{kind}.{each.name}"] = row.shape, row.astype(kept).tobytes()
    return found


def runs_of(seed: int) -> int:
    """Runs side by side: one, two or three."""
    return seed % 3 + 1


@dataclass
class Watch:
    """What happened in an epoch, seen from outside."""

    seen: Counter[str] = field(default_factory=Counter)
    draws: set[int] = field(default_factory=set)
    """Which draws it has watched."""

    def before(self, engine: ArrayEngine) -> None:
        """The state before an epoch."""
        stakers, authorities = engine.population.stakers, engine.population.authorities
        self.position, self.seat = stakers.position.copy(), authorities.seat.copy()
        self.staked = stakers.staked.copy()
        self.bonded = authorities.bonded.copy()
        self.left = authorities.unbonding > 0
        self.chains = [replace(chain) for chain in engine.chains]

    def after(self, engine: ArrayEngine, draws: EpochDraws) -> None:
        """What has changed."""
        stakers, authorities = engine.population.stakers, engine.population.authorities
        for position in Position:
            taken = (self.position != position) & (stakers.position == position)
            self.seen[f"takes {position.label}"] += int(taken.sum())
        for seat in Seat:
            taken = (self.seat != seat) & (authorities.seat == seat)
            self.seen[f"seat {seat.label}"] += int(taken.sum())
        for run, chain in enumerate(engine.chains):
            self.of_run(engine, run, chain, draws)

    def of_run(self, engine: ArrayEngine, run: int, chain: Any, draws: EpochDraws) -> None:
        """What has changed in one run."""
        stakers, authorities = engine.population.stakers, engine.population.authorities
        was, settings, seen = self.chains[run], engine.terms.settings, self.seen
        slashing = engine.terms.parameters.slashing
        silent = (self.position[run] == Position.OFFLINE) & (
            stakers.position[run] == Position.OFFLINE
        )
        lost = silent & (stakers.staked[run] < self.staked[run])
        seen["silence noticed"] += bool(lost.any())
        seen["silence unnoticed"] += bool(silent.any() and not lost.any())
        mute = (self.seat[run] == Seat.OFFLINE) & (authorities.bonded[run] < self.bonded[run])
        seen["a silent authority punished"] += bool(mute.any()) and (
            draws.silence[run] < slashing.detection_probability
        )
        punished = chain.punished > was.punished
        behind = (self.position[run] == Position.DELEGATE) & (
            stakers.position[run] == Position.DELEGATE
        )
        seen["punished behind an offender"] += punished and bool(
            (behind & (stakers.staked[run] < self.staked[run])).any()
        )
        seen["punished authorities"] += punished and bool(
            ((self.seat[run] == Seat.SERVE) & (authorities.unbonding[run] > 0)
             & (authorities.reputation[run] == 0) & ~self.left[run]).any()
        )  # fmt: skip
        seen["offences unpunished"] += chain.offences - was.offences > chain.punished - was.punished
        seen["bribes"] += chain.bribed > was.bribed
        returns = (self.bonded[run] == 0) & (authorities.bonded[run] > 0)
        excluded = authorities.excluded_until[run] > 0
        seen["excluded authorities back"] += bool((returns & excluded).any())
        seats = engine.terms.parameters.fast.validators
        seen["candidates in"] += bool(returns[seats:].any())
        seen["bonds on the way out"] += bool((authorities.matures[run] < NEVER).any())
        seen["a cartel acts"] += chain.cartel_epochs > was.cartel_epochs
        seen["a cartel is found out"] += chain.cartels_found > was.cartels_found
        seen["a cartel is denounced"] += chain.cartels_denounced > was.cartels_denounced
        seen["a cartel keeps others out"] += keeps_out(chain, engine.terms)
        seen["a cartel keeps payments out"] += chain.withheld > 0
        seen["a cartel is paid from outside"] += chain.cartel_prizes > was.cartel_prizes
        seen["a cartel fixes fees"] += (
            chain.cartel_acts and settings.cartel.kind == CartelKind.FEE_FIXING
        )
        seen["a member leaves"] += chain.cartel_leavers > was.cartel_leavers
        seen["a cartel waits"] += chain.cartel_until > chain.epoch
        waiting = is_validating(stakers.position[run]) & ~stakers.seated[run]
        seen["validators without a seat"] += bool(waiting.any())
        is_equal = stakers.staked[run][waiting] == chain.last_stake
        seen["a seat by the row alone"] += bool(is_equal.any())
        split = stakers.position[run] == Position.SPLIT
        seen["two seats for one"] += chain.last_row != NOBODY and bool(
            (split & stakers.seated[run]).any()
        )
        seen["one who splits without seats"] += bool((split & waiting).any())
        seen["other seats in another mode"] += (
            engine.terms.seats[chain.mode] != engine.terms.seats[was.mode]
        ) and bool(waiting.any())
        seen["dust"] += chain.dust > 0
        seen["treasury"] += chain.treasury > was.treasury
        seen["fees burned"] += chain.burned - was.burned > chain.slashed - was.slashed
        seen["unpaid"] += chain.unpaid > was.unpaid
        seen["nobody serves"] += engine.totals[run].serving == 0
        seen["nobody stakes"] += engine.totals[run].staked == 0
        seen["delegators without validators"] += (
            engine.totals[run].delegated > 0 and engine.totals[run].validating == 0
        )
        seen[f"mode {Mode(chain.mode).name}"] += 1
        seen[f"strategy {settings.strategy.name}"] += int(
            (self.position[run] != stakers.position[run]).any()
        )
        seen[f"in {min(settings.order_blocks, 2)} groups or more"] += 1
        enters = (self.staked[run] == 0) & (stakers.staked[run] > 0)
        leaves = (self.position[run] != Position.IDLE) & (stakers.matures[run] < NEVER)
        limit = engine.terms.churn_limit or NEVER
        seen["as many enter as may"] += int(stakers.staked[run][enters].sum()) >= limit
        seen["as many leave as may"] += (
            not punished and int(stakers.unbonding[run][leaves].sum()) >= limit
        )
        for shock in settings.shocks:
            seen[f"shock {shock.kind}"] += shock.epoch == chain.epoch


@pytest.fixture(scope="module")
def watch() -> Watch:
    """What all the draws of this file have reached."""
    return Watch()


def launched(run: Terms, streams: Sequence[Streams], seed: int) -> Population:
    """A population at launch; in one draw of four an authority is silent, as none would choose to be,
    and in one of two most are in a cartel, as not all would join.
    """
    launch = found_population(run, [each.stakes for each in streams])
    if seed % 4 == 0:
        launch.authorities.seat[:, 0] = Seat.OFFLINE
    if seed % 2 and run.settings.cartel.kind is not None:
        launch.authorities.member[:, 1:] = launch.authorities.seat[:, 1:] == Seat.SERVE
    return launch


def held_together(
    seed: int,
    protocol: tuple[Parameters, EconomySettings],
    streams: Sequence[Streams],
    watch: Watch,
) -> None:
    """Asserts that both engines agree in every epoch of every run."""
    watch.draws.add(seed)
    parameters, settings = protocol
    run = terms(parameters, settings)
    launch = launched(run, streams, seed)
    objects = [ObjectEngine(run, launch, number) for number in range(len(streams))]
    arrays = ArrayEngine(run, launch)
    columns = launch.authorities.seat.shape[1]
    for _ in range(settings.epochs):
        draws = draw_epoch(streams, settings, columns)
        watch.before(arrays)
        arrays.step(draws)
        watch.after(arrays, draws)
        people = arrays.population.stakers
        found = measure(run, arrays.chains, arrays.totals, people.staked, people.seated)
        for number, engine in enumerate(objects):
            engine.step(draws)
            population = engine.population
            assert arrays.chains[number] == engine.chain
            assert arrays.totals[number] == engine.totals
            assert state(arrays.population, number) == state(population, 0)
            people = population.stakers
            alone = measure(run, [engine.chain], [engine.totals], people.staked, people.seated)
            assert {name: values[number] for name, values in found.items()} == {
                name: values[0] for name, values in alone.items()
            }


@pytest.mark.parametrize("seed", range(DRAWS))
def test_both_engines_agree_to_the_last_bit_in_every_epoch(
    seed: int, make_streams: Any, make_protocol: Any, watch: Watch
) -> None:
    streams = [make_streams(100 * seed + run) for run in range(runs_of(seed))]
    held_together(seed, make_protocol(seed), streams, watch)


def test_the_random_protocols_reach_every_branch(
    make_streams: Any, make_protocol: Any, watch: Watch
) -> None:
    """Else the equality above would hold of idle populations. Whoever would denounce a larger cartel
    does not join a smaller one, so that it is seen least of all. Cheats are seen in
    `tests/agents/cartels/test_acting.py`, by both engines.
    """
    for seed in set(range(DRAWS)) - watch.draws:
        streams = [make_streams(100 * seed + run) for run in range(runs_of(seed))]
        held_together(seed, make_protocol(seed), streams, watch)
    expected = {
        *(f"takes {position.label}" for position in Position),
        *(f"seat {seat.label}" for seat in Seat),
        *(f"mode {mode.name}" for mode in Mode),
        *(f"strategy {name}" for name in STRATEGIES),
        *(f"shock {kind}" for kind in ShockKind),
        *(f"in {groups} groups or more" for groups in (1, 2)),
        *("silence noticed", "silence unnoticed", "a silent authority punished"),
        *("punished behind an offender", "punished authorities", "offences unpunished", "bribes"),
        *("a cartel acts", "a cartel is found out", "a cartel is denounced", "a cartel waits"),
        *("a cartel keeps others out", "a cartel keeps payments out", "a cartel fixes fees"),
        *("a cartel is paid from outside", "a member leaves"),
        *("excluded authorities back", "candidates in", "bonds on the way out"),
        *("dust", "treasury", "fees burned", "unpaid", "nobody serves", "nobody stakes"),
        *("validators without a seat", "a seat by the row alone", "two seats for one"),
        *("one who splits without seats", "other seats in another mode"),
        *("delegators without validators", "as many enter as may", "as many leave as may"),
    }
    assert set(watch.seen) == expected
    assert watch.seen.pop("a cartel is denounced") > 0
    # Of the few with equal stakes one must stand at the last seat.
    assert watch.seen.pop("a seat by the row alone") > 0
    assert {name: times for name, times in watch.seen.items() if times < 5} == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(DRAWS, MORE_DRAWS))
def test_both_engines_agree_on_many_more_protocols(
    seed: int, make_streams: Any, make_protocol: Any
) -> None:
    streams = [make_streams(100 * seed + run) for run in range(runs_of(seed))]
    held_together(seed, make_protocol(seed), streams, Watch())
