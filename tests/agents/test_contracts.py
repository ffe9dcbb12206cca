"""A third witness: what the engine moves is asked of the contracts, call by call, guards and all.

The two overlap where a person's stake is one bond. Outside of it, and so not asked here: fees, treasury
and demand, of which the contracts know nothing; griefing; delegators who answer for the offence of a
validator among whom they are spread, where the contracts bond them behind one; and a position that is
changed without leaving, for which the contracts have no call: the bond stays as it is.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays import engine as array_engine
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.choices.positions import Position
from hybridstake.agents.choices.seats import Seat
from hybridstake.agents.economy.shocks import Shock, ShockKind
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.population.founding import found_population
from hybridstake.agents.population.people import Population
from hybridstake.agents.settings import EconomySettings, MarketSettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.distribution import pro_rata
from hybridstake.models.ledger.ledger import Ledger, advance, found
from hybridstake.models.ledger.records import BondKey, Kind, Offence
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.rewards import issue, paid
from hybridstake.models.ledger.rules import rules_of, thresholds_of
from hybridstake.models.ledger.slashing import answer, burn, convict
from hybridstake.models.ledger.staking import delegate, deposit, unbond, withdraw
from hybridstake.models.ledger.totals import totals
from hybridstake.models.parameters.parameters import Parameters
from numpy.typing import NDArray

DAY = 86_400
SEATS, CANDIDATES, PEOPLE, EPOCHS = 4, 2, 10, 60

Amounts = NDArray[np.int64]


@dataclass
class Witness:
    """The contracts beside the engine."""

    ledger: Ledger
    anchor: str | None = None
    """Whom delegators stand behind."""
    calls: dict[str, int] = field(default_factory=dict)

    def call(self, contract: Callable[..., Ledger], *inputs: Any) -> None:
        """One call of a contract, which may refuse."""
        self.ledger = contract(self.ledger, *inputs)
        self.calls[contract.__name__] = self.calls.get(contract.__name__, 0) + 1

    def key(self, owner: str) -> BondKey:
        """The one bond of somebody."""
        (found_key,) = (key for key in self.ledger.bonds if key.owner == owner)
        return found_key

    def enter(self, owner: str, amount: int, delegates: bool) -> None:
        """Idle money into a bond."""
        if delegates:
            self.call(delegate, owner, self.anchor, amount)
        else:
            self.call(deposit, owner, amount)

    def restake(self, owner: str, amount: int) -> None:
        """Pay into the bond that there is."""
        self.enter(owner, amount, self.key(owner).validator != owner)

    def leave(self, owner: str) -> None:
        """All of a bond on its way out."""
        key = self.key(owner)
        self.call(unbond, owner, key.validator, self.ledger.bonds[key].stake)

    def release(self, owner: str) -> None:
        """What has matured, idle again."""
        for number in [each for each, entry in self.ledger.entries.items() if entry.owner == owner]:
            self.call(withdraw, number)

    def divide(self, part: int, owners: Sequence[str]) -> None:
        """A pool among the bonds of some people."""
        if part:
            self.call(paid, part, [self.key(owner) for owner in owners])

    def punish(self, owners: Sequence[str], kind: Kind, epoch: int) -> None:
        """Evidence, and when its window has closed the answer and the fire."""
        for owner in owners:
            self.call(convict, owner, Offence(epoch, kind), self.ledger.now)
        self.call(advance, self.ledger.now + 1)
        for owner in owners:
            self.call(answer, owner)
        self.call(burn, self.ledger.slashed)


def names(kind: str, rows: Any) -> list[str]:
    """People by their rows."""
    return [f"{kind} {row}" for row in np.atleast_1d(rows).tolist()]


@dataclass
class Scribe:
    """Reads off each part of an epoch what the engine has moved, and asks the contracts for it."""

    witness: Witness
    engine: ArrayEngine
    payroll: Any = None
    """Of this epoch."""

    def listen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every part of the engine's epoch is followed."""
        for part in (
            *("remove", "pay", "pay_stakers", "pay_authorities", "release"),
            *("decide_stakes", "decide_seats", "punish_silence", "tempt_each"),
        ):
            monkeypatch.setattr(array_engine, part, self.followed(part))

    def followed(self, part: str) -> Callable[..., Any]:
        """A part of the engine, and the calls that it amounts to."""
        does = getattr(array_engine, part)

        def done(*inputs: Any) -> Any:
            before = deepcopy(self.engine.population), replace(self.engine.chains[0])
            found = does(*inputs)
            getattr(self, f"after_{part}")(*before, found)
            return found

        return done

    @property
    def now(self) -> Population:
        """The engine's population."""
        return self.engine.population

    def changed(self, before: Population, kind: str, column: str, sign: int) -> Any:
        """Rows in which a column has grown, or fallen."""
        now, then = getattr(getattr(self.now, kind), column), getattr(getattr(before, kind), column)
        return np.flatnonzero(sign * (now - then)[0] > 0)

    def after_remove(self, before: Population, *_: Any) -> None:
        """Authorities shut out."""
        for owner in names("authority", self.changed(before, "authorities", "bonded", -1)):
            self.witness.leave(owner)

    def after_pay(self, _: Population, chain: Any, payroll: Any) -> None:
        """New money."""
        self.payroll = payroll
        self.witness.call(issue, self.engine.chains[0].minted - chain.minted)

    def after_pay_stakers(self, before: Population, *_: Any) -> None:
        """Pools by position, and what everybody gets straight into the bond."""
        position = before.stakers.position[0]
        honest = (position == Position.VALIDATE) | (position == Position.SPLIT)
        for part, rows in (
            (self.payroll.delegating, position == Position.DELEGATE),
            (self.payroll.validating, honest),
            (self.payroll.griefing, position == Position.GRIEF),
        ):
            self.witness.divide(part, names("staker", np.flatnonzero(rows)))
        for row in self.changed(before, "stakers", "staked", 1).tolist():
            pay = int(self.now.stakers.staked[0, row] - before.stakers.staked[0, row])
            self.witness.restake(f"staker {row}", pay)

    def after_pay_authorities(self, before: Population, *_: Any) -> None:
        """Equal parts."""
        serving = names("authority", np.flatnonzero(before.authorities.seat[0] == Seat.SERVE))
        if serving:
            parts = pro_rata(self.payroll.authorities, np.ones(len(serving), dtype=np.int64))[0]
            for owner, part in zip(serving, parts.tolist(), strict=True):
                self.witness.divide(part, [owner])

    def after_release(self, before: Population, *_: Any) -> None:
        """What has matured."""
        for kind, single in (("stakers", "staker"), ("authorities", "authority")):
            for owner in names(single, self.changed(before, kind, "unbonding", -1)):
                self.witness.release(owner)

    def after_decide_stakes(self, before: Population, *_: Any) -> None:
        """Who leaves, and then who enters: validators before those who stand behind them."""
        for owner in names("staker", self.changed(before, "stakers", "staked", -1)):
            self.witness.leave(owner)
        position = self.now.stakers.position[0]
        entering = self.changed(before, "stakers", "staked", 1).tolist()
        for row in sorted(entering, key=lambda row: position[row] == Position.DELEGATE):
            amount = int(self.now.stakers.staked[0, row])
            self.witness.enter(f"staker {row}", amount, position[row] == Position.DELEGATE)

    def after_decide_seats(self, before: Population, *_: Any) -> None:
        """Bonds in and out."""
        for owner in names("authority", self.changed(before, "authorities", "bonded", -1)):
            self.witness.leave(owner)
        for owner in names("authority", self.changed(before, "authorities", "bonded", 1)):
            self.witness.enter(owner, self.engine.terms.bond, delegates=False)

    def after_punish_silence(self, before: Population, *_: Any) -> None:
        """All who were silent and noticed."""
        silent = [
            *names("staker", self.changed(before, "stakers", "staked", -1)),
            *names("authority", self.changed(before, "authorities", "bonded", -1)),
        ]
        if silent:
            self.witness.punish(silent, Kind.UNAVAILABILITY, self.engine.chains[0].epoch)

    def after_tempt_each(self, before: Population, *_: Any) -> None:
        """The offender who was found out: slashed, and out."""
        for kind, single, column in (
            ("stakers", "staker", "staked"),
            ("authorities", "authority", "bonded"),
        ):
            for owner in names(single, self.changed(before, kind, column, -1)):
                self.witness.punish([owner], Kind.EQUIVOCATION, self.engine.chains[0].epoch)
                self.witness.leave(owner)


