"""Quorums of unequal stakes: against subsets, the quorum of equal stakes, and trials."""

import itertools
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.assess import Sampler, rare_witness
from hybridstake.models.attacks.votes import stake_quorum
from hybridstake.models.attacks.votes.choices import Failure
from hybridstake.models.attacks.votes.hybrid_quorum import HybridQuorum
from hybridstake.models.attacks.votes.stake_quorum import StakeQuorum
from hybridstake.models.attacks.weights import merged
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import quorum

SAMPLER = Sampler(generator=np.random.default_rng, parallel_map=map, progress=None)


def asked(**changed: Any) -> StakeQuorum:
    """A question of the reference protocol's Balanced mode."""
    given: dict[str, Any] = {
        "parameters": load("reference"),
        "mode": Mode.BALANCED,
        "authority_corruption": 0.1,
        "stake_corruption": 0.2,
        "authorities": 4,
        "stakes": (0.1, 0.2, 0.3, 0.4, 1.5, 0.5),
    }
    return StakeQuorum(**(given | changed))


def chance_of(question: StakeQuorum) -> float:
    """The answer by subsets of authorities and of stakes in tenths, from the protocol's predicate."""
    stakes = [round(10 * stake) for stake in question.stakes]
    total, seats = sum(stakes), question.all_authorities
    rule = quorum(question.parameters, question.mode)
    found = 0.0
    for corrupt in itertools.product((False, True), repeat=len(stakes)):
        chance = math.prod(0.2 if each else 0.8 for each in corrupt)
        held = sum(stake for stake, each in zip(stakes, corrupt, strict=True) if each)
        for bad in range(seats + 1):
            both = chance * math.comb(seats, bad) * 0.1**bad * 0.9 ** (seats - bad)
            # The honest stake may part by tenths; of honest authorities each signs for one side.
            signs = bad + (seats - bad) // 2, seats, held + (total - held) // 2, total
            if question.failure is Failure.SAFETY:
                fails = rule.is_met(*signs)
            else:
                fails = not rule.is_met(seats - bad, seats, total - held, total)
            found += both * fails
    return found


@pytest.mark.parametrize("failure", list(Failure))
@pytest.mark.parametrize("mode", [Mode.BALANCED, Mode.SECURE])
@pytest.mark.parametrize("preset", ["plan", "reference"])
def test_the_answer_is_that_of_all_subsets(preset: str, mode: Mode, failure: Failure) -> None:
    question = asked(parameters=load(preset), mode=mode, failure=failure)
    truth = chance_of(question)
    assert 0 < truth < 1
    for found in (question.exact(), question.second_exact()):
        assert found is not None
        assert found.probability == pytest.approx(truth, rel=1e-11, abs=0)
    assert question.bound().probability >= truth
    drawn = question.successes(100_000, np.random.default_rng(1)) / 100_000
    assert drawn == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / 100_000))


@pytest.mark.parametrize("failure", list(Failure))
@pytest.mark.parametrize("mode", [Mode.BALANCED, Mode.SECURE])
def test_equal_stakes_are_the_quorum_of_equal_stakers(mode: Mode, failure: Failure) -> None:
    """Their common unit is one staker, so that honest stake parts as honest stakers do."""
    rare = asked(mode=mode, failure=failure, stakes=(2.5,) * 60, stake_corruption=0.01)
    alone = HybridQuorum(
        parameters=rare.parameters,
        mode=mode,
        failure=failure,
        authority_corruption=0.1,
        stake_corruption=0.01,
        authorities=4,
        stakers=60,
    )
    found, second = rare.exact(), rare.second_exact()
    assert found is not None
    assert second is not None
    for one in (found, second):
        assert one.log10_probability == pytest.approx(
            alone.exact().log10_probability, rel=1e-12, abs=1e-12
        )


@pytest.mark.parametrize("failure", list(Failure))
def test_fine_stakes_are_answered_between_ends_that_hold_weighted_trials(failure: Failure) -> None:
    stakes = tuple((np.random.default_rng(7).pareto(1.16, 200) + 1).tolist())
    question = asked(stakes=stakes, failure=failure, stake_corruption=0.05, authorities=21)
    found, second = question.exact(), question.second_exact()
    weighted = rare_witness(question, SAMPLER)
    assert found is not None
    assert second is not None
    assert weighted is not None
    assert 0 < found.probability < 1e-2
    assert found.lower < found.probability < found.upper < 1.02 * found.lower
    assert second.probability == pytest.approx(found.probability, rel=1e-3, abs=0)
    for one in (second, weighted, question.bound()):
        assert found.agrees_with(one)


def test_an_answer_of_1e_minus_300_and_less_keeps_its_logarithm() -> None:
    """About a third of sixty at 1e-30 each, of equal stakes and of such as are almost equal."""
    question = asked(mode=Mode.SECURE, stakes=(1.0,) * 60, stake_corruption=1e-30)
    found = question.exact()
    assert found is not None
    assert found.log10_probability < -600
    fine = tuple(1 + each / 7 for each in range(60))
    finer = replace(question, stakes=fine).exact()
    assert finer is not None
    assert finer.log10_probability < -300


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"stakes": ()}, "stakes must be 1 to 100000, got 0"),
        ({"stakes": (0.0, 0.0)}, "total stake must be positive and below 1e+300, got 0.0"),
        (
            {"stakes": (1e308, 1e308)},
            "total stake must be positive and below 1e+300, got inf",
        ),
        ({"stakes": (1.0, math.nan)}, "stake must be finite and not negative, got nan"),
        ({"stakes": (1.0, -1.0)}, "stake must be finite and not negative, got -1.0"),
        ({"stake_corruption": 1.5}, "stake_corruption must lie in [0, 1], got 1.5"),
        ({"stake_corruption": None}, "stake_corruption must be given in balanced mode, got none"),
        ({"authorities": 0}, "authorities must be an int from 1 to 100000, got 0"),
        (
            {"mode": Mode.FAST, "parameters": load("reference")},
            "mode must ask for stake where stakes are given, got fast",
        ),
    ],
)
def test_a_quorum_that_cannot_be_is_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        asked(**changed)
    assert str(refused.value) == message


@pytest.mark.parametrize("failure", Failure)
def test_stakes_beyond_number_are_corrupted_as_few_are(
    failure: Failure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The classes' ends hold what the lattice says of the same stakes; what is needed is the same."""
    stakes = np.round(np.random.default_rng(5).pareto(1.5, 400) + 1, 6)
    few = asked(stakes=tuple(stakes.tolist()), failure=failure)
    monkeypatch.setattr(stake_quorum, "LARGEST_STAKERS", 399)
    monkeypatch.setattr(merged, "MOST_CLASSES", 200)
    many = asked(stakes=stakes, failure=failure)
    for name, said in few.details().items():
        assert many.details()[name] == (
            said if isinstance(said, (str, int)) else pytest.approx(said, rel=1e-15, abs=0)
        )
    found, again, truth = many.exact(), many.second_exact(), few.exact()
    assert found is not None
    assert again is not None
    assert truth is not None
    assert (found.method, again.method) == ("contour", "other-contour")
    for each in (found, again):
        assert each.agrees_with(truth)
        assert each.probability == pytest.approx(truth.probability, rel=1e-3, abs=0)
    assert many.is_sampled
    assert few.is_sampled
