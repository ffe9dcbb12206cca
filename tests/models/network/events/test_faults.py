"""What goes wrong: silence, partitions, loss, outages, lies; nothing final is lost while few lie."""

from collections.abc import Callable
from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hybridstake.experiments.networking.deployments import load_deployment, of_regions
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.events.conditions import (
    Conditions,
    Outage,
    Partition,
    churn,
    for_ever,
)
from hybridstake.models.network.events.ledger import BrokenInvariant, Ledger, Proposed
from hybridstake.models.network.events.measures import measure
from hybridstake.models.network.events.simulation import Simulation, Trial
from hybridstake.models.network.links import Links
from hybridstake.models.protocol.finality import finality_after
from hybridstake.models.protocol.machine.votes import Statistics
from hybridstake.models.protocol.modes import Mode

CALM = Statistics(0.0, 1, 1, 0.5, 0.0)
SEVEN = "eu-west-1:4,us-east-1:3"


def run(trial: Trial, seed: int = 1) -> Ledger:
    """One run."""
    return Simulation(trial, np.random.default_rng(seed)).run()


def equal_links(milliseconds: float) -> Links:
    """One region in which every message takes the same time."""
    delays = np.full((1, 1), milliseconds)
    return Links(("here",), delays, delays)


@pytest.mark.parametrize("silent", [1, 2, 3])
def test_silent_proposers_cost_what_the_closed_form_says(
    trial_on: Callable[..., Trial], silent: int
) -> None:
    """Ten validators, 100 ms a message, waits of 500 ms: the first proposers say nothing."""
    trial = trial_on(
        of_regions("eu-west-1:10"),
        links=equal_links(100.0),
        places=np.zeros(10, dtype=np.int64),
        timeout=0.5,
        mode=Mode.BALANCED,
        heights=1,
        conditions=Conditions(mute=frozenset(range(silent))),
    )
    ledger = run(trial)
    expected = finality_after(silent, 0.5, 0.1, 3)
    assert ledger.failed_rounds == silent
    assert max(ledger.final_ms[0]) == pytest.approx(1_000 * expected, rel=1e-12)


def test_a_partition_without_a_quorum_halts_and_loses_nothing(
    trial_on: Callable[..., Trial],
) -> None:
    """Three of seven are apart from 1 s to 4 s: five must sign, so nothing is final in between."""
    cut = Partition(1_000.0, 4_000.0, frozenset({4, 5, 6}))
    trial = trial_on(
        of_regions(SEVEN),
        mode=Mode.BALANCED,
        heights=12,
        conditions=Conditions(partitions=(cut,)),
    )
    ledger = run(trial)
    times = np.array(ledger.final_ms)
    assert times.shape == (12, 7)
    assert not ((times > 1_500) & (times < 4_000)).any()
    assert (times < 1_500).any(axis=0).all()
    assert ledger.failed_rounds > 0
    found = measure(trial, ledger)
    assert found.recovery_ms[0] is not None
    assert 0 < found.recovery_ms[0] < 4_000


def test_the_greater_side_goes_on_and_the_other_catches_up(trial_on: Callable[..., Trial]) -> None:
    """Two of seven are apart: the rest decide, and the two have it all soon after it heals."""
    cut = Partition(500.0, 3_500.0, frozenset({5, 6}))
    trial = trial_on(
        of_regions(SEVEN),
        mode=Mode.BALANCED,
        heights=20,
        conditions=Conditions(partitions=(cut,)),
    )
    times = np.array(run(trial).final_ms)
    during = (times[:, 0] > 1_000) & (times[:, 0] < 3_500)
    assert during.sum() >= 2
    assert (times[during][:, 5:] > 3_500).all()
    assert np.isfinite(times).all()


