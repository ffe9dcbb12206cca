"""Bribery: costs by hand, cheapest sets against all sets, acceptance against the binomial law."""

import itertools
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.assess import Sampler, rare_witness
from hybridstake.models.attacks.committees.second_tails import binomial_fraction, tail_of_fraction
from hybridstake.models.attacks.incentives.bribery import Bribery, acceptance_log_odds
from hybridstake.models.attacks.incentives.choices import Target
from hybridstake.models.attacks.incentives.corruption import (
    corruption,
    greedy_array,
    greedy_subset,
    least_subset,
    voices_needed,
)
from hybridstake.models.attacks.weights.groups import log_of_odds
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import least_count
from scipy.stats import binom

SAMPLER = Sampler(generator=np.random.default_rng, parallel_map=map, progress=None)


def without_rewards(name: str) -> Parameters:
    """A preset whose blocks pay nothing: no rent is lost."""
    parameters = load(name)
    return replace(parameters, rewards=replace(parameters.rewards, base_reward=0.0))


def test_safety_costs_what_the_overlap_of_two_certificates_loses() -> None:
    """Plan, no rent: a tenth of all that equivocate. Balanced needs 14 of 21 and 67 of 100.

    Two certificates share 7 authorities of 10,000 and 34 stakers of 10,000: 41,000 tokens. In Secure
    7 of 21 may differ, and 334 stakers of 1,000 remain: 33,400.
    """
    parameters = without_rewards("plan")
    costs = {mode: corruption(parameters, mode, Target.SAFETY) for mode in Mode}
    assert [(each.authorities, each.stake) for each in costs.values()] == [
        (7, 0.0),
        (7, 340_000.0),
        (0, 334_000.0),
    ]
    assert [each.cost for each in costs.values()] == pytest.approx([7_000, 41_000, 33_400])


def test_the_correlated_slash_raises_the_cost_with_what_misbehaves_together() -> None:
    """Reference, Fast: 18 of 21 must sign, 15 in common; 1/10 + 3 x 15/21 is above one: all is lost.

    Secure: 1 authority and 334 stakers, 344,000 of 1,210,000 at stake: 1/10 + 3 x 0.2843 = 0.9529.
    """
    parameters = without_rewards("reference")
    fast = corruption(parameters, Mode.FAST, Target.SAFETY)
    assert (fast.authorities, fast.cost) == (15, 150_000.0)
    secure = corruption(parameters, Mode.SECURE, Target.SAFETY)
    part = 0.1 + 3 * 344_000 / 1_210_000
    assert secure.cost == pytest.approx(344_000 * part, rel=1e-12, abs=0)


def test_a_veto_takes_the_cheaper_resource_at_the_rate_of_silence() -> None:
    """Reference: 7 of 21 authorities at 5 % of 10,000, or 34 stakers of 100: 3,500 against 17,000."""
    cheapest = corruption(without_rewards("reference"), Mode.BALANCED, Target.VETO)
    assert (cheapest.authorities, cheapest.stake) == (7, 0.0)
    assert cheapest.cost == pytest.approx(3_500, rel=1e-12, abs=0)


def test_rent_and_detection_enter_as_in_deterrence() -> None:
    """Plan, Fast: 60 of 100 tokens a block of 0.1 s to 21 authorities, for 21 days out."""
    parameters = load("plan")
    rent = 60 * 10 * 1_814_400 / 21
    whole = corruption(parameters, Mode.FAST, Target.SAFETY)
    assert whole.authority_price == pytest.approx(1_000 + rent, rel=1e-12, abs=0)
    half = replace(parameters, slashing=replace(parameters.slashing, detection_probability=0.5))
    found = corruption(half, Mode.FAST, Target.SAFETY)
    assert found.cost == pytest.approx(whole.cost / 2, rel=1e-12, abs=0)
    longer = corruption(parameters, Mode.FAST, Target.SAFETY, years_out=1.0)
    assert longer.authority_price == pytest.approx(1_000 + 600 * 31_536_000 / 21, rel=1e-12, abs=0)


def test_voices_are_the_least_that_break_a_certificate_of_any_size() -> None:
    """Two sets of signers overlap in as few as that; one voice less leaves a certificate."""
    for voices in range(1, 30):
        for certificate in range(1, voices + 1):
            common = voices_needed(Target.SAFETY, certificate, voices)
            first = set(range(certificate))
            second = set(range(voices - certificate, voices))
            assert common == len(first & second)
            veto = voices_needed(Target.VETO, certificate, voices)
            assert voices - veto == certificate - 1


