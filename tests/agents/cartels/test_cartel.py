"""A cartel at one moment, against sums by hand, and what members do about it in a run."""

import math
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.cartels.cartel import (
    Parting,
    cartel_of,
    members_needed,
    parting,
    would_denounce,
    would_join,
    would_stay,
)
from hybridstake.agents.cartels.settings import CartelKind, CartelSettings
from hybridstake.agents.economy.chain import Chain, found_chain
from hybridstake.agents.economy.terms import Terms, terms
from hybridstake.agents.settings import EconomySettings, MarketSettings
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.seeds import generator
from hybridstake.experiments.simulating.economy import run_economy
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode

SEATS = 21
STEALING = CartelSettings(kind=CartelKind.STEALING, tip=0.0)


def setting(cartel: CartelSettings, protocol: str = "plan") -> tuple[Terms, Chain]:
    """A run at launch in which 2,100 base units go to authorities a day."""
    run = terms(load(protocol), EconomySettings(cartel=cartel, exclusion_epochs=0))
    chain = found_chain(run, idle=run.initial)
    chain.expected_authorities = 2_100.0
    return run, chain


@pytest.mark.parametrize(
    ("kind", "mode", "needed"),
    [
        (CartelKind.STEALING, Mode.FAST, 14),
        (CartelKind.CENSORING, Mode.FAST, 8),
        (CartelKind.EQUIVOCATING, Mode.FAST, 7),
        (CartelKind.FEE_FIXING, Mode.FAST, 2),
        (CartelKind.STEALING, Mode.SECURE, 7),
        (CartelKind.CENSORING, Mode.SECURE, 15),
        (CartelKind.EQUIVOCATING, Mode.SECURE, 2),
    ],
)
def test_a_cartel_needs_what_certificates_leave_it(
    kind: CartelKind, mode: Mode, needed: int
) -> None:
    """14 of 21 certify in Fast: 21 - 14 + 1 = 8 stop it, 2 * 14 - 21 = 7 are in both; in Secure 7 do."""
    run, chain = setting(replace(STEALING, kind=kind))
    chain.mode = mode
    assert members_needed(run, chain, kind) == needed


def test_members_of_a_thieving_cartel_divide_the_pay_of_all() -> None:
    """2,100 among 14, not 21: 150, not 100; who cheats has 13 such turns of 14 and one of 100."""
    run, chain = setting(STEALING)
    found = cartel_of(chain, run, serving=SEATS, members=14)
    assert (found.stage.member, found.stage.honest, found.stage.outsider) == (150.0, 100.0, 0.0)
    assert found.stage.deviator == pytest.approx((13 * 150 + 100) / 14, rel=1e-12, abs=0)


def test_prizes_are_money_and_cost_more_tokens_when_these_are_cheap() -> None:
    bribed = replace(STEALING, kind=CartelKind.CENSORING, prize=16.0)
    run, chain = setting(bribed)
    chain.price = 0.5
    found = cartel_of(chain, run, serving=SEATS, members=8)
    assert found.stage.member == pytest.approx(100 + 16 * run.units / 0.5 / 8, rel=1e-12, abs=0)


def test_the_slash_grows_with_the_members_and_never_exceeds_the_bond() -> None:
    """The reference slashes 10 % and three times the part that misbehaves together, all from 3/10 on."""
    run, chain = setting(STEALING, "reference")
    lost = [cartel_of(chain, run, SEATS, members).penalty for members in (1, 3, 7, 21)]
    assert lost == sorted(lost)
    assert lost[0] == pytest.approx(run.bond * (0.1 + 3 / 21), rel=1e-9, abs=0)
    assert lost[-1] == run.bond


def test_a_bounty_is_a_part_of_what_the_others_lose() -> None:
    run, chain = setting(replace(STEALING, bounty_rate=0.5))
    found = cartel_of(chain, run, SEATS, 14)
    assert found.bounty == pytest.approx(0.5 * 13 * found.penalty, rel=1e-12, abs=0)


def test_nobody_watches_so_everybody_patient_joins_and_stays() -> None:
    run, chain = setting(STEALING)
    found = cartel_of(chain, run, SEATS, 14)
    assert would_join(found, 0.9999)
    assert would_stay(found, 0.9999)


