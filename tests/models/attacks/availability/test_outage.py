"""Outages: regions against all outcomes, stakes against equal ones, laws, witnesses."""

import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.assess import Sampler, rare_witness
from hybridstake.models.attacks.availability import outage, outage_stakes
from hybridstake.models.attacks.availability.outage import (
    Outage,
    outage_of,
    split_by_correlation,
)
from hybridstake.models.attacks.availability.outage_stakes import outage_of_stakes
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode

SAMPLER = Sampler(generator=np.random.default_rng, parallel_map=map, progress=None)


def small(**changed: Any) -> Outage:
    """Four authorities and five stakers in three regions."""
    given: dict[str, Any] = {
        "authorities": 4,
        "stakers": 5,
        "authority_threshold": Fraction(2, 3),
        "stake_threshold": Fraction(1, 2),
        "strict": True,
        "failure_rate": 0.25,
        "groups": 3,
        "group_failure": 0.125,
    }
    return Outage(**(given | changed))


def enumerated(question: Outage) -> Fraction:
    """Chance by every outcome of every region and member."""
    single, whole = Fraction(question.failure_rate), Fraction(question.group_failure)
    members = [
        (place, region)
        for place, sizes in enumerate((question.regions.authorities, question.regions.stakers))
        for region, size in enumerate(sizes)
        for _ in range(size)
    ]
    total = Fraction(0)
    for down in itertools.product((False, True), repeat=question.groups):
        of_regions = math.prod((whole if each else 1 - whole for each in down), start=Fraction(1))
        for fails in itertools.product((False, True), repeat=len(members)):
            failed = [0, 0]
            for (place, region), alone in zip(members, fails, strict=True):
                failed[place] += alone or down[region]
            enough = question.failures_enough
            if failed[0] >= enough[0] or failed[1] >= enough[1]:
                of_members = single ** sum(fails) * (1 - single) ** (len(fails) - sum(fails))
                total += of_regions * of_members
    return total


@pytest.mark.parametrize("silent", [0.0, 0.25])
def test_regions_are_summed_as_all_outcomes_are(silent: float) -> None:
    question = small(silent=silent)
    truth = float(enumerated(question))
    for estimate in (question.exact(), question.second_exact()):
        assert estimate is not None
        assert estimate.probability == pytest.approx(truth, rel=1e-13, abs=0)
    assert question.bound().probability >= truth


def test_the_adversary_holds_whole_members_at_most_its_part() -> None:
    """A part of 0.3: of four authorities one, of five stakers one, and of ten, as written, three."""
    assert small(silent=0.3).online_at_most == (3, 4)
    assert small(authorities=10, silent=0.3).online_at_most == (7, 4)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("groups", [3, 5, 25])
def test_both_exact_ways_and_weighted_trials_agree_on_a_protocol(mode: Mode, groups: int) -> None:
    question = outage_of(
        load("reference"), mode, failure_rate=0.02, groups=groups, group_failure=1e-4
    )
    exact, second = question.exact(), question.second_exact()
    assert exact is not None
    assert second is not None
    assert second.log10_probability == pytest.approx(exact.log10_probability, rel=1e-12, abs=0)
    assert question.bound().log10_probability >= exact.log10_probability
    weighted = rare_witness(question, SAMPLER)
    assert weighted is not None
    assert weighted.agrees_with(exact)
    assert weighted.upper < 2 * weighted.probability


def test_trials_find_what_is_computed() -> None:
    """Five standard errors of 200,000 trials."""
    question = small()
    truth = float(enumerated(question))
    share = question.successes(200_000, np.random.default_rng(2)) / 200_000
    assert share == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / 200_000))


def test_more_regions_that_fail_as_often_make_an_outage_rarer() -> None:
    chances = []
    for groups in (2, 4, 10, 100):
        found = small(
            authorities=100, stakers=100, failure_rate=0.01, group_failure=0.01, groups=groups
        ).exact()
        assert found is not None
        chances.append(found.probability)
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == pytest.approx(1 - 0.99**2, rel=1e-3, abs=0)
    assert chances[-1] < 1e-20


def test_the_split_by_correlation_gives_that_correlation_back() -> None:
    for rate, correlation in ((0.05, 0.3), (0.5, 0.9), (1.0, 0.5), (0.0, 0.5)):
        alone, together = split_by_correlation(rate, correlation)
        member = together + (1 - together) * alone
        assert member == pytest.approx(rate, rel=1e-14, abs=0)
        if 0 < rate < 1:
            both = together + (1 - together) * alone**2
            found = (both - rate**2) / (rate * (1 - rate))
            assert found == pytest.approx(correlation, rel=1e-12, abs=0)