def protocol(**slashing: float) -> Parameters:
    """The plan with few seats; penalties that floats hold exactly, evidence at once, and a way out that
    takes an hour less than three days.
    """
    plan = load("plan")
    return replace(
        plan,
        fast=replace(plan.fast, validators=SEATS),
        balanced=replace(plan.balanced, minimum_stake=10.0),
        secure=replace(plan.secure, minimum_stake=10.0),
        rewards=replace(plan.rewards, base_reward=10.0),
        slashing=replace(
            plan.slashing,
            **{
                "rate": 0.125,
                "correlation_factor": 0.0,
                "unavailability_rate": 0.03125,
                "detection_probability": 0.5,
                **slashing,
            },
        ),
        staking=replace(plan.staking, unbonding_seconds=3 * DAY - 3_600, evidence_window_seconds=0),
    )


def witnessed(
    parameters: Parameters, settings: EconomySettings, streams: Any, plant: Callable[..., None]
) -> Scribe:
    """An engine and its witness at launch."""
    run = terms(parameters, settings)
    population = found_population(run, [streams.stakes])
    plant(population)
    engine = ArrayEngine(run, population)
    stakers, authorities = population.stakers, population.authorities
    wealth = {
        "staker": stakers.liquid + stakers.staked,
        "authority": authorities.liquid + authorities.bonded,
    }
    owned = {f"{kind} {row}": amount for kind, all_of_it in wealth.items()
             for row, amount in enumerate(all_of_it[0].tolist())}  # fmt: skip
    seats = frozenset(name for name in owned if name.startswith("authority"))
    ledger = found(rules_of(parameters), thresholds_of(parameters), owned, seats)
    witness = Witness(ledger)
    for kind, bonds in (("authority", authorities.bonded[0]), ("staker", stakers.staked[0])):
        for row in np.flatnonzero(bonds).tolist():
            witness.call(deposit, f"{kind} {row}", int(bonds[row]))
    return Scribe(witness, engine)


