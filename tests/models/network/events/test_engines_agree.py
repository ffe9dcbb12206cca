"""Where both engines apply they give the same times: order statistics, and single messages."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.experiments.networking.deployments import load_deployment, of_regions
from hybridstake.models.network.events.conditions import Conditions
from hybridstake.models.network.events.ledger import Ledger
from hybridstake.models.network.events.simulation import Simulation, Trial
from hybridstake.models.network.events.steady import every_round
from hybridstake.models.network.finality import heard
from hybridstake.models.network.links import Links
from hybridstake.models.network.rounds import Pace, all_to_all, chained
from hybridstake.models.network.votes import Electorate
from hybridstake.models.protocol.modes import Mode, mode_parameters

NANOSECOND_MS = 1e-6


def run(trial: Trial) -> Ledger:
    """One run."""
    return Simulation(trial, np.random.default_rng(1)).run()


def since_proposed(ledger: Ledger) -> np.ndarray:
    """(blocks, validators) time from each final block's proposal [ms]."""
    at = np.array([ledger.blocks[block].at_ms for block in ledger.chain])
    return np.array(ledger.final_ms) - at[:, None]


def by_order_statistics(trial: Trial, proposers: np.ndarray, mode: Mode) -> np.ndarray:
    """The same from the other engine."""
    online = np.ones(len(trial.places), dtype=np.bool_)
    online[list(trial.conditions.offline)] = False
    delays = heard(trial.links.between(trial.places), online)
    electorate = Electorate(trial.authorities, trial.stake, trial.quorums[mode])
    rounds = np.broadcast_to(delays, (len(proposers), *delays.shape))
    if trial.message_delays <= 3:
        return all_to_all(rounds, proposers, electorate, trial.message_delays)
    interval = 1_000 * float(mode_parameters(trial.parameters, mode).block_seconds)
    pace = Pace(interval_ms=interval if trial.paced else 0.0, checking_ms=trial.checking_ms)
    return chained(rounds, proposers, electorate, trial.message_delays, pace)


@pytest.mark.parametrize("deployment", ["one-region", "europe", "atlantic", "ten-regions"])
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("message_delays", [2, 3])
def test_rounds_take_as_long_by_single_messages_as_by_order_statistics(
    trial_on: Callable[..., Trial], deployment: str, mode: Mode, message_delays: int
) -> None:
    """Blocks far enough apart that everybody is in the height before the next proposal."""
    trial = trial_on(
        load_deployment(deployment), mode=mode, message_delays=message_delays, timeout=1.0, pace=2.0
    )
    ledger = run(trial)
    proposers = np.array([ledger.blocks[block].proposer for block in ledger.chain])
    expected = by_order_statistics(trial, proposers, mode)
    assert ledger.failed_rounds == 0
    assert np.abs(since_proposed(ledger) - expected).max() < NANOSECOND_MS


@pytest.mark.parametrize("deployment", ["europe", "ten-regions", "everywhere"])
@pytest.mark.parametrize("message_delays", [5, 7])
@pytest.mark.parametrize("pace", [0.05, 0.2, 1.0])
def test_chained_rounds_take_as_long_in_both_engines(
    trial_on: Callable[..., Trial], deployment: str, message_delays: int, pace: float
) -> None:
    """Blocks that follow as soon as they may, only some of which wait for the interval, or all."""
    trial = trial_on(
        load_deployment(deployment),
        message_delays=message_delays,
        timeout=5.0,
        pace=pace,
        checking_ms=2.5,
        heights=20,
    )
    ledger = run(trial)
    turns = message_delays // 2 + 1
    proposers = np.array([ledger.blocks[block].proposer for block in ledger.chain])
    following = np.lib.stride_tricks.sliding_window_view(proposers, turns)
    expected = by_order_statistics(trial, following, Mode.FAST)
    assert np.abs(since_proposed(ledger)[: len(following)] - expected).max() < NANOSECOND_MS


