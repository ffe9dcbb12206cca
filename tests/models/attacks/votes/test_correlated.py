"""Correlated corruption of unequal stakes: against urns, subsets, and trials."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.votes.choices import Failure
from hybridstake.models.attacks.votes.correlated import CorrelatedResource
from hybridstake.models.attacks.votes.hybrid_quorum import HybridQuorum
from hybridstake.models.attacks.votes.mixtures import Conditional, log_mixture
from hybridstake.models.attacks.votes.stake_quorum import StakeQuorum
from hybridstake.models.attacks.votes.urn import Urn
from hybridstake.models.attacks.weights.brackets import LogBracket
from hybridstake.models.attacks.weights.groups import FailedWeight, failed_weight
from hybridstake.models.attacks.weights.resources import FIRST, SECOND, Way
from hybridstake.models.attacks.weights.tails import log_upper_tail
from hybridstake.models.protocol.modes import Mode

HELD = (1, 2, 3, 4, 15, 5, 9)


def stake(
    held: tuple[int, ...], enough: int, chance: float, correlation: float
) -> CorrelatedResource:
    """Stakes of whom so much must be corrupted."""
    return CorrelatedResource(
        weight=failed_weight([held], alone=0.0, together=-math.inf),
        enough=enough,
        chance=chance,
        correlation=correlation,
    )


def by_subsets(enough: int, chance: Fraction, correlation: Fraction) -> float:
    """Pólya's urn draws each member in turn: the chance of any set depends on its size alone."""
    found = Fraction(0)
    apart = 1 - correlation
    for corrupt in itertools.product((False, True), repeat=len(HELD)):
        if sum(each for each, is_bad in zip(HELD, corrupt, strict=True) if is_bad) < enough:
            continue
        ways, bad = Fraction(1), 0
        for place, is_bad in enumerate(corrupt):
            next_bad = (chance * apart + bad * correlation) / (apart + place * correlation)
            ways *= next_bad if is_bad else 1 - next_bad
            bad += is_bad
        found += ways
    return float(found)


@pytest.mark.parametrize("way", [FIRST, SECOND])
@pytest.mark.parametrize("chance", ["1/4", "1/1000"])
@pytest.mark.parametrize("correlation", ["1/1000", "1/5", "9/10"])
def test_unequal_stakes_are_corrupted_as_all_subsets_are(
    chance: str, correlation: str, way: Way
) -> None:
    asked = stake(HELD, 14, float(Fraction(chance)), float(Fraction(correlation)))
    truth = math.log(by_subsets(14, Fraction(chance), Fraction(correlation)))
    found = asked.log_ends(way)
    assert found is not None
    assert found.lower < truth < found.upper < found.lower + 0.25
    assert found.middle == pytest.approx(truth, abs=1e-4)
    assert truth < asked.log_bound < truth + 2


def exact_tail(enough: int) -> Conditional:
    """Ends that are one, where the chance is given."""

    def tail(weight: FailedWeight) -> LogBracket:
        found = log_upper_tail(weight, enough)
        assert found is not None
        return LogBracket(lower=found, middle=found, upper=found)

    return tail


@pytest.mark.parametrize("correlation", [1e-8, 1e-3, 0.1, 0.999])
@pytest.mark.parametrize("chance", [0.3, 0.01])
def test_of_equal_members_the_mixture_is_polyas_urn(chance: float, correlation: float) -> None:
    """The closed law, however rare, is between the ends, and these are 5 % apart."""
    asked = stake((1,) * 60, 21, chance, correlation)
    truth = Urn(members=60, corruption=chance, correlation=correlation).tail(21).log10_probability
    truth *= math.log(10)
    found = log_mixture(asked.mixture, exact_tail(21), 49)
    assert found is not None
    assert found.lower < truth < found.upper
    assert found.upper - found.lower < 0.05
    assert found.middle == pytest.approx(truth, abs=1e-4)


@pytest.mark.parametrize("failure", list(Failure))
def test_equal_stakes_are_the_quorum_of_correlated_stakers(failure: Failure) -> None:
    given = {
        "parameters": load("reference"),
        "mode": Mode.BALANCED,
        "failure": failure,
        "authority_corruption": 0.1,
        "stake_corruption": 0.2,
        "correlation": 0.05,
    }
    stakes = StakeQuorum(**given, stakes=(2.5,) * 40)
    alone = HybridQuorum(**given, stakers=40).exact()
    for found in (stakes.exact(), stakes.second_exact()):
        assert found is not None
        assert found.evidence == "exact"
        assert found.log10_probability == pytest.approx(alone.log10_probability, rel=1e-11, abs=0)
    assert stakes.bound().probability >= alone.probability


def test_a_quorum_of_correlated_stakes_is_answered_and_drawn_alike() -> None:
    """Five standard errors of 50,000 trials; correlation makes it far likelier."""
    rng = np.random.default_rng(7)
    given = {
        "parameters": load("plan"),
        "mode": Mode.SECURE,
        "authority_corruption": 0.1,
        "stake_corruption": 0.1,
        "stakes": tuple((rng.pareto(1.5, 40) + 1).round(1).tolist()),
    }
    question = StakeQuorum(**given, correlation=0.1)
    first, second = question.exact(), question.second_exact()
    assert first is not None
    assert second is not None
    assert (first.evidence, second.method) == ("bracket", "lattice")
    assert first.lower < first.probability < first.upper < 1.2 * first.lower
    assert second.probability == pytest.approx(first.probability, rel=1e-4, abs=0)
    assert question.bound().probability >= first.upper
    trials = 50_000
    share = question.successes(trials, np.random.default_rng(2)) / trials
    truth = first.probability
    assert share == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / trials))
    independent = StakeQuorum(**given).exact()
    assert independent is not None
    assert truth > 2 * independent.probability
    assert not question.is_sampled_rarely


@pytest.mark.parametrize(("chance", "expected"), [(0.0, 0.0), (1.0, 1.0), (0.25, 0.25)])
def test_with_a_correlation_of_one_all_are_corrupted_or_none(
    chance: float, expected: float
) -> None:
    asked = stake(HELD, 14, chance, 1.0)
    for way in (FIRST, SECOND):
        found = asked.log_ends(way)
        assert found is not None
        assert math.exp(found.middle) == pytest.approx(expected, rel=1e-12, abs=0)
    had = asked.had(0.0, 4_000, np.random.default_rng(1))
    assert set(had.tolist()) <= {0, sum(HELD)}
    assert had.mean() / sum(HELD) == pytest.approx(expected, abs=0.04)


def test_too_many_unequal_stakes_are_left_to_trials_below_a_bound() -> None:
    """Markov's: a mean of a tenth reaches a third three times in ten at most."""
    held = tuple(range(1, 6_001))
    asked = stake(held, sum(held) // 3, 0.1, 0.1)
    assert asked.log_ends(FIRST) is None
    assert asked.log_bound == pytest.approx(math.log(0.3), rel=1e-6, abs=0)