def test_equal_stakes_in_places_fail_as_stakers_in_regions_do() -> None:
    """Of Secure's stakers alone: authorities are certain to be there."""
    parameters = load("plan")
    places = [place for place, size in enumerate((4, 3, 3)) for _ in range(size)]
    stakes = outage_of_stakes(
        parameters, Mode.SECURE, [1] * 10, places, failure_rate=0.1, group_failure=0.01, groups=21
    )
    alone = Outage(
        stakers=10,
        stake_threshold=Fraction(2, 3),
        strict=False,
        failure_rate=0.1,
        groups=3,
        group_failure=0.01,
    ).exact()
    seats = Outage(
        authorities=21,
        authority_threshold=Fraction(1, 3),
        strict=False,
        failure_rate=0.1,
        groups=21,
        group_failure=0.01,
    ).exact()
    assert alone is not None
    assert seats is not None
    truth = alone.probability + (1 - alone.probability) * seats.probability
    for found in (stakes.exact(), stakes.second_exact()):
        assert found is not None
        assert found.probability == pytest.approx(truth, rel=1e-11, abs=0)


@pytest.mark.parametrize("rates", [(0.01, 0.001), (0.2, 0.05)])
def test_stakes_of_any_size_are_answered_between_ends_as_weighted_trials_are(
    rates: tuple[float, float],
) -> None:
    rng = np.random.default_rng(1)
    stakes = (rng.pareto(1.5, 200) + 1).tolist()
    question = outage_of_stakes(
        load("reference"),
        Mode.SECURE,
        stakes,
        rng.integers(0, 40, 200).tolist(),
        failure_rate=rates[0],
        group_failure=rates[1],
        groups=21,
    )
    found, second = question.exact(), question.second_exact()
    weighted = rare_witness(question, SAMPLER)
    assert found is not None
    assert second is not None
    assert weighted is not None
    assert (found.method, second.method) == ("bracket", "lattice")
    assert 0 < found.upper - found.lower < 0.03 * found.probability
    assert second.probability == pytest.approx(found.probability, rel=1e-3, abs=0)
    for one in (found, second):
        assert one.agrees_with(question.bound())
        assert one.agrees_with(weighted)
    assert found.agrees_with(second)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"failure_rate": 1.5}, "failure_rate must lie in [0, 1], got 1.5"),
        ({"group_failure": math.nan}, "group_failure must lie in [0, 1], got nan"),
        ({"groups": 0}, "groups must lie in [1, 10000], got 0"),
        ({"stakers": 0}, "stakers must lie in [1, 1000000], got 0"),
        ({"authorities": 10**9}, "authorities must lie in [1, 1000000], got 1000000000"),
        (
            {"authority_threshold": None, "stake_threshold": None},
            "authority_threshold or stake_threshold must be given, got none",
        ),
    ],
)
def test_an_outage_that_cannot_be_is_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        small(**changed)
    assert str(refused.value) == message


def test_stakes_are_refused_where_the_mode_asks_for_none() -> None:
    with pytest.raises(InvalidParameter) as refused:
        outage_of_stakes(
            load("plan"), Mode.FAST, [1], ["here"], failure_rate=0.1, group_failure=0.1
        )
    assert str(refused.value) == "mode must ask for stake where stakes are given, got fast"


def test_a_second_witness_is_another_computation_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many states, the lattice is the answer, and no witness of itself."""
    question = outage_of(
        load("reference"), Mode.BALANCED, failure_rate=0.02, groups=1_000, group_failure=1e-3
    )
    exact, second = question.exact(), question.second_exact()
    assert exact is not None
    assert second is not None
    assert second.log10_probability == pytest.approx(exact.log10_probability, rel=1e-12, abs=0)
    monkeypatch.setattr(outage, "log_either_by_states", lambda *_: None)
    again = question.exact()
    assert again is not None
    assert again.log10_probability == second.log10_probability
    assert question.second_exact() is None


def test_regions_without_anybody_are_no_states() -> None:
    """Eleven members live in eleven of ten thousand regions."""
    question = small(authorities=4, stakers=11, groups=10_000)
    assert question.regions.kinds == (((0, 1), 7), ((1, 1), 4))
    assert question.second_exact() is not None


def test_nobody_left_is_an_outage_for_certain() -> None:
    question = small(silent=1.0)
    for estimate in (question.exact(), question.second_exact(), question.bound()):
        assert estimate is not None
        assert estimate.probability == 1.0


def test_stakes_beyond_number_fail_as_few_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The classes' ends hold what the lattice says of the same stakes, the adversary's silent."""
    stakes = np.round(np.random.default_rng(5).pareto(1.5, 400) + 1, 6)
    silent = np.arange(400) % 9 == 0
    given: dict[str, Any] = {"failure_rate": 0.2, "group_failure": 0.02, "silent": 0.1}

    def asked() -> Any:
        return outage_of_stakes(
            load("reference"), Mode.BALANCED, stakes, None, silent_stakers=silent, **given
        )

    few = asked()
    monkeypatch.setattr(outage_stakes, "LARGEST_STAKERS", 399)
    many = asked()
    for name, said in few.details()["stake"].items():
        assert many.details()["stake"][name] == pytest.approx(said, rel=1e-15, abs=0)
    first, again = few.exact(), many.exact()
    assert first is not None
    assert again is not None
    assert again.agrees_with(first)
    assert again.probability == pytest.approx(first.probability, rel=1e-3, abs=0)
    with pytest.raises(InvalidParameter) as refused:
        outage_of_stakes(load("reference"), Mode.BALANCED, stakes, ["one"] * 400, **given)
    assert str(refused.value) == "together must not be given beside more than 399 stakes, got 400"