def test_the_lightest_set_is_that_of_all_sets() -> None:
    rng = np.random.default_rng(2)
    for _ in range(60):
        size = int(rng.integers(1, 10))
        stakes = (rng.integers(1, 41, size) * rng.choice([1, 5], size)).tolist()
        least = int(rng.integers(1, sum(stakes) + 1))
        sums = [
            sum(some)
            for some_of in range(len(stakes) + 1)
            for some in itertools.combinations(stakes, some_of)
        ]
        assert least_subset(stakes, least) == min(each for each in sums if each >= least)


def test_where_there_are_too_many_sums_a_set_is_taken_that_is_near() -> None:
    """By hand: of 13, 9 fit; 6 would make it 15 and 5 would make it 14; with 3 and 1 it is 13."""
    assert greedy_subset([9, 6, 5, 3, 1], 13) == 13
    assert greedy_subset([9, 6, 5, 3], 13) == 14
    assert greedy_subset([10, 6, 4, 3], 15) == 16
    assert least_subset([10**12, 10**12 + 1], 5) == 10**12
    rng = np.random.default_rng(5)
    for _ in range(60):
        stakes = rng.integers(1, 10**6, 40).tolist()
        least = int(rng.integers(1, sum(stakes) + 1))
        found = greedy_subset(stakes, least)
        assert least <= found <= min(least + max(stakes), sum(stakes))


def test_fine_stakes_of_a_file_are_bribed_between_proved_ends() -> None:
    """What is enough is the least stake of the quorum, not the set that the price is of."""
    stakes = tuple((np.random.default_rng(6).pareto(1.2, 150) + 1).tolist())
    question = Bribery(
        parameters=load("reference"), mode=Mode.SECURE, stakes=stakes, acceptance_spread=0.5
    )
    cheapest = question.corruption
    _, stake = question.resources
    needed = 2 * least_count(load("reference").secure.stake_threshold, stake.weight.total, True)
    assert stake.enough == needed - stake.weight.total == cheapest.stake_needed
    assert 0 <= cheapest.stake - stake.enough * question.held.unit < max(stakes)
    too_low = replace(question, budget_bribe=0.6 * cheapest.cost)
    found, second, weighted = (
        too_low.exact(),
        too_low.second_exact(),
        rare_witness(too_low, SAMPLER),
    )
    assert found is not None
    assert second is not None
    assert weighted is not None
    assert (found.method, second.method) == ("bracket", "lattice")
    assert found.agrees_with(second)
    assert found.agrees_with(weighted)
    assert found.agrees_with(too_low.bound())


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("ratio", [0.5, 0.9, 1.0])
def test_acceptance_is_binomial_in_each_resource(mode: Mode, ratio: float) -> None:
    """Against whole numbers: both tails with the chance that a price is below the offer."""
    parameters = load("reference")
    cost = corruption(parameters, mode, Target.SAFETY)
    question = Bribery(
        parameters=parameters, mode=mode, budget_bribe=ratio * cost.cost, acceptance_spread=0.5
    )
    odds = math.exp(acceptance_log_odds(ratio * cost.cost, cost.cost, 0.5))
    accepts, of = (odds / (1 + odds)).as_integer_ratio()
    truth = 0.0
    for members, enough in (
        (21 if cost.authorities else 0, cost.authorities),
        (0 if mode is Mode.FAST else 100 if mode is Mode.BALANCED else 1_000, None),
    ):
        if members == 0:
            continue
        if enough is None:
            enough = 2 * least_count(parameters.balanced.stake_threshold, members, True) - members
        tail = tail_of_fraction(*binomial_fraction(of, accepts, members, enough))
        truth += tail.log10_probability
    for found in (question.exact(), question.second_exact()):
        assert found is not None
        assert found.log10_probability == pytest.approx(truth, rel=1e-10, abs=1e-11)
    assert question.bound().log10_probability >= truth
    weighted = rare_witness(question, SAMPLER)
    assert weighted is None or weighted.agrees_with(question.exact() or weighted)
    if ratio == 0.5 and mode is not Mode.SECURE:
        assert weighted is not None


def test_a_holder_accepts_where_its_factor_is_below_the_offer() -> None:
    """Half of the loss at a spread of 1/2: Phi(-ln 4) = 0.0828; log odds ln(0.0828 / 0.9172)."""
    assert acceptance_log_odds(50.0, 100.0, 0.5) == pytest.approx(-2.40452, abs=1e-5)
    assert acceptance_log_odds(0.0, 100.0, 0.5) == -math.inf
    assert acceptance_log_odds(0.0, 0.0, 0.5) == math.inf


