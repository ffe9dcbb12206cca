"""Old keys: when they are harmless, how many are gone, and how likely enough are for sale."""

import math
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.assess import Sampler, rare_witness
from hybridstake.models.attacks.committees.second_tails import binomial_fraction, tail_of_fraction
from hybridstake.models.attacks.incentives.choices import Exit
from hybridstake.models.attacks.incentives.long_range import LongRange
from hybridstake.models.protocol.modes import Mode

DAY = 86_400.0
YEAR = 365 * DAY
SAMPLER = Sampler(generator=np.random.default_rng, parallel_map=map, progress=None)


def attack(**given: Any) -> LongRange:
    """Plan, Fast: 14 of 21 keys; evidence takes a day and stake is locked for 21."""
    return LongRange(**({"parameters": load("plan"), "mode": Mode.FAST} | given))


def test_a_history_younger_than_the_locks_finds_no_key_for_sale() -> None:
    """21 days of unbonding and one of evidence: the first stake is beyond reach after 20 days."""
    assert attack().unslashable_from == 20 * DAY
    for age in (0.0, 19 * DAY, 20 * DAY):
        found = attack(age=age, key_sale=1.0, turnover=1_000.0).exact()
        assert found is not None
        assert found.probability == 0
    found = attack(age=21 * DAY, key_sale=1.0, turnover=1_000.0).exact()
    assert found is not None
    assert found.probability > 0.5


def test_the_part_gone_is_that_of_the_law_of_exits() -> None:
    """A year old, 20 days of it locked: rate 1/2 over 345 / 365 of a year."""
    left = 0.5 * 345 / 365
    assert attack().part_gone == pytest.approx(1 - math.exp(-left), rel=1e-12, abs=0)
    assert attack(leaving=Exit.LINEAR).part_gone == pytest.approx(left, rel=1e-12, abs=0)
    assert attack(leaving=Exit.LINEAR, turnover=9.0).part_gone == 1.0


@pytest.mark.parametrize(
    ("leaving", "members", "chance"),
    [
        (Exit.EXPONENTIAL, 21, 0.8 * -math.expm1(-2 * 345 / 365)),
        (Exit.LINEAR, 19, 0.8),
    ],
)
def test_keys_for_sale_are_binomial(leaving: Exit, members: int, chance: float) -> None:
    """Fourteen are needed; exits in step leave floor(21 x 0.945) = 19 who may sell."""
    turnover = 2.0 if leaving is Exit.EXPONENTIAL else 1.0
    question = attack(key_sale=0.8, turnover=turnover, leaving=leaving)
    sells, of = chance.as_integer_ratio()
    truth = tail_of_fraction(*binomial_fraction(of, sells, members, 14)).probability
    for found in (question.exact(), question.second_exact()):
        assert found is not None
        assert found.probability == pytest.approx(truth, rel=1e-11, abs=0)
    drawn = question.successes(200_000, np.random.default_rng(1)) / 200_000
    assert drawn == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / 200_000))


def test_both_resources_are_needed_where_the_mode_asks_for_both() -> None:
    """Balanced: 14 of 21 and 67 of 100 with everybody gone."""
    question = attack(mode=Mode.BALANCED, leaving=Exit.LINEAR, turnover=9.0, key_sale=0.5)
    seats = tail_of_fraction(*binomial_fraction(2, 1, 21, 14)).log10_probability
    stake = tail_of_fraction(*binomial_fraction(2, 1, 100, 67)).log10_probability
    found = question.exact()
    assert found is not None
    assert found.log10_probability == pytest.approx(seats + stake, rel=1e-12, abs=0)
    assert question.details()["cost"] == pytest.approx(0.01 * (14 * 10_000 + 67 * 10_000))
    weighted = rare_witness(question, SAMPLER)
    assert weighted is not None
    assert weighted.agrees_with(found)


def test_a_checkpoint_protects_until_its_age_and_the_evidence_reach_the_unbonding() -> None:
    """Checkpoints every 7 days, a day of evidence, 21 of unbonding: away for less than 13 days."""
    for absence, is_protected in ((12.9 * DAY, True), (13 * DAY, False), (40 * DAY, False)):
        question = attack(
            absence=absence, checkpoint_period=7 * DAY, turnover=1_000.0, key_sale=1.0
        )
        assert question.is_protected is is_protected
        assert question.details()["protected_by_checkpoint"] is is_protected
    found = attack(absence=12.9 * DAY, checkpoint_period=7 * DAY, turnover=1_000.0).exact()
    assert found is not None
    assert found.probability == 0


def test_a_node_that_was_away_is_shown_nothing_older_than_its_checkpoint() -> None:
    question = attack(absence=40 * DAY, checkpoint_period=7 * DAY, age=10 * YEAR)
    assert question.reached_age == 47 * DAY
    assert attack(age=10 * YEAR).reached_age == 10 * YEAR
