"""Where both engines apply they give the same times: order statistics, and single messages."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.experiments.networking.deployments import load_deployment, of_regions
from hybridstake.models.network.events.conditions import Conditions
from hybridstake.models.network.events.ledger import Ledger
from hybridstake.models.network.events.simulation import Simulation, Trial
from hybridstake.models.network.finality import heard
from hybridstake.models.network.links import Links
from hybridstake.models.network.rounds import all_to_all, chained
from hybridstake.models.network.votes import Electorate
from hybridstake.models.protocol.modes import Mode

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
    return chained(rounds, proposers, electorate, trial.message_delays)


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
def test_chained_rounds_take_as_long_in_both_engines(
    trial_on: Callable[..., Trial], deployment: str, message_delays: int
) -> None:
    trial = trial_on(
        load_deployment(deployment),
        message_delays=message_delays,
        timeout=5.0,
        paced=False,
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
