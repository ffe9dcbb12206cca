"""Hybrid quorums under random corruption: thresholds, correlation, both resources."""

import math
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.rare import sample_rare
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.attacks.votes.attack_surface import attack_surface
from hybridstake.models.attacks.votes.choices import Failure
from hybridstake.models.attacks.votes.combined import log_combined
from hybridstake.models.attacks.votes.hybrid_quorum import LARGEST_CLASS, HybridQuorum
from hybridstake.models.attacks.votes.least_byzantine import (
    authorities_met,
    least_byzantine,
    stake_met,
)
from hybridstake.models.attacks.votes.urn import Urn
from hybridstake.models.attacks.votes.urn_witness import ratio_tail, second_tail, urn_fraction
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import Quorum, least_count, quorum

PLAN, REFERENCE = load("plan"), load("reference")
BALANCED = HybridQuorum(
    parameters=PLAN, mode=Mode.BALANCED, authority_corruption=0.05, stake_corruption=0.1
)


def binomial(members: int, chance: float, least: int) -> Decimal:
    """Tail to 300 digits, from integers."""
    yes, parts = chance.as_integer_ratio()
    ways = sum(
        math.comb(members, count) * yes**count * (parts - yes) ** (members - count)
        for count in range(least, members + 1)
    )
    with localcontext(prec=300):
        return Decimal(ways) / Decimal(parts**members)


def log10_of(numerator: int, denominator: int) -> float:
    """Logarithm of a fraction, right near one too."""
    with localcontext(prec=100):
        return float((Decimal(numerator) / Decimal(denominator)).log10())


def conflicting_signers(members: int, byzantine: int, needed: int) -> bool:
    """Whether any two sets of signers are certificates that share no honest member, by trying all."""
    honest = members - byzantine
    return any(
        byzantine + first >= needed and byzantine + second >= needed
        for first in range(honest + 1)
        for second in range(honest + 1 - first)
    )


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("threshold", [Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1)])
def test_the_least_byzantine_are_those_of_all_ways_to_split_the_honest(
    threshold: Fraction, strict: bool
) -> None:
    asked = authorities_met(Quorum(threshold, None, strict))
    assert asked is not None
    for members in range(1, 23):
        needed = least_count(threshold, members, strict)
        unsafe = [b for b in range(members + 1) if conflicting_signers(members, b, needed)]
        stuck = [b for b in range(members + 1) if members - b < needed]
        for failure, breaking in ((Failure.SAFETY, unsafe), (Failure.LIVENESS, stuck)):
            first = min(breaking, default=members + 1)
            assert least_byzantine(asked, members, failure) == first


def test_the_least_byzantine_of_21_authorities_by_hand() -> None:
    """Plan, Fast: 14 of 21 sign, two sets of 14 share 7; the honest fall short when 8 are gone.
    Reference, Fast: more than 5/6 is 18, and 18 + 18 - 21 = 15; short when 4 are gone."""
    for parameters, unsafe, stuck in ((PLAN, 7, 8), (REFERENCE, 15, 4)):
        met = authorities_met(quorum(parameters, Mode.FAST))
        assert met is not None
        assert least_byzantine(met, 21, Failure.SAFETY) == unsafe
        assert least_byzantine(met, 21, Failure.LIVENESS) == stuck
        assert stake_met(quorum(parameters, Mode.FAST)) is None


@pytest.mark.parametrize("failure", Failure)
@pytest.mark.parametrize("mode", Mode)
def test_independent_corruption_is_made_of_binomial_tails(mode: Mode, failure: Failure) -> None:
    """Safety needs every resource that the mode asks for, liveness any."""
    question = replace(BALANCED, mode=mode, failure=failure)
    tails: list[Decimal] = []
    for name, each in question.classes.items():
        chance = 0.05 if name == "authorities" else 0.1
        tails.append(binomial(each.urn.members, chance, each.needed))
    assert len(tails) == (1 if mode is Mode.FAST else 2)
    with localcontext(prec=300):
        spared = math.prod((1 - tail for tail in tails), start=Decimal(1))
        both = math.prod(tails, start=Decimal(1))
        truth = both if failure is Failure.SAFETY else 1 - spared
    exact = question.exact()
    assert exact.probability == pytest.approx(float(truth), rel=1e-12, abs=0)
    assert question.second_exact().probability == pytest.approx(float(truth), rel=1e-12, abs=0)
    assert question.bound().probability > exact.probability