def test_a_partition_that_never_heals_ends_the_run(trial_on: Callable[..., Trial]) -> None:
    trial = trial_on(
        of_regions(SEVEN),
        timeout=0.1,
        heights=50,
        conditions=Conditions(partitions=(for_ever(700.0, frozenset({0, 1, 2})),)),
    )
    found = measure(trial, run(trial))
    assert found.halted
    assert 0 < len(found.finality_ms) < 50
    assert found.recovery_ms == ()


@pytest.mark.parametrize("message_delays", [2, 3, 5])
def test_lost_messages_and_outages_slow_a_run_and_break_nothing(
    trial_on: Callable[..., Trial], message_delays: int
) -> None:
    """A fiftieth of the messages is lost, and validators are away a tenth of the time."""
    away = churn(7, 4_000.0, 400.0, 20_000.0, np.random.default_rng(3))
    calm = trial_on(of_regions(SEVEN), message_delays=message_delays, heights=30, jitter=True)
    rough = replace(calm, conditions=Conditions(loss=0.02, outages=away))
    ledger = run(rough)
    assert len(ledger.chain) == 30
    assert measure(rough, ledger).finality.mean > measure(calm, run(calm)).finality.mean


def test_who_was_away_has_everything_when_it_is_back(trial_on: Callable[..., Trial]) -> None:
    trial = trial_on(
        of_regions(SEVEN),
        mode=Mode.BALANCED,
        heights=20,
        conditions=Conditions(outages=(Outage(6, 700.0, 5_000.0),)),
    )
    times = np.array(run(trial).final_ms)
    assert np.isfinite(times).all()
    assert ((times[:, 6] < 700) | (times[:, 6] > 5_000)).all()
    assert times[times[:, 0] < 4_500][:, 6].max() < 5_400


def test_slow_validators_hold_up_only_quorums_that_need_them(
    trial_on: Callable[..., Trial],
) -> None:
    """Of seven, more than two thirds are five: two that are slow cost nothing, three their lag."""
    means: list[float] = []
    for slow in (0, 2, 3):
        trial = trial_on(
            of_regions("eu-west-1:7"),
            mode=Mode.BALANCED,
            heights=4,
            timeout=2.0,
            conditions=Conditions(slow=frozenset(range(7 - slow, 7)), lag_ms=100.0),
        )
        means.append(measure(trial, run(trial)).finality.mean)
    assert means[1] == pytest.approx(means[0], abs=2.0)
    assert means[2] > means[0] + 90


@pytest.mark.parametrize(("message_delays", "liars"), [(2, 1), (3, 2), (5, 2)])
def test_few_equivocating_validators_never_break_agreement(
    trial_on: Callable[..., Trial], message_delays: int, liars: int
) -> None:
    """Of seven, two are less than a third, and one less than a fifth; all neighbours are tried."""
    failed = 0
    for first in range(7):
        lying = frozenset((first + each) % 7 for each in range(liars))
        trial = trial_on(
            of_regions(SEVEN),
            mode=Mode.BALANCED,
            message_delays=message_delays,
            heights=6,
            conditions=Conditions(equivocating=lying),
        )
        ledger = run(trial, seed=first)
        assert len(ledger.chain) == 6
        failed += ledger.failed_rounds
    assert failed > 0 or message_delays == 5


@pytest.mark.parametrize(("message_delays", "size", "liars"), [(2, 5, 3), (3, 8, 4), (5, 8, 4)])
def test_too_many_equivocating_validators_are_caught(
    trial_on: Callable[..., Trial], message_delays: int, size: int, liars: int
) -> None:
    """With half of the honest validators they are a quorum: six of eight, four of five."""
    trial = trial_on(
        of_regions(f"eu-west-1:{size}"),
        mode=Mode.BALANCED,
        message_delays=message_delays,
        heights=10,
        conditions=Conditions(equivocating=frozenset(range(liars))),
    )
    with pytest.raises(BrokenInvariant, match=r"validators must agree|nothing final may be lost"):
        run(trial)


