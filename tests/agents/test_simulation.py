"""Runs as wholes: the same bytes again, whatever steps beside them, and the books to the base unit."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays import engine as array_engine
from hybridstake.agents.economy.chain import lose
from hybridstake.agents.economy.conservation import ConservationError
from hybridstake.agents.economy.metrics import METRICS
from hybridstake.agents.economy.shocks import Shock, ShockKind
from hybridstake.agents.halt import Halt
from hybridstake.agents.settings import AttackerSettings, EconomySettings, MarketSettings
from hybridstake.agents.simulation import simulate
from hybridstake.agents.strategies.table import STRATEGIES
from hybridstake.agents.streams import draw_epoch
from hybridstake.agents.trajectory import Trajectory
from hybridstake.experiments.parameter_files import load

LIVELY = EconomySettings(
    stakers=30,
    epochs=60,
    candidates=3,
    order_blocks=4,
    review_probability=0.3,
    churn_limit=0.1,
    exclusion_epochs=9,
    reputation_worth=1_000.0,
    market=MarketSettings(fee_rate=0.02, treasury_share=0.2, burned_share=0.3),
    attacker=AttackerSettings(budget=1e7, bribe=1e6, spiteful_share=0.2, spite=4.0),
    shocks=(
        Shock(epoch=20, kind=ShockKind.DEMAND, size=0.3),
        Shock(epoch=30, kind=ShockKind.REMOVAL, size=1 / 3),
    ),
)


def content(trajectory: Trajectory) -> tuple[Any, ...]:
    """All of a run but the time that it took, byte by byte."""
    return (
        b"".join(trajectory.metrics[name].tobytes() for name in METRICS),
        trajectory.totals,
        trajectory.chain,
        trajectory.conservation_error,
        trajectory.agent_steps,
    )


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_run_is_what_it_is_whatever_runs_beside_it(strategy: str, make_streams: Any) -> None:
    """Three runs side by side, in another order, and each alone; with groups that decide in turn, so
    that the order of decisions is drawn too.
    """
    settings = replace(LIVELY, strategy=STRATEGIES[strategy]())
    plan = load("plan")

    def ran(seeds: Sequence[int]) -> dict[int, tuple[Any, ...]]:
        found = simulate(plan, settings, [make_streams(seed) for seed in seeds])
        return {seed: content(each) for seed, each in zip(seeds, found, strict=True)}

    together = ran((1, 2, 3))
    assert together == ran((3, 1, 2))
    assert together == ran((1,)) | ran((2,)) | ran((3,))
    assert len({metrics for metrics, *_ in together.values()}) == 3


RUN_IN_A_FRESH_PROCESS = """
import hashlib, sys
sys.path.insert(0, {folder!r})
from conftest import streams_of
from test_simulation import LIVELY, content
from hybridstake.agents.simulation import simulate
from hybridstake.experiments.parameter_files import load
(found,) = simulate(load("reference"), LIVELY, [streams_of(10)])
print(hashlib.sha256(repr(content(found)).encode()).hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_under_another_hash_seed() -> None:
    code = RUN_IN_A_FRESH_PROCESS.format(folder=str(Path(__file__).parent))
    digests = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "417")
    ]
    assert len(digests[0].strip()) == 64
    assert digests[0] == digests[1]


@pytest.mark.parametrize("name", ["plan", "reference"])
def test_the_books_balance_over_three_years(name: str, make_streams: Any) -> None:
    """Every step has checked them; here they are added up once more from the parts."""
    settings = replace(LIVELY, epochs=1_095, stakers=20, order_blocks=1)
    (run,) = simulate(load(name), settings, [make_streams(7)])
    chain, totals = run.chain, run.totals
    owned = totals.liquid + totals.staked + totals.unbonding + totals.authority_wealth
    assert owned + chain.treasury + chain.dust == 10**15 + chain.minted - chain.burned
    assert chain.supply == 10**15 + chain.minted - chain.burned
    assert run.conservation_error == chain.fee_pool == 0
    assert run.agent_steps == 1_095 * 20
    assert {values.shape for values in run.metrics.values()} == {(1_096,)}
    assert all(np.isfinite(values).all() for values in run.metrics.values())
    assert min(chain.treasury, chain.minted, chain.burned, chain.slashed, chain.punished) > 0


def test_the_last_epoch_is_the_same_whether_days_are_kept_or_not(make_streams: Any) -> None:
    """And so are the modes, which are always kept, in arrays that do not grow."""
    streams = [[make_streams(seed) for seed in (1, 2)] for _ in range(2)]
    daily = simulate(load("plan"), LIVELY, streams[0])
    last = simulate(load("plan"), LIVELY, streams[1], daily=False)
    for whole, end in zip(daily, last, strict=True):
        assert {values.shape for values in end.metrics.values()} == {(1,)}
        assert {name: values[-1] for name, values in whole.metrics.items()} == {
            name: values[0] for name, values in end.metrics.items()
        }
        assert end.modes.tolist() == whole.modes.tolist() == whole.metrics["mode"].tolist()
        assert (end.chain, end.totals) == (whole.chain, whole.totals)
    assert daily[0].modes.tolist() != daily[1].modes.tolist()