def test_either_of_two_rare_failures_is_their_sum() -> None:
    """1 - (1 - 1e-40) (1 - 1e-30) is nothing in floats."""
    both = log_combined(Failure.LIVENESS, math.log(1e-40), math.log(1e-30))
    assert math.exp(both) == pytest.approx(1e-30 + 1e-40, rel=1e-13, abs=0)
    sure = log_combined(Failure.LIVENESS, math.log1p(-1e-20), math.log(0.5))
    assert float(sure) == pytest.approx(-0.5e-20, rel=1e-12, abs=0)
    assert float(log_combined(Failure.LIVENESS, 0.0, -np.inf)) == 0


@pytest.mark.parametrize("correlation", [0.0, 1e-12, 0.05, 0.5, 0.99, 1 - 1e-16])
@pytest.mark.parametrize("corruption", [1e-300, 0.01, 0.4, 1 - 1e-16])
def test_the_urn_is_the_same_by_masses_by_integers_and_by_ratios(
    corruption: float, correlation: float
) -> None:
    urn = Urn(members=40, corruption=corruption, correlation=correlation)
    for count in (1, 13, 27, 40):
        log_truth = log10_of(*urn_fraction(urn, count))
        tail, ratios = urn.tail(count), ratio_tail(urn, count)
        assert tail.log10_probability == pytest.approx(log_truth, rel=1e-12, abs=1e-13)
        assert ratios.log10_probability == pytest.approx(log_truth, rel=1e-11, abs=1e-11)
        assert urn.bound(count).log10_probability >= log_truth - 1e-14


def test_the_correlation_is_the_correlation() -> None:
    """Two members: both corrupted with chance p p + r p (1 - p)."""
    urn = Urn(members=2, corruption=0.3, correlation=0.2)
    assert urn.tail(2).probability == pytest.approx(0.09 + 0.2 * 0.3 * 0.7, rel=1e-14, abs=0)


def test_full_correlation_is_all_or_none() -> None:
    urn = Urn(members=50, corruption=0.3, correlation=1.0)
    assert [urn.tail(count).probability for count in (0, 1, 50, 51)] == [
        1.0,
        pytest.approx(0.3, rel=1e-15, abs=0),
        pytest.approx(0.3, rel=1e-15, abs=0),
        0.0,
    ]
    assert second_tail(urn, 20)[1].probability == pytest.approx(0.3, rel=1e-15, abs=0)


def test_correlation_makes_a_rare_failure_usual() -> None:
    """Secure at 10 % of 1,000 stakers: below 1e-80 alone, above 1 % where a tenth is in common."""
    question = replace(BALANCED, mode=Mode.SECURE, authority_corruption=0.0)
    alone = question.exact().probability
    together = replace(question, correlation=0.1).exact().probability
    assert (alone < 1e-80, together > 0.01) == (True, True)


