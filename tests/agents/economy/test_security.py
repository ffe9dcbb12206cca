"""What it costs to break a mode, against the attack models on a state that both can read."""

from dataclasses import replace

import numpy as np
import pytest
from hybridstake.agents.economy.chain import Chain, found_chain
from hybridstake.agents.economy.conservation import Totals
from hybridstake.agents.economy.security import cost_of_corruption
from hybridstake.agents.economy.terms import Terms, terms
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.incentives.choices import Target
from hybridstake.models.attacks.incentives.corruption import corruption
from hybridstake.models.economics.payments import paid_to_classes, yearly_rewards_at_launch
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode

STAKERS = 300


def protocol(detection: float, correlation: float, reward: float = 100.0) -> Parameters:
    """The plan with the reward at the mean load; without any, slashes alone are weighed."""
    plan = load("plan")
    return replace(
        plan,
        rewards=replace(plan.rewards, base_reward=reward),
        slashing=replace(
            plan.slashing, detection_probability=detection, correlation_factor=correlation
        ),
        population=replace(plan.population, load_mean=plan.rewards.target_load),
    )


def state_of(parameters: Parameters, mode: Mode) -> tuple[Chain, Terms, Totals]:
    """A full set of authorities and three hundred stakers of a thousand tokens, at the launch's pay."""
    run = terms(parameters, EconomySettings())
    units = run.units
    yearly = yearly_rewards_at_launch(parameters, mode)
    authorities, stakers = paid_to_classes(parameters, mode, yearly)
    chain = replace(
        found_chain(run, 10**14),
        mode=mode,
        expected_stakers=stakers * units * run.epoch_years,
        expected_authorities=authorities * units * run.epoch_years,
    )
    stake = STAKERS * 1_000 * units
    seats = parameters.fast.validators
    totals = Totals(
        liquid=10**14,
        staked=stake,
        validating=stake,
        delegated=0,
        griefing=0,
        unbonding=0,
        staking=STAKERS,
        authority_liquid=0,
        bonded=seats * run.bond,
        authority_unbonding=0,
        holding=seats,
        serving=seats,
    )
    return chain, run, totals


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("reward", [0.0, 100.0])
@pytest.mark.parametrize(("detection", "correlation"), [(1.0, 0.0), (0.3, 0.0), (0.7, 2.0)])
def test_the_cost_of_corruption_is_that_of_the_attack_model(
    mode: Mode, reward: float, detection: float, correlation: float
) -> None:
    """The model's cheapest set of stakers is at most one of them larger than divisible stake, here one
    of a hundred; all the more where the slash grows with the set.
    """
    parameters = protocol(detection, correlation, reward)
    chain, run, totals = state_of(parameters, mode)
    found = cost_of_corruption(chain, run, totals) / run.units
    model = corruption(parameters, mode, Target.SAFETY, stakes=[1_000] * STAKERS)
    assert found > 0
    slack = 2 * 0.01 if model.stake else 0.0
    assert (1 - slack - 1e-9) * model.cost <= found <= (1 + 1e-9) * model.cost


def test_fast_costs_what_a_third_of_the_authorities_loses_by_hand() -> None:
    """Certain detection: seven of 21 give up a tenth of 10,000 tokens and 21 days of a 21st of 60 % of
    what Fast pays.
    """
    parameters = protocol(1.0, 0.0)
    chain, run, totals = state_of(parameters, Mode.FAST)
    rent = 100 * 864_000 * 21 * 0.6 / 21
    found = cost_of_corruption(chain, run, totals) / run.units
    np.testing.assert_allclose(found, 7 * (1_000 + rent), rtol=1e-9)


def test_nobody_to_corrupt_costs_nothing() -> None:
    chain, run, totals = state_of(protocol(1.0, 0.0), Mode.SECURE)
    empty = totals._replace(staked=0, validating=0, staking=0, bonded=0, holding=0, serving=0)
    assert cost_of_corruption(chain, run, empty) == 0.0


def test_stake_that_does_not_sign_costs_nobody_anything() -> None:
    """Half the stake is silent: half the slash, and the same rent in all."""
    parameters = protocol(1.0, 0.0)
    chain, run, totals = state_of(parameters, Mode.SECURE)
    chain = replace(chain, expected_stakers=0.0, expected_authorities=0.0)
    half = totals._replace(validating=totals.validating // 2, bonded=0, serving=0)
    whole = totals._replace(bonded=0, serving=0)
    np.testing.assert_allclose(
        cost_of_corruption(chain, run, half), cost_of_corruption(chain, run, whole) / 2, rtol=1e-6
    )


def test_a_cheap_token_makes_a_cheap_attack() -> None:
    chain, run, totals = state_of(protocol(0.5, 1.0), Mode.BALANCED)
    whole = cost_of_corruption(chain, run, totals)
    assert cost_of_corruption(replace(chain, price=0.25), run, totals) == 0.25 * whole