def assert_same(scribe: Scribe) -> None:
    """Everybody owns the same in both, idle, bonded and on the way out, and so do the pools."""
    ledger, engine = scribe.witness.ledger, scribe.engine
    for kind, people, column in (
        ("staker", engine.population.stakers, "staked"),
        ("authority", engine.population.authorities, "bonded"),
    ):
        bonded = getattr(people, column)[0].tolist()
        bonds, leaving = ledger.bonded_by_owner(), dict.fromkeys(names(kind, range(len(bonded))), 0)
        for entry in ledger.entries.values():
            if entry.owner in leaving:
                leaving[entry.owner] += entry.unbonding
        assert [ledger.liquid(name) for name in leaving] == people.liquid[0].tolist()
        assert [bonds.get(name, 0) for name in leaving] == bonded
        assert list(leaving.values()) == people.unbonding[0].tolist()
    chain, sums = engine.chains[0], totals(ledger)
    assert (ledger.pool, ledger.burned, ledger.slashed) == (chain.dust, chain.burned, 0)
    assert sums.is_conserved
    assert sums.minted == engine.terms.initial + chain.minted


def run_to_the_end(scribe: Scribe, settings: EconomySettings, streams: Any) -> None:
    """All epochs, compared after each."""
    for epoch in range(1, settings.epochs + 1):
        scribe.witness.call(advance, epoch * DAY)
        scribe.engine.step(draw_epoch([streams], settings, SEATS + CANDIDATES))
        assert_same(scribe)


