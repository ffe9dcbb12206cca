"""The array engine against the object engine: the same state and the same metrics, to the last bit."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hybridstake.agents.array_engine import ArrayEngine
from hybridstake.agents.object_engine import ObjectEngine
from hybridstake.agents.population import Population, found_population
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.agents.terms import terms
from hybridstake.models.protocol.modes import Mode
from numpy.typing import NDArray

DRAWS = 160


def count(rows: NDArray[np.bool_]) -> int:
    """Rows that are true."""
    return int(np.count_nonzero(rows))


def state(population: Population) -> dict[str, bytes]:
    """Every array of a population, byte by byte."""
    return {
        f"{kind}.{field.name}": getattr(people, field.name).tobytes()
        for kind, people in (
            ("stakers", population.stakers),
            ("authorities", population.authorities),
        )
        for field in fields(people)
    }


@pytest.mark.parametrize("seed", range(DRAWS))
def test_both_engines_agree_to_the_last_bit_in_every_epoch(seed, make_streams, make_protocol):
    parameters, settings = make_protocol(seed)
    run = terms(parameters, settings)
    streams = make_streams(seed)
    launch = found_population(run, streams.stakes)
    objects, arrays = ObjectEngine(run, launch), ArrayEngine(run, launch)
    assert arrays.metrics() == objects.metrics()
    for _ in range(settings.epochs):
        draws = draw_epoch(streams, settings.stakers, parameters.fast.validators)
        arrays.step(draws)
        objects.step(draws)
        assert arrays.chain == objects.chain
        assert arrays.totals == objects.totals
        assert state(arrays.population) == state(objects.population)
        assert arrays.metrics() == objects.metrics()


def test_both_engines_agree_on_pay_beyond_the_whole_numbers_of_floats(make_streams, make_steady):
    """A tenth of 10^18 base units in every weekly epoch: single payments exceed 2^53."""
    steady = make_steady(0.05, 0.5)
    rewards = replace(steady.rewards, base_reward=1e11 * 0.5 / 604_800)
    token = replace(steady.token, supply=10**12)
    settings = EconomySettings(
        epochs=20, stakers=5, epoch_seconds=604_800, review_probability=0.5, mean_gain=0.0
    )
    run = terms(replace(steady, rewards=rewards, token=token), settings)
    streams = make_streams(1)
    launch = found_population(run, streams.stakes)
    objects, arrays = ObjectEngine(run, launch), ArrayEngine(run, launch)
    largest = 0
    for _ in range(settings.epochs):
        before = arrays.population.stakers.staked.copy()
        draws = draw_epoch(streams, 5, 21)
        arrays.step(draws)
        objects.step(draws)
        paid = (arrays.population.stakers.staked - before)[before > 0]
        largest = max(largest, int(paid.max(initial=0)))
        assert state(arrays.population) == state(objects.population)
        assert arrays.chain == objects.chain
    assert largest > 2**53


def test_the_random_protocols_reach_every_branch(make_streams, make_protocol):
    """Else the equality above would hold of idle populations."""
    seen = dict.fromkeys(
        (
            "joins", "exits", "resignations", "returns", "slashed stakers", "slashed authorities",
            "offences unpunished", "dust", "unpaid", "nobody online", "slashed on the way out",
        ),
        0,
    )  # fmt: skip
    modes = set()
    for seed in range(DRAWS):
        parameters, settings = make_protocol(seed)
        run = terms(parameters, settings)
        streams = make_streams(seed)
        engine = ArrayEngine(run, found_population(run, streams.stakes))
        stakers, authorities = engine.population.stakers, engine.population.authorities
        for _ in range(settings.epochs):
            staked, bonded = stakers.staked > 0, authorities.bonded > 0
            leaving = int(stakers.unbonding.sum())
            punished = engine.chain.punished
            engine.step(draw_epoch(streams, settings.stakers, parameters.fast.validators))
            seen["joins"] += count(~staked & (stakers.staked > 0))
            seen["returns"] += count(~bonded & (authorities.bonded > 0))
            seen["nobody online"] += engine.totals.online == 0
            modes.add(engine.chain.mode)
            if engine.chain.punished == punished:
                exits = count(staked & (stakers.staked == 0))
                seen["exits"] += exits
                seen["resignations"] += count(bonded & (authorities.bonded == 0))
                continue
            lost = count(bonded & (authorities.bonded == 0))
            seen["slashed authorities"] += lost
            seen["slashed stakers"] += lost == 0
            seen["slashed on the way out"] += (
                leaving > 0 and 0 < int(stakers.unbonding.sum()) < leaving
            )
        seen["offences unpunished"] += engine.chain.offences - engine.chain.punished
        seen["dust"] += engine.chain.staker_dust > 0 and engine.chain.authority_dust > 0
        seen["unpaid"] += engine.chain.unpaid > 0
    assert modes == set(Mode)
    assert {name for name, times in seen.items() if times < 5} == set()