def test_silent_validators_are_waited_for_alike(trial_on: Callable[..., Trial]) -> None:
    """Of rounds whose proposer is there, the times are those of the rest."""
    silent = frozenset({2, 7, 11})
    trial = trial_on(
        load_deployment("europe"),
        mode=Mode.BALANCED,
        conditions=Conditions(offline=silent),
        heights=15,
        pace=4.0,
    )
    ledger = run(trial)
    good = [number for number, block in enumerate(ledger.chain) if not ledger.blocks[block].round]
    proposers = np.array([ledger.blocks[ledger.chain[number]].proposer for number in good])
    expected = by_order_statistics(trial, proposers, Mode.BALANCED)
    there = [each for each in range(len(trial.places)) if each not in silent]
    found = since_proposed(ledger)[good]
    assert ledger.failed_rounds > 0
    assert np.abs(found - expected)[:, there].max() < NANOSECOND_MS


def test_stakes_weigh_the_same_in_both(trial_on: Callable[..., Trial]) -> None:
    rng = np.random.default_rng(5)
    deployment = load_deployment("atlantic")
    size = sum(deployment.validators.values())
    trial = trial_on(
        deployment,
        mode=Mode.BALANCED,
        timeout=1.0,
        pace=2.0,
        stake=rng.integers(1, 100, size),
        authorities=(np.arange(size) % 3 > 0).astype(np.int64),
    )
    ledger = run(trial)
    proposers = np.array([ledger.blocks[block].proposer for block in ledger.chain])
    expected = by_order_statistics(trial, proposers, Mode.BALANCED)
    assert np.abs(since_proposed(ledger) - expected).max() < NANOSECOND_MS


