"""Reports of a run: intervals, throughput, backlog after a time-out, modes; the same every time."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hybridstake.experiments.networking.deployments import of_regions
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.events.conditions import Conditions, Outage, Partition, churn
from hybridstake.models.network.events.demand import Demand
from hybridstake.models.network.events.ledger import Ledger, Proposed
from hybridstake.models.network.events.measures import BATCHES, Measured, interval, measure, rate
from hybridstake.models.network.events.simulation import Simulation, Trial
from hybridstake.models.protocol.machine.rotation import taking_turns
from hybridstake.models.protocol.machine.schedule import SharedSchedule
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Statistics
from hybridstake.models.protocol.modes import Mode

SEVEN = "eu-west-1:4,us-east-1:3"
SAME_TWICE = """
from hybridstake.experiments.networking.deployments import of_regions
from hybridstake.experiments.networking.question import Question
from hybridstake.experiments.networking.reach import reach
from hybridstake.experiments.networking.trials import Troubles, cut_of, demand_of
from hybridstake.experiments.parameter_files import load
troubles = Troubles(byzantine=0.15, loss=0.03, churn=(5.0, 1.0), neighbours=3,
                    partitions=(cut_of("1:2:us-east-1"),))
found = reach(Question(load("plan"), None, of_regions("eu-west-1:4,us-east-1:3"), rounds=20,
                       troubles=troubles, demand=demand_of("0:1000,2:90000")))
print({**found.as_dict(), "seconds": 0})
"""


def measured(trial: Trial) -> tuple[Measured, Ledger]:
    """One run, and what it shows."""
    ledger = Simulation(trial, np.random.default_rng(1)).run()
    return measure(trial, ledger), ledger


def test_students_interval_of_ten_means() -> None:
    """Means 1 to 10: 5.5 and 2.262 times the standard error 0.9574, by the table of Student's t."""
    found = interval(np.arange(1.0, 11.0))
    assert found.mean == 5.5
    assert found.lower == pytest.approx(5.5 - 2.262 * 0.9574, abs=1e-3)
    assert found.upper == pytest.approx(5.5 + 2.262 * 0.9574, abs=1e-3)
    assert interval(np.arange(BATCHES - 1.0)).lower is None


def test_full_blocks_at_the_modes_pace_are_the_throughput(
    trial_on: Callable[..., Trial],
) -> None:
    """In one region blocks come every 100 ms; each holds 50."""
    trial = trial_on(of_regions("eu-west-1:4"), heights=40, block_limits=(50.0, 0.0, 0.0))
    found, ledger = measured(trial)
    assert ledger.blocks[ledger.chain[-1]].through == 40 * 50
    assert found.throughput.mean == pytest.approx(500, rel=1e-3)
    assert found.mode_shares == {Mode.FAST: 1.0, Mode.BALANCED: 0.0, Mode.SECURE: 0.0}


def test_what_somebody_gets_after_an_outage_is_no_time_to_finality(
    trial_on: Callable[..., Trial],
) -> None:
    """Blocks of while it was away reach it seconds later, which says nothing of the protocol."""
    trial = trial_on(
        of_regions(SEVEN),
        mode=Mode.BALANCED,
        heights=12,
        conditions=Conditions(outages=(Outage(6, 1_100.0, 4_000.0),)),
    )
    found, _ = measured(trial)
    away = np.isnan(found.finality_ms[:, 6])
    assert 3 <= away.sum() < 10
    assert np.nanmax(found.finality_ms[:, 6]) < 500
    assert np.isfinite(found.finality_ms[:, :6]).all()


def test_a_block_for_which_too_few_were_up_counts_though_most_of_them_slept_meanwhile(
    trial_on: Callable[..., Trial],
) -> None:
    """Three of seven are away for two seconds, and nothing is final before one of them is back.

    All the others waited for the block that long, and who came back first did from then on; whoever is
    away until others have it is left out.
    """
    away = tuple(Outage(each, 1_050.0, ends) for each, ends in ((4, 3_000.0), (5, 2e4), (6, 3e4)))
    trial = trial_on(
        of_regions("eu-west-1:7"),
        mode=Mode.BALANCED,
        heights=30,
        conditions=Conditions(outages=away),
        timeout=0.2,
    )
    found, ledger = measured(trial)
    slowest = int(np.nanargmax(found.finality_ms[:, 0]))
    first = np.nanmin(np.array(ledger.final_ms)[slowest]) - ledger.due_ms[slowest]
    assert first > 1_400
    assert np.nanmax(found.finality_ms[slowest]) >= first
    assert np.isnan(found.finality_ms[slowest, [5, 6]]).all()
    assert np.isfinite(found.finality_ms[slowest, :5]).all()
    assert found.finality.mean > first / 30