@pytest.mark.parametrize("correlation", [0.0, 1e-300, 0.02, 0.3, 1 - 1e-16, 1.0])
@pytest.mark.parametrize("failure", Failure)
def test_samples_agree_with_what_is_computed(failure: Failure, correlation: float) -> None:
    """Plain draws within five standard errors, weighted ones within an interval of one in a million."""
    question = replace(BALANCED, failure=failure, correlation=correlation, stake_corruption=0.15)
    truth, trials = question.exact().probability, 100_000
    successes = question.successes(trials, np.random.default_rng(1))
    allowed = 5 * math.sqrt(truth * (1 - truth) / trials) + 1e-9
    assert successes / trials == pytest.approx(truth, abs=allowed)
    assert question.is_sampled_rarely == (correlation < 1)
    if correlation == 1:
        return
    drawn = sample_rare(
        question, lambda chunk: np.random.default_rng([3, chunk]), Precision(largest_trials=32_768)
    ).tally
    assert drawn.doubt == ""
    estimate = drawn.estimate(1 - 1e-6)
    assert estimate.lower < truth < estimate.upper
    assert estimate.upper < 1.5 * truth


@pytest.mark.parametrize("correlation", [1e-12, 0.02, 0.6])
@pytest.mark.parametrize("failure", Failure)
def test_a_rare_correlated_failure_is_found_by_weighted_draws(
    failure: Failure, correlation: float
) -> None:
    """Down to 1e-20, an interval of one in a million; and no weight is above the largest."""
    question = replace(
        BALANCED,
        failure=failure,
        correlation=correlation,
        authority_corruption=1e-3,
        stake_corruption=0.02,
    )
    truth = question.exact().probability
    rng = np.random.default_rng(5)
    assert np.max(question.log_weights(5_000, rng)) <= question.largest_log_weight + 1e-9
    drawn = sample_rare(
        question, lambda chunk: np.random.default_rng([3, chunk]), Precision(largest_trials=65_536)
    ).tally
    assert drawn.doubt == ""
    estimate = drawn.estimate(1 - 1e-6)
    assert estimate.lower < truth < estimate.upper < 1.5 * truth


def test_what_is_usual_or_all_one_is_not_weighted() -> None:
    assert not replace(BALANCED, correlation=1.0).is_sampled_rarely
    usual = replace(BALANCED, failure=Failure.LIVENESS, stake_corruption=0.5)
    assert not usual.is_sampled_rarely


@pytest.mark.parametrize("failure", Failure)
@pytest.mark.parametrize("mode", Mode)
def test_the_surface_is_the_answer_at_each_of_its_points(mode: Mode, failure: Failure) -> None:
    chances = (0.0, 0.1, 0.35, 1.0)
    question = replace(BALANCED, parameters=REFERENCE, mode=mode, failure=failure)
    surface = attack_surface(question, chances, chances[:3])
    assert surface.shape == (4, 3)
    for row, authority in enumerate(chances):
        for column, stake in enumerate(chances[:3]):
            asked = replace(question, authority_corruption=authority, stake_corruption=stake)
            expected = asked.exact().log10_probability
            assert surface[row, column] == pytest.approx(expected, rel=1e-12, abs=1e-13)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"authority_corruption": 1.1}, "authority_corruption must lie in [0, 1], got 1.1"),
        ({"stake_corruption": math.nan}, "stake_corruption must lie in [0, 1], got nan"),
        ({"stake_corruption": None}, "stake_corruption must be given in balanced mode, got none"),
        (
            {"authority_corruption": None},
            "authority_corruption must be given in balanced mode, got none",
        ),
        ({"correlation": -0.1}, "correlation must lie in [0, 1], got -0.1"),
        ({"authorities": 0}, f"authorities must be an int from 1 to {LARGEST_CLASS}, got 0"),
        ({"stakers": 10**9}, f"stakers must be an int from 1 to {LARGEST_CLASS}, got 1000000000"),
    ],
)
def test_what_is_no_corruption_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        replace(BALANCED, **changes)  # pyright: ignore[reportArgumentType]
    assert str(refusal.value) == message


def test_fast_mode_asks_nothing_of_stake() -> None:
    question = replace(BALANCED, mode=Mode.FAST, stake_corruption=None)
    assert list(question.classes) == ["authorities"]
    assert question.exact().probability == pytest.approx(
        float(binomial(21, 0.05, 7)), rel=1e-12, abs=0
    )
