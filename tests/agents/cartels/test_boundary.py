"""Cartels of the engine against the closed form of the detection at which they fall apart."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.cartels.cartel import (
    cartel_of,
    denouncing,
    deposit_of,
    members_needed,
    patience,
)
from hybridstake.agents.cartels.settings import CartelKind, CartelSettings
from hybridstake.agents.settings import EconomySettings, MarketSettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.models.economics.collusion.boundary import holding_detection
from hybridstake.models.economics.collusion.denouncing import (
    fined_deviator,
    least_breaking_bounty,
)
from hybridstake.models.economics.collusion.trigger import critical_discount_factor_when_watched

SEATS = 21
HURDLE = 3.0
"""So impatient that what cheating brings at once weighs [1/year]."""
PAY = 100.0
"""Of an authority in a day: so little that the supply, and with it the price, stands still [token]."""

KINDS = [
    CartelSettings(kind=CartelKind.STEALING),
    CartelSettings(kind=CartelKind.STEALING, tip=1.0, deposit=10.0),
    CartelSettings(kind=CartelKind.CENSORING, prize=300.0, fees=6.0),
    CartelSettings(kind=CartelKind.CENSORING, prize=300.0, fees=60.0),
    CartelSettings(kind=CartelKind.EQUIVOCATING, prize=300.0),
]


class Played:
    """A run of authorities alone, Balanced for ever, with pay that does not change."""

    def __init__(
        self,
        make: dict[str, Any],
        cartel: CartelSettings,
        hurdle: float = HURDLE,
        bond: float = 10_000.0,
    ) -> None:
        steady = make["steady"](hurdle, 0.3)
        blocks = 86_400 / steady.balanced.block_seconds
        reward = PAY * SEATS / steady.rewards.authority_share / blocks
        parameters = replace(
            steady,
            rewards=replace(steady.rewards, base_reward=reward),
            staking=replace(steady.staking, authority_minimum=bond),
        )
        self.settings = EconomySettings(
            epochs=40,
            stakers=1,
            candidates=0,
            review_probability=1.0,
            exclusion_epochs=30,
            mean_gain=0.0,
            market=MarketSettings(fee_rate=0.0),
            cartel=cartel,
        )
        self.streams = [make["streams"](3)]
        self.engine: ArrayEngine = make["engine"](parameters, self.settings, self.streams)
        self.chain = self.engine.chains[0]

    def boundary(self) -> float:
        """Detection at which the least cartel falls apart, in closed form.

        Who gives up does what brings most at once: to cheat, or to talk.
        """
        terms = self.engine.terms
        kind = CartelKind(terms.settings.cartel.kind)
        found = cartel_of(self.chain, terms, SEATS, members_needed(terms, self.chain, kind))
        stage = found.stage
        cheat = fined_deviator(stage.deviator, deposit_of(self.chain, terms))
        tempting = max(cheat, denouncing(found))
        loss = found.penalty + found.rent
        return holding_detection(
            patience(HURDLE, terms), stage.member, tempting, stage.honest, loss
        )

    def boundary_rate(self) -> float:
        """Yield elsewhere at which patience is just enough for the least cartel, in closed form."""
        terms = self.engine.terms
        kind = CartelKind(terms.settings.cartel.kind)
        found = cartel_of(self.chain, terms, SEATS, members_needed(terms, self.chain, kind))
        stage = found.stage
        cheat = fined_deviator(stage.deviator, deposit_of(self.chain, terms))
        critical = critical_discount_factor_when_watched(
            stage.member,
            max(cheat, denouncing(found)),
            stage.honest,
            terms.settings.cartel.detection,
            found.penalty + found.rent,
        )
        return (1 / critical - 1) / terms.epoch_years

    def begin_with(self, members: int) -> None:
        """So many are members before anything has happened."""
        self.engine.population.authorities.member[0, :members] = True

    def live(self, epochs: int) -> None:
        for _ in range(epochs):
            self.engine.step(draw_epoch(self.streams, self.settings, SEATS))


@pytest.fixture
def play(
    make_engine: Callable[..., ArrayEngine],
    make_streams: Callable[..., Any],
    make_steady: Callable[..., Any],
) -> Callable[..., Played]:
    make = {"engine": make_engine, "streams": make_streams, "steady": make_steady}
    return partial(Played, make)


@pytest.mark.parametrize(
    "cartel", KINDS, ids=lambda each: f"{each.kind} {each.deposit:g} {each.fees:g}"
)
def test_a_cartel_forms_below_the_closed_form_and_not_above(
    play: Callable[..., Played], cartel: CartelSettings
) -> None:
    """A thousandth to either side; from none at all, and of as many as it needs."""
    boundary = play(cartel).boundary()
    assert 0 < boundary < 1
    below, above = (play(replace(cartel, detection=boundary * factor)) for factor in (0.999, 1.001))
    below.live(1)
    needed = members_needed(below.engine.terms, below.chain, CartelKind(cartel.kind))
    assert below.chain.cartel_members >= needed
    above.live(40)
    assert (above.chain.cartel_epochs, above.chain.cartel_members) == (0, 0)


@pytest.mark.parametrize(
    "cartel", KINDS, ids=lambda each: f"{each.kind} {each.deposit:g} {each.fees:g}"
)
def test_a_cartel_that_is_there_lasts_below_the_closed_form_and_ends_above(
    play: Callable[..., Played], cartel: CartelSettings
) -> None:
    boundary = play(cartel).boundary()
    for factor, broken in ((0.999, 0), (1.001, 1)):
        played = play(replace(cartel, detection=boundary * factor))
        played.begin_with(
            members_needed(played.engine.terms, played.chain, CartelKind(cartel.kind))
        )
        played.live(1)
        assert played.chain.cartel_epochs == 1
        assert played.chain.cartels_found == 0
        assert played.chain.cartels_broken + played.chain.cartels_denounced == broken
        assert (played.chain.cartel_members == 0) == bool(broken)


FEE_FIXING = CartelSettings(kind=CartelKind.FEE_FIXING, prize=3_000.0, fees=600.0)
TEMPTING = [KINDS[0], KINDS[1], KINDS[3], FEE_FIXING]
"""Cartels on which cheating pays at once: of the others the impatient are no less members."""
WATCHED = [replace(cartel, detection=1e-4) for cartel in TEMPTING]


@pytest.mark.parametrize(
    "cartel",
    [*TEMPTING, *WATCHED],
    ids=lambda each: f"{each.kind} {each.deposit:g} {each.fees:g} {each.detection:g}",
)
def test_patience_decides_at_the_critical_discount_factor(
    play: Callable[..., Played], cartel: CartelSettings
) -> None:
    """Of the closed form, found by halving: the yield elsewhere at which no cartel forms any more.

    Between a quarter and four times the closed form's, halved until the ends are 1e-4 apart. Bonds are
    of one token, so that nobody gives up its seat for what it would earn elsewhere.
    """
    predicted = play(cartel, bond=1.0).boundary_rate()
    assert predicted > 0
    low, high = predicted / 4, 4 * predicted
    assert forms(play, cartel, low)
    assert not forms(play, cartel, high)
    while high / low > 1 + 1e-4:
        middle = math.sqrt(low * high)
        low, high = (middle, high) if forms(play, cartel, middle) else (low, middle)
    assert low == pytest.approx(predicted, rel=2e-4, abs=0)


@pytest.mark.parametrize("cartel", WATCHED[:2], ids=["no deposit", "deposit"])
def test_a_cartel_breaks_once_its_members_are_too_impatient(
    play: Callable[..., Played], cartel: CartelSettings
) -> None:
    predicted = play(cartel, bond=1.0).boundary_rate()
    for factor, broken in ((0.999, 0), (1.001, 1)):
        played = play(cartel, hurdle=factor * predicted, bond=1.0)
        played.begin_with(14)
        played.live(1)
        assert played.chain.cartels_found == 0
        assert played.chain.cartels_broken == broken


def forms(play: Callable[..., Played], cartel: CartelSettings, hurdle: float) -> bool:
    """Whether authorities who ask for so much elsewhere form a cartel at once."""
    played = play(cartel, hurdle=hurdle, bond=1.0)
    played.live(1)
    return played.chain.cartel_members > 0


@pytest.mark.parametrize(("factor", "denounced"), [(0.999, 0), (1.001, 1)])
def test_a_member_talks_for_more_than_the_least_bounty_and_not_for_less(
    play: Callable[..., Played], factor: float, denounced: int
) -> None:
    """Whoever talks keeps its bond, and is paid out of what the 13 others lose, to the base unit."""
    cartel = replace(KINDS[0], detection=1e-3)
    played = play(cartel)
    found = cartel_of(played.chain, played.engine.terms, SEATS, 14)
    stage, loss = found.stage, found.penalty + found.rent
    discount = patience(HURDLE, played.engine.terms)
    least = least_breaking_bounty(discount, stage.member, stage.honest, 1e-3, loss, 0.0)
    rate = factor * least / (13 * found.penalty)
    assert 0 < rate < 1
    played = play(replace(cartel, bounty_rate=rate))
    played.begin_with(14)
    before = played.engine.population.authorities.liquid[0].copy()
    played.live(1)
    assert played.chain.cartels_broken == 0
    assert played.chain.cartels_denounced == denounced
    authorities = played.engine.population.authorities
    earned = (authorities.liquid[0] - before)[:14]
    assert sorted(earned - earned.min())[:13] == [0] * 13
    assert earned.max() - earned.min() == denounced * int(rate * 13 * found.penalty)
    assert (authorities.bonded[0, :14] > 0).sum() == (1 if denounced else 14)