def test_every_final_block_is_measured_at_somebody_under_churn(
    trial_on: Callable[..., Trial],
) -> None:
    """Up for a second, away for a second: mostly no quorum is there, and that is what it costs."""
    rng = np.random.default_rng(3)
    away = churn(7, 1_000.0, 1_000.0, 200_000.0, rng)
    trial = trial_on(of_regions("eu-west-1:7"), heights=25, conditions=Conditions(outages=away))
    found, ledger = measured(trial)
    final = np.array(ledger.final_ms)
    first = np.nanmin(final, axis=1) - np.array(ledger.due_ms[: len(final)])
    assert first.mean() > 300
    assert np.nanmin(found.finality_ms, axis=1) == pytest.approx(first, rel=1e-12)
    assert found.finality.mean >= np.mean([part.mean() for part in np.array_split(first, BATCHES)])


def test_blocks_that_are_final_at_one_instant_have_a_throughput_and_no_interval(
    trial_on: Callable[..., Trial],
) -> None:
    """After a silent proposer a chain decides several blocks with one certificate."""
    trial = trial_on(
        of_regions("eu-west-1:7"),
        message_delays=5,
        heights=10,
        timeout=0.3,
        block_limits=(50.0, 50.0, 50.0),
        conditions=Conditions(mute=frozenset({2})),
    )
    found, ledger = measured(trial)
    first = np.nanmin(np.array(ledger.final_ms), axis=1)
    assert (np.diff(first) == 0).any()
    assert (found.throughput.lower, found.throughput.upper) == (None, None)
    blocks = [ledger.blocks[block] for block in ledger.chain]
    span = max(first[-1] - first[0], blocks[-1].at_ms - blocks[0].at_ms)
    assert found.throughput.mean == pytest.approx(1_000 * 9 * 50 / span, rel=1e-12)


def test_blocks_that_were_held_up_came_no_faster_than_they_were_proposed() -> None:
    """Three blocks of 10, proposed 100 ms apart and final within 1 ms: 20 in 200 ms."""
    ledger, calm = Ledger(1), Statistics(0.0, 1, 1, 0.5, 0.1)
    for height, final in enumerate((250.0, 250.5, 251.0)):
        before = 10.0 * height
        block = Proposed(
            height - 1, height, 0, 0, Mode.FAST, 100.0 * height, before, before + 10, calm, 10.0
        )
        ledger.finalise(0, ledger.propose(block), final)
    assert rate(ledger, np.array([250.0, 250.5, 251.0]), 20) == 100


@pytest.mark.parametrize(("coming", "binds"), [(10.0, "load"), (700.0, "rounds")])
def test_throughput_is_what_comes_or_what_blocks_hold(
    trial_on: Callable[..., Trial], coming: float, binds: str
) -> None:
    """Blocks of 50 every 100 ms hold 500 a second."""
    trial = trial_on(
        of_regions("eu-west-1:4"),
        heights=40,
        demand=Demand((0.0,), (coming,)),
        block_limits=(50.0, 0.0, 0.0),
    )
    found, _ = measured(trial)
    assert found.offered is not None
    assert found.carried == pytest.approx(500, rel=1e-3)
    assert found.throughput.mean <= min(found.carried, found.offered) * (1 + 1e-12)
    least = {"load": found.offered, "rounds": found.carried}
    assert min(least, key=least.__getitem__) == binds
    assert found.throughput.mean == pytest.approx(least[binds], rel=0.02)


def test_blocks_without_room_are_empty_and_full(trial_on: Callable[..., Trial]) -> None:
    found, ledger = measured(trial_on(of_regions("eu-west-1:4"), block_limits=(0.0, 0.0, 0.0)))
    assert found.throughput.mean == found.carried == 0
    assert {ledger.blocks[block].statistics.load for block in ledger.chain} == {1.0}


