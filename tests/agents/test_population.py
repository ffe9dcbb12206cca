"""The population at launch."""

import numpy as np
import pytest
from hybridstake.agents.population import found_population, pareto_wealth
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.terms import terms
from hybridstake.experiments.parameter_files import load


@pytest.mark.parametrize("stakers", [1, 2, 1_000, 100_000])
def test_bonds_and_wealth_add_up_to_the_supply_to_the_last_base_unit(stakers, make_streams):
    run = terms(load("plan"), EconomySettings(stakers=stakers))
    population = found_population(run, make_streams(1).stakes)
    wealth = int(population.stakers.liquid.sum()) + int(population.authorities.bonded.sum())
    assert wealth == run.initial == 10**15


@pytest.mark.parametrize("exponent", [1e-6, 0.5, 1.5, 1e6])
def test_any_tail_exponent_divides_the_whole_amount(exponent, make_streams):
    wealth = pareto_wealth(10**15, 777, exponent, make_streams(2).stakes)
    assert int(wealth.sum()) == 10**15
    assert wealth.min() >= 0


def test_wealth_follows_the_law_of_pareto(make_streams):
    """Hill's estimator of the tail exponent over n = 100,000 has standard error exponent / sqrt(n)."""
    people, exponent = 100_000, 1.5
    wealth = pareto_wealth(10**17, people, exponent, make_streams(3).stakes).astype(float)
    estimate = 1 / np.log(wealth / wealth.min()).mean()
    assert abs(estimate - exponent) < 4 * exponent / np.sqrt(people)


def test_hurdle_rates_lie_between_the_lowest_and_the_highest(make_streams):
    run = terms(load("plan"), EconomySettings(stakers=50_000))
    hurdle = found_population(run, make_streams(4).stakes).stakers.hurdle_rate
    assert 0.02 <= hurdle.min() < 0.021
    assert 0.119 < hurdle.max() <= 0.12
    assert abs(hurdle.mean() - 0.07) < 4 * 0.1 / np.sqrt(12 * 50_000)
