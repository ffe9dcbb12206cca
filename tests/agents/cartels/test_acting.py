"""What cartels of every kind do to the books, in both engines, against the stage games of the models."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.cartels.acting import act
from hybridstake.agents.cartels.cartel import cartel_of, deposit_of, members_needed
from hybridstake.agents.cartels.settings import CartelKind, CartelSettings
from hybridstake.agents.economy.chain import found_chain
from hybridstake.agents.economy.conservation import check_conservation
from hybridstake.agents.economy.metrics import measure
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.objects.engine import ObjectEngine
from hybridstake.agents.settings import EconomySettings, MarketSettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode

SEATS = 21
IMPATIENT = 3.0
"""What bonds would earn elsewhere: so much that what cheating brings at once weighs [1/year]."""

CARTELS = {
    "stealing": CartelSettings(kind=CartelKind.STEALING),
    "censoring": CartelSettings(kind=CartelKind.CENSORING, prize=300.0, fees=2_000.0),
    "equivocating": CartelSettings(kind=CartelKind.EQUIVOCATING, prize=300.0),
    "fee-fixing": CartelSettings(kind=CartelKind.FEE_FIXING, prize=900.0, fees=200.0, waiting=0.25),
}
WHOLE = CartelSettings(kind=CartelKind.FEE_FIXING, prize=900.0, fees=200.0, waiting=0.25)

Make = Callable[..., "Lived"]


class Lived:
    """Both engines through the same days: people with idle money, and authorities as they are put."""

    def __init__(self, make: dict[str, Any], cartel: CartelSettings, members: int, review: float):
        parameters = make["steady"](IMPATIENT, 0.01)
        settings = EconomySettings(
            epochs=20,
            stakers=12,
            candidates=0,
            review_probability=review,
            mean_gain=0.0,
            market=MarketSettings(fee_rate=0.001),
            cartel=cartel,
        )
        self.streams = [make["streams"](7)]
        self.arrays: ArrayEngine = make["engine"](parameters, settings, self.streams)
        self.arrays.population.authorities.member[0, :members] = True
        self.objects = ObjectEngine(self.arrays.terms, self.arrays.population)
        self.terms, self.chain = self.arrays.terms, self.arrays.chains[0]
        self.before = self.wealth

    @property
    def wealth(self) -> np.ndarray:
        """Idle money of every authority [base unit]."""
        return self.arrays.population.authorities.liquid[0].copy()

    def live(self, epochs: int = 1) -> "Lived":
        """Some days, in which nothing differs between the engines and no base unit is lost."""
        for _ in range(epochs):
            self.before = self.wealth
            draws = draw_epoch(self.streams, self.terms.settings, SEATS)
            self.arrays.step(draws)
            self.objects.step(draws)
            assert self.chain == self.objects.chain
            assert self.arrays.totals[0] == self.objects.totals
            for each in fields(self.arrays.population.authorities):
                pair = (
                    getattr(engine.population.authorities, each.name)
                    for engine in (self.arrays, self.objects)
                )
                assert np.array_equal(*pair), each.name
        return self

    def metric(self, name: str) -> float:
        """A metric of the last day."""
        people = self.arrays.population.stakers
        found = measure(self.terms, [self.chain], self.arrays.totals, people.staked, people.seated)
        return float(found[name][0])

    def earned(self) -> np.ndarray:
        """What the last day has paid every authority [base unit]."""
        return self.wealth - self.before


@pytest.fixture
def alive(
    make_engine: Callable[..., Any],
    make_streams: Callable[..., Any],
    make_steady: Callable[..., Any],
) -> Make:
    make = {"engine": make_engine, "streams": make_streams, "steady": make_steady}

    def found(cartel: CartelSettings, members: int, review: float = 0.0) -> Lived:
        return Lived(make, cartel, members, review)

    return found


@pytest.mark.parametrize(
    ("cartel", "members"),
    [
        (CARTELS["stealing"], 14),
        (CARTELS["stealing"], 21),
        (CARTELS["censoring"], 15),
        (CARTELS["equivocating"], 9),
        (CARTELS["fee-fixing"], 2),
        (CARTELS["fee-fixing"], 20),
        (WHOLE, 21),
    ],
    ids=lambda each: getattr(each, "kind", each),
)
def test_what_is_booked_is_what_the_closed_form_says(
    alive: Make, cartel: CartelSettings, members: int
) -> None:
    """Of the pool that the day has paid, to the base unit that rounding takes; prizes beside it."""
    lived = alive(cartel, members).live(3)
    chain, run = lived.chain, lived.terms
    chain.expected_authorities = float(chain.offered_authorities)
    stage = cartel_of(chain, run, SEATS, members).stage
    earned = lived.earned().astype(float)
    if cartel.kind in (CartelKind.CENSORING, CartelKind.EQUIVOCATING):
        assert chain.cartel_prizes == pytest.approx(3 * cartel.prize * run.units, rel=1e-12, abs=0)
        earned[:members] += cartel.prize * run.units / chain.price / members
    assert earned[:members] == pytest.approx([stage.member] * members, abs=2)
    if members < SEATS:
        assert earned[members:] == pytest.approx([stage.outsider] * (SEATS - members), abs=2)
    assert chain.cartel_epochs == 3


@pytest.mark.parametrize("name", CARTELS)
def test_the_gain_that_is_claimed_has_been_paid(alive: Make, name: str) -> None:
    lived = alive(CARTELS[name], 15).live()
    chain, run = lived.chain, lived.terms
    chain.expected_authorities = float(chain.offered_authorities)
    stage = cartel_of(chain, run, SEATS, 15).stage
    assert chain.cartel_gain == pytest.approx(15 * (stage.member - stage.honest), rel=1e-6, abs=0)
    assert chain.cartel_gain > 1e6


@pytest.mark.parametrize("name", CARTELS)
def test_too_few_members_gain_nothing_and_change_nothing(alive: Make, name: str) -> None:
    """Against no members at all, but for the fees that proposers always ask for."""
    needed = 2 if name == "fee-fixing" else 7
    few, none = alive(CARTELS[name], needed - 1).live(5), alive(CARTELS[name], 0).live(5)
    assert few.chain.cartel_epochs == 0
    assert (few.wealth == none.wealth).all()
    assert replace(few.chain, cartel_members=0) == replace(none.chain, cartel_members=0)


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        ("censoring", {"velocity", "security_budget", "cartel_prize_token"}),
        ("equivocating", {"offences", "cartel_prize_token"}),
        ("fee-fixing", {"authority_yield", "security_budget"}),
    ],
)
def test_every_kind_is_seen_in_more_than_its_members(
    alive: Make, name: str, moved: set[str]
) -> None:
    with_it, without = alive(CARTELS[name], 15).live(3), alive(CartelSettings(), 0).live(3)
    for metric in moved:
        assert abs(with_it.metric(metric) / max(without.metric(metric), 1e-9) - 1) > 1e-5, metric
    assert with_it.metric("cartel_share") == 15 / 21
    assert without.metric("cartel_prize_token") == 0


def test_what_is_kept_out_pays_no_fee_and_changes_no_hands(alive: Make) -> None:
    """2,000 tokens a day of money: so much less is in the fees, and that part of payments is lost."""
    run = alive(CARTELS["censoring"], 15).terms
    chain = found_chain(run, idle=run.initial)
    chain.price = 0.5
    owed = 10**10
    dues = act(chain, run, SEATS, 15, owed, liquid=10**15)
    assert dues == (owed - 4_000 * run.units, 0)
    assert chain.withheld == 0.4
    assert act(chain, run, SEATS, 15, 10**9, liquid=10**15).fees == 0
    assert chain.withheld == 1.0
    assert act(chain, run, SEATS, 7, owed, liquid=10**15).fees == owed
    assert chain.withheld == 0.0


def test_fees_that_nobody_pays_are_missing_in_the_pay_of_both_classes(alive: Make) -> None:
    censored, free = alive(CARTELS["censoring"], 15).live(), alive(CartelSettings(), 0).live()
    lost = free.chain.offered_authorities - censored.chain.offered_authorities
    part = free.terms.parameters.rewards.authority_share
    withheld = 2_000 * free.terms.units / censored.chain.price
    assert lost == pytest.approx(part * withheld, abs=2)


def test_tips_come_out_of_idle_money_and_never_exceed_it(alive: Make) -> None:
    rich = replace(CARTELS["fee-fixing"], prize=1e24)
    lived = alive(rich, 20).live()
    assert lived.arrays.population.stakers.liquid.min() >= 0
    assert lived.arrays.totals[0].liquid <= 12
    assert lived.earned().sum() > 0.9 * (lived.terms.initial - 21 * lived.terms.bond)


def test_two_blocks_are_an_offence_of_every_member_and_of_everyday(alive: Make) -> None:
    lived = alive(CARTELS["equivocating"], 9).live(4)
    assert (lived.chain.offences, lived.chain.punished) == (4 * 9, 0)


def test_those_who_sign_two_blocks_are_found_slashed_and_out(alive: Make) -> None:
    """Nine of 21, who were paid on the day on which they were found out."""
    lived = alive(replace(CARTELS["equivocating"], detection=1.0), 9)
    slashed = cartel_of(lived.chain, lived.terms, SEATS, 9).penalty
    lived.live()
    chain = lived.chain
    assert (chain.offences, chain.punished, chain.cartels_found) == (9, 9, 1)
    assert chain.slashed == 9 * slashed > 0
    assert lived.arrays.totals[0].serving == 12
    assert chain.cartel_prizes == 300 * lived.terms.units


@pytest.mark.parametrize(("deposit", "has"), [(50.0, None), (9_000.0, 7_000_003), (0.0, None)])
def test_a_cheat_forfeits_its_deposit_to_the_others_in_whole_units(
    alive: Make, deposit: float, has: int | None
) -> None:
    """As far as it is idle; what 14 others cannot divide stays with the cheat."""
    tempting = replace(CARTELS["censoring"], fees=20_000.0, prize=30.0, deposit=deposit)
    lived = alive(tempting, 15, review=1.0)
    if has is not None:
        poor(lived, has)
    lived.live()
    earned, chain = lived.earned(), lived.chain
    assert (chain.cartels_broken, chain.cartel_members) == (1, 0)
    agreed = int(deposit_of(chain, lived.terms))
    paid = int(np.median(lived.earned()[15:]))
    each = min(agreed, agreed if has is None else has + paid) // 14
    assert (earned[1:15] - paid).tolist() == [each] * 14
    assert earned[0] == paid - 14 * each
    assert (deposit > 0) == (each > 0)
    assert (has is not None) == (14 * each + 13 < agreed)


def poor(lived: Lived, has: int) -> None:
    """The first authority left with so much idle, and the rest of it given to the second."""
    liquid = lived.arrays.population.authorities.liquid[0]
    liquid[1] += liquid[0] - has
    liquid[0] = has
    for row in (0, 1):
        lived.objects.authorities[row].liquid = int(liquid[row])
    lived.before = lived.wealth


def test_the_books_notice_a_deposit_that_one_side_alone_has_booked(alive: Make) -> None:
    """The check that every epoch makes: a unit given and not taken stops the run."""
    lived = alive(CARTELS["censoring"], 15).live()
    chain, totals = lived.chain, lived.arrays.totals[0]
    pools = chain.dust + chain.treasury + chain.fee_pool
    books = (pools, lived.terms.initial, chain.minted, chain.burned)
    check_conservation(1, totals.held, *books)
    with pytest.raises(RuntimeError, match="must add up"):
        check_conservation(1, totals.held + 1, *books)


def test_members_leave_openly_once_staying_no_longer_pays(alive: Make) -> None:
    """Cheating costs more than it brings and talking nothing: all go, and nobody is punished."""
    dear = replace(CARTELS["censoring"], deposit=1e6, detection=0.001, prize=30.0)
    lived = alive(dear, 15, review=1.0).live()
    chain = lived.chain
    assert (chain.cartel_epochs, chain.cartel_leavers, chain.cartel_members) == (1, 15, 0)
    assert (chain.cartels_found, chain.cartels_broken, chain.cartels_denounced) == (0, 0, 0)
    assert (chain.slashed, chain.cartel_until) == (0, 0)


def test_members_of_a_cartel_that_is_too_small_have_nothing_to_cheat_on(alive: Make) -> None:
    """One fewer than can censor: the temptation that breaks the larger cartel lets this one dissolve."""
    tempting = replace(CARTELS["censoring"], fees=4_000.0, prize=30.0, deposit=50.0)
    needed = members_needed(
        alive(tempting, 0).terms, alive(tempting, 0).chain, CartelKind.CENSORING
    )
    broken, left = (alive(tempting, count, review=1.0).live() for count in (needed, needed - 1))
    assert (broken.chain.cartels_broken, broken.chain.cartel_leavers) == (1, 0)
    assert (left.chain.cartels_broken, left.chain.cartel_leavers) == (0, needed - 1)
    assert left.chain.cartel_until == 0


def test_a_plan_without_a_cartel_owes_what_it_owed() -> None:
    run = terms(load("plan"), EconomySettings())
    chain = replace(found_chain(run, idle=run.initial), mode=Mode.FAST)
    assert act(chain, run, 21, 21, 1_234, liquid=10**9) == (1_234, 0)
    assert not chain.cartel_acts