@pytest.mark.parametrize(("stakers", "epochs"), [(1, 1), (1, 50), (50, 1)])
def test_the_smallest_runs_run(stakers: int, epochs: int, make_streams: Any) -> None:
    settings = EconomySettings(stakers=stakers, epochs=epochs, candidates=0)
    (run,) = simulate(load("reference"), settings, [make_streams(9)])
    assert run.metrics["participation"].shape == (epochs + 1,)


def test_a_base_unit_from_nowhere_stops_the_run(make_streams: Any, make_engine: Any) -> None:
    """In the second of two runs, in its fifth epoch."""
    settings = EconomySettings(stakers=2, candidates=0, mean_gain=0.0)
    streams = [make_streams(8), make_streams(9)]
    engine = make_engine(load("plan"), settings, streams)
    for _ in range(4):
        engine.step(draw_epoch(streams, settings, 21))
    engine.population.authorities.liquid[1, 7] += 1
    with pytest.raises(ConservationError) as alarm:
        engine.step(draw_epoch(streams, settings, 21))
    chain = engine.chains[1]
    whole, pools = 10**15 + chain.minted, chain.dust + chain.treasury
    assert str(alarm.value) == (
        f"held, pools and burned must add up to {whole} base units "
        f"after epoch 5, got {whole + 1 - pools - chain.burned} + {pools} + {chain.burned}"
    )


def keeps_dust(payroll: Any) -> Any:
    """An engine that forgets what rounding leaves."""

    def paid(stakers: Any, chains: Any, *rest: Any) -> None:
        payroll(stakers, chains, *rest)
        for chain in chains:
            chain.dust = 0

    return paid


def pays_twice(payroll: Any) -> Any:
    """An engine that pays authorities a second time."""

    def paid(*inputs: Any) -> None:
        payroll(*inputs)
        payroll(*inputs)

    return paid


def frees_early(release: Any) -> Any:
    """An engine that gives back what is on the way out and keeps it on its way."""

    def freed(people: Any, epoch: int) -> None:
        people.liquid += people.unbonding
        release(people, epoch)

    return freed


def burns_in_the_books_only(punish: Any) -> Any:
    """An engine that books a penalty that nobody pays."""

    def punished(population: Any, chains: Any, *rest: Any) -> None:
        punish(population, chains, *rest)
        lose(chains[0], 1)

    return punished


def moves_in_secret(tempt: Any) -> Any:
    """An engine that gives an authority something after the sums are taken, and says that it has not."""

    def tempted(population: Any, *rest: Any) -> list[int]:
        tempt(population, *rest)
        population.authorities.liquid[0, 0] += 1
        return []

    return tempted


def collects_for_nobody(levy: Any) -> Any:
    """An engine whose fees are paid and never arrive."""

    def levied(stakers: Any, chains: Any, *rest: Any) -> None:
        levy(stakers, chains, *rest)
        for chain in chains:
            chain.fee_pool //= 2

    return levied


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("pay_stakers", keeps_dust),
        ("pay_authorities", pays_twice),
        ("release", frees_early),
        ("punish_silence", burns_in_the_books_only),
        ("levy", collects_for_nobody),
        ("tempt_each", moves_in_secret),
    ],
)
def test_a_broken_engine_stops_the_run(
    part: str,
    fault: Callable[[Any], Any],
    make_streams: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(array_engine, part, fault(getattr(array_engine, part)))
    with pytest.raises(ConservationError, match="must add up to"):
        simulate(load("plan"), LIVELY, [make_streams(1)])


def stop_after(epoch: int, kept: list[Halt]) -> Any:
    """Someone who writes down the state after an epoch, as a file would hold it."""

    def watch(now: int, state: Callable[[], Halt]) -> None:
        if now == epoch:
            found = state()
            arrays = {name: array.copy() for name, array in found.arrays.items()}
            kept.append(Halt(arrays, json.loads(json.dumps(found.books))))

    return watch


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("daily", [True, False])
def test_runs_go_on_from_any_epoch_to_the_same_bytes(
    strategy: str, daily: bool, make_streams: Any
) -> None:
    """In the middle of everything, with what people have learnt; with generators that are new."""
    settings = replace(LIVELY, strategy=STRATEGIES[strategy]())
    kept: list[Halt] = []
    plan, seeds = load("plan"), (1, 2)

    def ran(**options: Any) -> list[Trajectory]:
        return simulate(plan, settings, [make_streams(s) for s in seeds], daily=daily, **options)

    whole = ran(watch=stop_after(33, kept))
    again = ran(since=kept[0])
    assert [content(run) for run in again] == [content(run) for run in whole]
    assert [run.modes.tolist() for run in again] == [run.modes.tolist() for run in whole]
    assert again[0].cpu_seconds > kept[0].books["cpu_seconds"] / len(seeds) > 0


def test_who_watches_is_told_of_every_epoch_once(make_streams: Any) -> None:
    told: list[int] = []
    kept: list[Halt] = []
    simulate(load("plan"), LIVELY, [make_streams(1)], watch=stop_after(40, kept))
    simulate(
        load("plan"),
        LIVELY,
        [make_streams(1)],
        watch=lambda epoch, state: told.append(epoch),
        since=kept[0],
    )
    assert told == list(range(41, 61))