def test_offers_that_are_drawn_are_accepted_as_often_as_computed() -> None:
    """Five standard errors of 200,000 offers."""
    parameters = load("reference")
    cost = corruption(parameters, Mode.BALANCED, Target.SAFETY).cost
    question = Bribery(parameters=parameters, mode=Mode.BALANCED, budget_bribe=0.9 * cost)
    found = question.exact()
    assert found is not None
    truth = found.probability
    assert 0.05 < truth < 0.95
    drawn = question.successes(200_000, np.random.default_rng(1)) / 200_000
    assert drawn == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / 200_000))


def test_unequal_stakes_are_weighed_and_equal_ones_counted() -> None:
    """A hundred equal stakes given by hand are the mode's own; unequal ones agree with trials."""
    parameters = load("reference")
    equal = Bribery(parameters=parameters, mode=Mode.BALANCED, stakes=(10_000,) * 100)
    own = Bribery(parameters=parameters, mode=Mode.BALANCED)
    assert equal.exact() == own.exact()
    assert equal.corruption == own.corruption
    stakes = tuple(range(1_000, 1_060))
    question = Bribery(parameters=parameters, mode=Mode.SECURE, stakes=stakes)
    question = replace(question, budget_bribe=0.9 * question.corruption.cost)
    found, second = question.exact(), question.second_exact()
    assert found is not None
    assert second is not None
    assert second.probability == pytest.approx(found.probability, rel=1e-11, abs=0)
    truth = found.probability
    drawn = question.successes(50_000, np.random.default_rng(1)) / 50_000
    assert drawn == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / 50_000))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"profit": -1.0}, "profit must be finite and not negative, got -1.0"),
        ({"budget_bribe": math.inf}, "budget_bribe must be finite and not negative, got inf"),
        ({"years_out": math.nan}, "years_out must lie in [0, 100], got nan"),
        ({"stakes": (5, 0)}, "mode must ask for stake where stakes are given, got fast"),
        ({"mode": Mode.SECURE, "stakes": ()}, "stakes must be 1 to 100000, got 0"),
        (
            {"mode": Mode.SECURE, "stakes": (5.0, -1.0)},
            "stake must be finite and not negative, got -1.0",
        ),
        (
            {"mode": Mode.SECURE, "stakes": (0.0, 0.0)},
            "total stake must be positive and below 1e+300, got 0.0",
        ),
    ],
)
def test_a_bribe_that_cannot_be_is_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        Bribery(**({"parameters": load("plan"), "mode": Mode.FAST} | changed))
    assert str(refused.value) == message


@pytest.mark.parametrize("stakes", [(5.0, 5.0, 7.0), (5.0, 5.0, 5.0)])
@pytest.mark.parametrize("target", list(Target))
def test_who_holds_nothing_changes_no_bribe(stakes: tuple[float, ...], target: Target) -> None:
    """Neither what it costs nor how likely it is, equal as the others may be."""
    asked = Bribery(
        parameters=load("reference"),
        mode=Mode.SECURE,
        target=target,
        budget_bribe=1e4,
        stakes=stakes,
    )
    with_zeros = replace(asked, stakes=(0.0, *stakes, 0.0))
    assert with_zeros.corruption == asked.corruption
    for one, other in (
        (asked.exact(), with_zeros.exact()),
        (asked.second_exact(), with_zeros.second_exact()),
    ):
        assert one is not None
        assert one == other


def test_many_stakes_are_taken_in_turn_as_few_are() -> None:
    """The greedy set of an array is that of a list, whatever the stakes and the goal."""
    rng = np.random.default_rng(2)
    for _ in range(300):
        stakes = rng.integers(0, rng.integers(2, 60), rng.integers(2, 40))
        least = int(rng.integers(1, stakes.sum() + 2)) if stakes.sum() else 0
        least = min(least, int(stakes.sum()))
        assert greedy_array(stakes, least) == greedy_subset(stakes.tolist(), least)


def test_stakes_beyond_number_are_bribed_as_the_binomial_law_has_it() -> None:
    """Two hundred thousand equal stakes: the answer is the binomial tail, the set a third of them."""
    question = Bribery(
        parameters=load("reference"),
        mode=Mode.BALANCED,
        stakes=np.full(200_000, 50.0),
    )
    cheapest = question.corruption
    question = replace(question, budget_bribe=0.89 * cheapest.cost)
    assert cheapest.stake == 50 * math.ceil(cheapest.stake_needed / 50)
    seats, staked = question.resources
    odds = acceptance_log_odds(question.spent, cheapest.cost, question.acceptance_spread)
    chance = math.exp(log_of_odds(odds))
    both = binom.logsf(cheapest.authorities - 1, 21, chance) + binom.logsf(
        math.ceil(staked.enough / 50) - 1, 200_000, chance
    )
    exact = question.exact()
    assert exact is not None
    assert exact.log10_probability == pytest.approx(both / math.log(10), rel=1e-9, abs=0)
    assert seats.many is None