def test_a_run_that_is_only_slow_is_stopped_after_so_many_waits(
    trial_on: Callable[..., Trial], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same run ends early or goes on by how long is waited: that it was stopped is all one knows."""
    slow = trial_on(of_regions("eu-west-1:7"), conditions=Conditions(loss=0.15), timeout=0.1)
    found, _ = measured(slow)
    assert (found.halted, found.waits) == (False, 300)
    assert found.failed_rounds > 10
    monkeypatch.setattr("hybridstake.models.network.events.simulation.PATIENT_WAITS", 3)
    found, _ = measured(slow)
    assert (found.halted, found.waits) == (True, 3)


def test_what_comes_in_is_final_once_and_waits_for_its_block(
    trial_on: Callable[..., Trial],
) -> None:
    """400 a second, room for 50 every 100 ms: each waits half a block time, and a round."""
    demand = Demand((0.0,), (400.0,))
    trial = trial_on(
        of_regions("eu-west-1:4"),
        heights=50,
        demand=demand,
        block_limits=(50.0, 0.0, 0.0),
    )
    found, ledger = measured(trial)
    last = ledger.blocks[ledger.chain[-1]]
    assert last.through == pytest.approx(demand.arrived(last.at_ms))
    assert found.wait_ms == pytest.approx(50 + found.finality.mean, rel=0.1)
    assert found.backlog == pytest.approx(40, rel=0.05)


def test_a_timeout_leaves_a_backlog_that_lasts_longer_than_itself(
    trial_on: Callable[..., Trial],
) -> None:
    """Room for 50 where 40 come: what gathers is cleared at a hundred a second."""
    demand = Demand((0.0,), (400.0,))
    calm = trial_on(
        of_regions("eu-west-1:4"),
        heights=120,
        demand=demand,
        block_limits=(50.0, 0.0, 0.0),
        timeout=0.2,
    )
    cut = Partition(1_000.0, 2_000.0, frozenset({0, 1}))
    found, ledger = measured(replace(calm, conditions=Conditions(partitions=(cut,))))
    assert found.backlog is not None
    assert found.backlog > 350
    waiting = [
        (block.at_ms, demand.arrived(block.at_ms) - block.before)
        for block in (ledger.blocks[number] for number in ledger.chain)
    ]
    resumed = next(at for at, count in waiting if at > 2_000 and count > 100)
    cleared = next(at for at, count in waiting if at > resumed and count < 50)
    gathered = found.backlog
    assert cleared - resumed == pytest.approx(1_000 * gathered / (500 - 400), rel=0.15)
    assert found.wait_ms is not None
    assert found.wait_ms > 3 * (measured(calm)[0].wait_ms or 0.0)


def automatic(trial_on: Callable[..., Trial], dwell: float, **options: object) -> Trial:
    """The reference protocol's own schedule, with another least time in a mode."""
    parameters = load("reference")
    parameters = replace(parameters, switching=replace(parameters.switching, dwell_seconds=dwell))
    size = 7
    everybody = ValidatorSet(tuple(Validator(f"v{each}", True, 1) for each in range(size)))
    return trial_on(
        of_regions("eu-west-1:7"),
        parameters=parameters,
        mode=Mode.BALANCED,
        schedule=SharedSchedule(parameters),
        proposers=taking_turns((everybody,)),
        block_limits=(100.0, 500.0, 2_000.0),
        **options,
    )


def test_the_mode_follows_the_load_and_stays_for_its_least_time(
    trial_on: Callable[..., Trial],
) -> None:
    """Low load asks for Fast once Balanced has lasted for 3 s, and high load for Balanced 3 s after."""
    demand = Demand((0.0, 3_500.0), (50.0, 900.0))
    found, ledger = measured(automatic(trial_on, 3.0, heights=60, demand=demand))
    modes = [ledger.blocks[block].mode for block in ledger.chain]
    turns = [(ledger.blocks[ledger.chain[0]].at_ms, modes[0])] + [
        (ledger.blocks[block].at_ms, mode)
        for block, before, mode in zip(ledger.chain[1:], modes, modes[1:], strict=False)
        if mode is not before
    ]
    assert [mode for _, mode in turns] == [Mode.BALANCED, Mode.FAST, Mode.BALANCED]
    assert all(second - first >= 3_000 - 600 for (first, _), (second, _) in pairwise(turns))
    assert sum(found.mode_shares.values()) == pytest.approx(1)
    assert found.mode_shares[Mode.FAST] > 0.1


def test_authorities_that_stay_away_bring_secure_mode(trial_on: Callable[..., Trial]) -> None:
    """Three of seven away: four are too few for Balanced, which asks for more than two thirds of both.

    Secure asks for more than half of the authorities and two thirds of the stake, and those who are left
    hold more than that.
    """
    stake = np.array([100, 100, 100, 100, 1, 1, 1])
    trial = automatic(
        trial_on,
        0.0,
        heights=8,
        stake=stake,
        demand=Demand((0.0,), (900.0,)),
        conditions=Conditions(offline=frozenset({4, 5, 6})),
    )
    found, ledger = measured(trial)
    assert [ledger.blocks[block].mode for block in ledger.chain] == [Mode.SECURE] * 8
    assert found.mode_shares[Mode.SECURE] > 0


def test_the_same_seed_gives_the_same_run_under_any_hash_seed() -> None:
    """With everything that can go wrong at once."""
    said = [
        subprocess.run(
            [sys.executable, "-c", SAME_TWICE],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert "'engine': 'events'" in said[0]


@pytest.mark.parametrize(
    ("times", "rates", "message"),
    [
        ((), (), "a trace of load must have a rate for each time, got 0 times and 0 rates"),
        ((1.0,), (1.0,), "times of load must begin at 0 and increase, got 0.001 s"),
        ((0.0, 0.0), (1.0, 2.0), "times of load must begin at 0 and increase, got 0, 0 s"),
        ((0.0,), (-1.0,), "rate of load must be finite and not negative, got -1.0"),
        ((0.0,), (1e308,), "rate of load must be at most 1e+12 a second, got 1e+308"),
        ((0.0, 1e300), (1.0, 2.0), "times of load must be at most 1e+09 s, got 1e+297"),
    ],
)
def test_traces_of_load_out_of_order_are_refused(
    times: tuple[float, ...], rates: tuple[float, ...], message: str
) -> None:
    with pytest.raises(InvalidParameter) as error:
        Demand(times, rates)
    assert str(error.value) == message


def test_arrivals_and_their_times_are_each_others_inverse() -> None:
    demand = Demand((0.0, 500.0, 900.0), (10.0, 0.0, 2_000.0))
    for count in (0.5, 4.9, 5.5, 100.0):
        assert demand.arrived(demand.came(count)) == pytest.approx(count, rel=1e-12)