@pytest.mark.parametrize("seed", range(12))
def test_random_networks_take_as_long_in_both_engines(
    trial_on: Callable[..., Trial], seed: int
) -> None:
    """Up to 20 validators in any regions or on links of their own, any weights, modes and forms.

    Where votes go to everybody up to a fifth of them is away, and rounds of those are passed over;
    where too much is away, nothing is final in either.
    """
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 21))
    message_delays = (3, 5, 7)[seed % 3]
    everywhere = load_deployment("everywhere")
    links, places = everywhere.links, rng.integers(0, len(everywhere.links.regions), size)
    if rng.random() < 0.5:
        own = rng.uniform(0, 150, (size, size))
        links, places = Links(tuple(f"v{each}" for each in range(size)), own, own), np.arange(size)
    authorities = (rng.random(size) < 0.7).astype(np.int64)
    authorities[0] = 1
    away = rng.permutation(np.arange(1, size))[: int(rng.integers(0, size // 5 + 1))]
    conditions = Conditions(
        offline=frozenset(away.tolist()) if message_delays == 3 else frozenset()
    )
    trial = trial_on(
        everywhere,
        links=links,
        places=places,
        proposers=every_round(size),
        authorities=authorities,
        stake=rng.integers(1, 100, size),
        mode=Mode(int(rng.integers(3))),
        message_delays=message_delays,
        timeout=3.0,
        pace=9.0 if message_delays == 3 else float(rng.uniform(0.05, 1.0)),
        heights=12,
        conditions=conditions,
    )
    online = np.ones(size, dtype=np.bool_)
    online[list(conditions.offline)] = False
    ledger = run(trial)
    if not ledger.chain:
        nobody = by_order_statistics(trial, np.arange(size)[online], trial.start)
        assert np.isinf(nobody[:, online]).all()
        return
    turns = 1 if message_delays == 3 else message_delays // 2 + 1
    proposers = np.array([ledger.blocks[block].proposer for block in ledger.chain])
    if turns > 1:
        proposers = np.lib.stride_tricks.sliding_window_view(proposers, turns)
    expected = by_order_statistics(trial, proposers, trial.start)
    first = [not ledger.blocks[block].round for block in ledger.chain[: len(proposers)]]
    good = np.array(first) if turns == 1 else np.ones(len(proposers), dtype=np.bool_)
    found = since_proposed(ledger)[: len(proposers)]
    assert good.any()
    assert np.abs(found - expected)[good][:, online].max() < NANOSECOND_MS


def test_jitter_gives_the_same_law_of_times(trial_on: Callable[..., Trial]) -> None:
    """Means of 60 blocks and 1,000 rounds, each with its own chance: within four standard errors."""
    trial = trial_on(
        load_deployment("europe"),
        mode=Mode.BALANCED,
        jitter=True,
        heights=60,
        timeout=1.0,
        pace=0.5,
    )
    found = since_proposed(run(trial)).mean(axis=1)
    rng = np.random.default_rng(2)
    size, rounds = len(trial.places), 1_000
    proposers = np.arange(rounds) % size
    delays = trial.links.drawn(trial.places, rounds, rng)
    electorate = Electorate(trial.authorities, trial.stake, trial.quorums[Mode.BALANCED])
    expected = all_to_all(delays, proposers, electorate, 3).mean(axis=1)
    error = np.hypot(found.std() / np.sqrt(len(found)), expected.std() / np.sqrt(rounds))
    assert abs(found.mean() - expected.mean()) < 4 * error


@pytest.mark.parametrize("message_delays", [5, 7])
def test_jitter_of_chains_gives_the_same_law_of_times(
    trial_on: Callable[..., Trial], message_delays: int
) -> None:
    """Means of 300 blocks in a row, of which neighbours share messages, and of 1,000 chains."""
    trial = trial_on(
        of_regions("eu-west-1:4,us-east-1:3,ap-south-1:3"),
        jitter=True,
        heights=300,
        timeout=5.0,
        paced=False,
        message_delays=message_delays,
    )
    ledger = run(trial)
    turns = message_delays // 2 + 1
    found = since_proposed(ledger).mean(axis=1)[:-turns].reshape(-1, 1)
    means = np.array([some.mean() for some in np.array_split(found, 20)])
    size, rounds = len(trial.places), 1_000
    proposers = (np.arange(rounds)[:, None] + np.arange(turns)) % size
    delays = trial.links.drawn(trial.places, rounds, np.random.default_rng(2))
    electorate = Electorate(trial.authorities, trial.stake, trial.quorums[Mode.FAST])
    expected = chained(delays, proposers, electorate, message_delays).mean(axis=1)
    error = np.hypot(means.std(ddof=1) / np.sqrt(20), expected.std() / np.sqrt(rounds))
    assert ledger.failed_rounds == 0
    assert abs(found.mean() - expected.mean()) < 4 * error
    assert error < 0.01 * expected.mean()


def test_gossip_takes_the_shortest_way_round(trial_on: Callable[..., Trial]) -> None:
    """With all for neighbours, who pass on what they hear, a message takes the shortest path of all."""
    direct = trial_on(
        of_regions("eu-west-1:3,us-east-1:2,ap-south-1:2,sa-east-1:2"), timeout=2.0, pace=2.0
    )
    size = len(direct.places)
    shortest = direct.links.between(direct.places)
    for by in range(size):
        shortest = np.minimum(shortest, shortest[:, [by]] + shortest[[by], :])
    metric = Links(tuple(f"v{each}" for each in range(size)), shortest, shortest)
    gossip = trial_on(
        of_regions("eu-west-1:3,us-east-1:2,ap-south-1:2,sa-east-1:2"),
        timeout=2.0,
        pace=2.0,
        conditions=Conditions(fan_out=size - 1),
    )
    over_metric = trial_on(
        of_regions("eu-west-1:3,us-east-1:2,ap-south-1:2,sa-east-1:2"),
        timeout=2.0,
        pace=2.0,
        links=metric,
        places=np.arange(size),
    )
    apart = np.abs(since_proposed(run(gossip)) - since_proposed(run(over_metric)))
    assert apart.max() < NANOSECOND_MS