def test_who_does_not_care_for_tomorrow_cheats_where_cheating_pays_at_once() -> None:
    run, chain = setting(replace(STEALING, kind=CartelKind.CENSORING, prize=1e-3, fees=1e-2))
    found = cartel_of(chain, run, SEATS, 8)
    assert not would_stay(found, 0.0)
    assert would_stay(found, 0.0, deposit=2 * found.stage.deviator)


def test_certain_detection_ends_it_before_it_begins() -> None:
    run, chain = setting(replace(STEALING, detection=1.0))
    assert not would_join(cartel_of(chain, run, SEATS, 14), 0.9999)


def test_a_large_bounty_has_members_denounce_each_other() -> None:
    """Half of what thirteen others lose is worth more than any day of cheating."""
    run, chain = setting(replace(STEALING, bounty_rate=0.5))
    found = cartel_of(chain, run, SEATS, 14)
    assert would_denounce(found, 0.0)
    assert not would_stay(found, 0.9999)


def test_without_a_bounty_who_gives_up_had_rather_sell_inclusion() -> None:
    run, chain = setting(replace(STEALING, tip=1.0))
    assert not would_denounce(cartel_of(chain, run, SEATS, 14), 0.0)


@pytest.mark.parametrize(
    ("changes", "acts", "found"),
    [
        ({"prize": 1e-3, "fees": 1e-2}, True, Parting.CHEAT),
        ({"prize": 1e-3, "fees": 1e-2}, False, Parting.LEAVE),
        ({"prize": 1e-3, "fees": 1e-2, "deposit": 1.0, "detection": 0.5}, True, Parting.LEAVE),
        ({"prize": 1e-3, "fees": 1e-2, "deposit": 1.0}, True, Parting.STAY),
        ({"prize": 1e-3, "fees": 1e-2, "bounty_rate": 0.5}, True, Parting.DENOUNCE),
        ({"prize": 1e-3, "fees": 1e-2, "bounty_rate": 0.5}, False, Parting.LEAVE),
    ],
)
def test_a_member_does_what_brings_most(
    changes: dict[str, Any], acts: bool, found: Parting
) -> None:
    """Of one who does not care for tomorrow: cheating brings 10,000 base units and talking slashes."""
    run, chain = setting(replace(STEALING, kind=CartelKind.CENSORING, **changes))
    deposit = run.settings.cartel.deposit * run.units
    assert parting(cartel_of(chain, run, SEATS, 8), 0.0, deposit, acts) is found


@pytest.mark.parametrize("name", ["prize", "fees", "deposit"])
def test_sums_of_money_have_the_ceiling_of_all_others(name: str) -> None:
    most: dict[str, Any] = {name: 1e24}
    too_much: dict[str, Any] = {name: 1e25}
    CartelSettings(**most)
    with pytest.raises(InvalidParameter) as refused:
        CartelSettings(**too_much)
    assert str(refused.value) == f"cartel.{name} must be at most 1e+24, got 1e+25"


@pytest.mark.parametrize("kind", CartelKind)
def test_the_largest_sums_leave_every_number_finite(kind: CartelKind) -> None:
    """Pay, gain and certificate, with a price at its floor and at its ceiling."""
    largest = CartelSettings(kind=kind, prize=1e24, fees=1e24, deposit=1e24, detection=0.01)
    for growth in (-100.0, 100.0):
        settings = EconomySettings(
            epochs=30,
            stakers=9,
            review_probability=0.5,
            cartel=largest,
            market=MarketSettings(demand_growth=growth),
        )
        streams = partial(generator, 1, "test", 0)
        found = run_economy(load("plan"), settings, streams, certify=True)
        said = found.certificate
        assert said is not None
        assert all(map(math.isfinite, (said.epsilon, said.coalition_epsilon, said.class_epsilon)))
        assert all(np.isfinite(series).all() for series in found.metrics.values())
        assert math.isfinite(found.chain.cartel_gain)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "friendly"},
        {"prize": -1.0},
        {"fees": float("nan")},
        {"detection": 1.5},
        {"bounty_rate": -0.1},
        {"tip": 2.0},
        {"punishment_epochs": -1},
        {"deposit": float("inf")},
        {"prize": 1e308},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_in_one_line(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameter) as refused:
        CartelSettings(**changes)
    assert "\n" not in str(refused.value)
