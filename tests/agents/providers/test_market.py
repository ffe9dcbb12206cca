"""The market: policies against each kind of cheat, by reasons that can be told, and the twin."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hybridstake.agents.providers.market import MarketRun, Tally
from hybridstake.agents.providers.providers import ProviderModel
from hybridstake.agents.providers.settings import Behaviour, Market, Policy
from hybridstake.models.economics.deterrence import deters_when_forfeited
from hybridstake.models.errors import InvalidParameter

ROUNDS = 150


def ran(market: Market, seed: int = 1, rounds: int = ROUNDS) -> Tally:
    return MarketRun(market).run(rounds, np.random.default_rng(seed))


def of(market: Market, *kinds: Behaviour) -> np.ndarray:
    return np.isin(np.array(market.behaviours), kinds)


def earned(market: Market, tally: Tally, *kinds: Behaviour) -> float:
    """Profit per copy answered [token]."""
    who = of(market, *kinds)
    return float(tally.profit(market)[who].sum() / (tally.run[who] + tally.forged[who]).sum())


@pytest.mark.parametrize("policy", Policy)
def test_the_twin_of_agents_is_the_same_market(policy: Policy) -> None:
    market = Market(
        honest=9, cheats=2, colluders=3, patient=2, splitters=2, absent=4, sabotage=0.4, policy=policy
    )  # fmt: skip
    model = ProviderModel(market, np.random.default_rng(5))
    found = model.run_rounds(40)
    model.release()
    expected = ran(market, 5, 40)
    assert expected.wrong.sum() > 0
    for field in fields(Tally):
        assert getattr(found, field.name).tolist() == getattr(expected, field.name).tolist()


def test_honest_providers_are_always_right_and_earn_their_fee_less_their_work() -> None:
    for policy in Policy:
        market = Market(honest=40, absent=10, policy=policy)
        tally = ran(market)
        assert (tally.error(), tally.caught.sum(), tally.undecided.sum()) == (0.0, 0, 0)
        paid = market.fee - market.work
        assert earned(market, tally, Behaviour.HONEST) == pytest.approx(paid, rel=1e-9, abs=0)


def test_records_save_copies_and_comparing_always_costs_two() -> None:
    """An absent partner's copy is asked of the next, so copies of compared jobs stay two."""
    always, trusted = (
        ran(Market(absent=20, policy=policy)) for policy in (Policy.ALWAYS, Policy.REPUTATION)
    )
    assert always.cost() == 2.0
    assert 1.05 < trusted.cost() < 1.12


def test_lone_cheats_never_win_where_all_is_compared_and_colluders_win_by_pairs() -> None:
    """Two of 20 colluders among 180 meet on a job that both cheat on: about (20/180) (19/179) / 2,
    and a third of the pairs that stand one against one are decided by another colluder."""
    lone = ran(Market(cheats=20, policy=Policy.ALWAYS))
    assert (lone.error(), lone.detection(of(Market(cheats=20), Behaviour.CHEAT))) == (0.0, 1.0)
    joint = ran(Market(colluders=20, policy=Policy.ALWAYS))
    share = 20 / 180
    three = share * share * (1 + 2 * (1 - share))
    assert joint.error() == pytest.approx(0.5 * three, rel=0.15, abs=0)


def test_patient_cheats_use_up_a_record_and_exclusion_ends_it() -> None:
    market = Market(patient=20, policy=Policy.REPUTATION)
    trusting = ran(market)
    assert trusting.error() > 0.02
    assert (
        earned(market, trusting, Behaviour.PATIENT)
        > earned(market, trusting, Behaviour.HONEST) + 0.1
    )
    assert ran(replace(market, policy=Policy.EXCLUSION)).error() < trusting.error() / 4
    assert ran(replace(market, policy=Policy.ALWAYS)).error() == 0.0


def test_exclusion_alone_does_nothing_against_new_names() -> None:
    excluded = Market(splitters=20, policy=Policy.EXCLUSION, bond=0)
    found, trusting = ran(excluded), ran(replace(excluded, policy=Policy.REPUTATION))
    assert found.error() == pytest.approx(trusting.error(), rel=0.1, abs=0)
    assert found.names.max() > 5
    assert found.bonds.sum() == found.names.sum() - excluded.providers


def test_a_bond_as_large_as_the_formula_asks_makes_splitting_worse_than_work() -> None:
    """A trusted name is compared in a tenth of its jobs or more, and loses fee less work and a bond."""
    market = Market(splitters=20, policy=Policy.EXCLUSION)
    rent = market.fee - market.work
    bonds = [0.0, 7.0]
    assert [deters_when_forfeited(0.1, bond, rent, market.work) for bond in bonds] == [False, True]
    tally = ran(market)
    gains = [
        earned(each, tally, Behaviour.SPLITTER) - earned(each, tally, Behaviour.HONEST)
        for each in (replace(market, bond=bond) for bond in bonds)
    ]
    assert gains[0] > 0.1
    assert gains[1] < -0.1


def test_a_job_whose_answers_never_agree_is_given_up() -> None:
    market = Market(honest=0, cheats=5, sabotage=1.0, policy=Policy.ALWAYS)
    tally = ran(market, rounds=3)
    assert (tally.jobs.sum(), tally.undecided.sum()) == (0, 15)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"sabotage": 1.5}, "sabotage must lie in [0, 1], got 1.5"),
        ({"bond": -1.0}, "bond must be finite and not negative, got -1.0"),
        ({"honest": 2}, "providers must be at least 3, got 2"),
        ({"cheats": -1}, "cheats must be a whole number from 0 to 2^63 - 1, got -1"),
    ],
)
def test_a_setting_outside_its_range_is_refused(values: dict[str, float], message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        replace(Market(), **values)
    assert str(caught.value) == message