def block(parent: int, height: int, before: float = 0.0, through: float = 0.0) -> Proposed:
    """A block of one round."""
    return Proposed(parent, height, 0, 0, Mode.FAST, 0.0, before, through, CALM, 1.0)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (block(-1, 0), "validators must agree: at 1.000 ms validator 1 holds block 1 of height 0"),
        (
            block(0, 1),
            "nothing final may be lost: at 1.000 ms validator 1 holds block 1 of height 1",
        ),
        (
            block(-1, 0, before=3.0),
            "nothing final may be lost: at 1.000 ms validator 1 holds block 1",
        ),
    ],
)
def test_the_ledger_refuses_what_must_not_happen(second: Proposed, message: str) -> None:
    """Another block at a height, a block after one that the validator lacks, a transaction left out."""
    ledger = Ledger(2)
    ledger.propose(block(-1, 0))
    ledger.finalise(0, 0, 1.0)
    with pytest.raises(BrokenInvariant, match=message):
        ledger.finalise(1, ledger.propose(second), 1.0)


def test_lies_and_losses_and_partitions_at_once_break_nothing(
    trial_on: Callable[..., Trial],
) -> None:
    """One of seven lies; the ledger asserts agreement in each run."""
    for seed in range(8):
        rng = np.random.default_rng(seed)
        begins = float(rng.uniform(0, 800))
        trial = trial_on(
            of_regions(SEVEN),
            mode=Mode(seed % 3),
            message_delays=(3, 5)[seed % 2],
            heights=4,
            jitter=True,
            conditions=Conditions(
                equivocating=frozenset({int(rng.integers(7))}),
                loss=float(rng.uniform(0, 0.1)),
                partitions=(Partition(begins, begins + 700, frozenset({0, 3})),),
            ),
        )
        assert len(run(trial, seed).chain) == 4


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"loss": 1.0}, "loss must be at least 0 and below 1, got 1.0"),
        ({"loss": float("nan")}, "loss must be at least 0 and below 1, got nan"),
        ({"lag_ms": -1.0}, "lag must be finite and not negative, got -1.0"),
        ({"fan_out": 0}, "neighbours must be a whole number from 1 to 2^63 - 1, got 0"),
        (
            {"offline": frozenset({1}), "equivocating": frozenset({1})},
            "offline validators must not equivocate, got some that do",
        ),
    ],
)
def test_conditions_out_of_range_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidParameter) as error:
        Conditions(**options)  # pyright: ignore[reportArgumentType]
    assert str(error.value) == message


def test_a_partition_ends_after_it_begins_and_somebody_is_there(
    trial_on: Callable[..., Trial],
) -> None:
    with pytest.raises(InvalidParameter, match="end after that, got 5 to 5 ms"):
        Partition(5.0, 5.0, frozenset())
    with pytest.raises(InvalidParameter, match="an outage must begin at 0 or later and end after"):
        Outage(0, -1.0, inf)
    everybody = Conditions(offline=frozenset(range(7)))
    with pytest.raises(InvalidParameter, match="validators must not all be away or Byzantine"):
        Simulation(trial_on(of_regions(SEVEN), conditions=everybody), np.random.default_rng(1))


def test_churn_is_away_as_long_as_it_says() -> None:
    """Down 1 of 5 s on average: a fifth of the time, within five standard errors of 400 outages."""
    found = churn(20, 4_000.0, 1_000.0, 100_000.0, np.random.default_rng(1))
    lengths = np.array([each.ends_ms - each.begins_ms for each in found])
    assert lengths.mean() == pytest.approx(1_000, abs=5 * 1_000 / np.sqrt(len(found)))
    expected = 20 * 100_000 / 5_000
    assert len(found) == pytest.approx(expected, abs=5 * np.sqrt(expected))


def test_the_deployments_of_the_package_are_final_under_events(
    trial_on: Callable[..., Trial],
) -> None:
    for name in ("europe", "ten-regions"):
        assert len(run(trial_on(load_deployment(name), heights=3)).chain) == 3