ALONE = EconomySettings(
    epochs=EPOCHS,
    stakers=PEOPLE,
    candidates=CANDIDATES,
    review_probability=0.3,
    commission=1.0,
    validator_cost=0.0,
    griefing_loss=0.0,
    mean_gain=1e12,
    exclusion_epochs=5,
    market=MarketSettings(fee_rate=0.0),
    shocks=(
        Shock(epoch=20, kind=ShockKind.REMOVAL, size=0.5),
        Shock(epoch=30, kind=ShockKind.HURDLE, size=40.0),
        Shock(epoch=45, kind=ShockKind.HURDLE, size=0.01),
    ),
)
"""Everybody for himself, tempted every day; hurdles that drive people out and back."""

BEHIND = replace(ALONE, commission=0.0, validator_cost=1.0, mean_gain=0.0)
"""Others stand behind the richest, who never leaves, and nobody is tempted."""


def some_silent(population: Population) -> None:
    """Three stakers and an authority hold a place and do not sign."""
    people = population.stakers
    for row, position in enumerate(
        (Position.OFFLINE, Position.OFFLINE, Position.SPLIT, Position.GRIEF)
    ):
        people.position[0, row] = position
        people.staked[0, row], people.liquid[0, row] = people.liquid[0, row], 0
    population.authorities.seat[0, 1] = Seat.OFFLINE


def richest_validates(population: Population) -> None:
    """One who asks for nothing validates; delegators will stand behind it."""
    people = population.stakers
    row = people.liquid[0].argmax()
    people.position[0, row] = Position.VALIDATE
    people.staked[0, row], people.liquid[0, row] = people.liquid[0, row], 0
    people.hurdle_rate[0, row] = 0.0


@pytest.mark.parametrize("seed", range(4))
def test_the_contracts_allow_every_move_of_the_engine_and_agree_on_every_base_unit(
    seed: int, make_streams: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = make_streams(seed)
    scribe = witnessed(protocol(), ALONE, streams, some_silent)
    scribe.listen(monkeypatch)
    run_to_the_end(scribe, ALONE, streams)
    assert set(scribe.witness.calls) == {
        *("deposit", "unbond", "withdraw", "issue", "paid"),
        *("convict", "advance", "answer", "burn"),
    }
    assert min(scribe.witness.calls.values()) > 5
    kinds = {
        offence.kind for each in scribe.witness.ledger.convictions.values() for offence in each
    }
    assert kinds == set(Kind)


@pytest.mark.parametrize("seed", range(4))
def test_those_who_stand_behind_somebody_are_bonded_behind_him_and_paid_alike(
    seed: int, make_streams: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = make_streams(seed)
    scribe = witnessed(protocol(), BEHIND, streams, richest_validates)
    (scribe.witness.anchor,) = {key.owner for key in scribe.witness.ledger.bonds} - set(
        names("authority", np.arange(SEATS))
    )
    scribe.listen(monkeypatch)
    run_to_the_end(scribe, BEHIND, streams)
    assert scribe.witness.calls["delegate"] > 50
    assert scribe.witness.calls["unbond"] > 3
    assert scribe.engine.totals[0].delegated > 0


def test_the_contracts_refuse_an_engine_that_gives_money_back_too_early(
    make_streams: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: two days instead of three."""
    streams = make_streams(1)
    scribe = witnessed(protocol(), ALONE, streams, some_silent)
    scribe.engine.terms = replace(scribe.engine.terms, unbonding_epochs=2)
    scribe.listen(monkeypatch)
    with pytest.raises(Refused, match="withdraw: the entry must hold amount, have matured"):
        run_to_the_end(scribe, ALONE, streams)


def test_the_contracts_refuse_an_engine_whose_penalty_is_not_the_rule(
    make_streams: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: the engine slashes a quarter, the contracts an eighth, and the balances differ."""
    streams = make_streams(1)
    scribe = witnessed(protocol(), ALONE, streams, some_silent)
    scribe.engine.terms = replace(scribe.engine.terms, parameters=protocol(rate=0.25))
    scribe.listen(monkeypatch)
    with pytest.raises(AssertionError):
        run_to_the_end(scribe, ALONE, streams)
