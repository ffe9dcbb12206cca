"""A ledger of few and small numbers, so that every sum can be done by hand, and its second witness."""

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from hybridstake.models.ledger.ledger import Ledger, found
from hybridstake.models.ledger.records import Kind, Offence, Thresholds
from hybridstake.models.ledger.rules import GovernanceRules, Rules

Place = tuple[Any, ...]


class No(Exception):
    """A second witness says no."""


def ensure(truth: bool) -> None:
    """The way in which it says so."""
    if not truth:
        raise No


@dataclass
class Journal:
    """What happened, as postings from place to place: the ledger's second witness.

    It keeps no balances but adds up its postings, and counts no convictions: each piece of stake keeps
    the list of offences that it still owes.
    """

    no: ClassVar = No

    minimum: dict[str, int]
    """Least own bond of everybody."""
    seats: frozenset[str]
    window: int
    correlation: int
    to_other: bool
    cap_per_second: Fraction | None
    postings: list[tuple[Place, Place, int]] = field(default_factory=list)
    now: int = 0
    paid_until: int = 0
    owed: dict[Place, list[tuple[Offence, int]]] = field(default_factory=dict)
    """Offences, each with its number among the validator's, for which a piece has not answered."""
    started: dict[Place, int] = field(default_factory=dict)
    entries: list[Place] = field(default_factory=list)
    offences: dict[Offence, list[Any]] = field(default_factory=dict)
    """Time, stake convicted, all stake."""
    convicted: dict[str, list[Offence]] = field(default_factory=dict)

    def balance(self, place: Place) -> int:
        got = sum(amount for _, to, amount in self.postings if to == place)
        return got - sum(amount for of, _, amount in self.postings if of == place)

    def post(self, source: Place, target: Place, amount: int) -> None:
        self.postings.append((source, target, amount))

    def stakes(self, validator: str | None = None) -> list[Place]:
        """Bonds, then entries, that hold anything; behind one validator or behind anybody."""
        bonds = [("bond", owner, name) for owner in self.minimum for name in self.minimum]
        return [
            place
            for place in (*bonds, *self.entries)
            if validator in (None, place[2]) and self.balance(place)
        ]

    def deposit(self, owner: str, validator: str, amount: int) -> None:
        bond = ("bond", owner, validator)
        ensure(0 < amount <= self.balance(("idle", owner)))
        ensure(not self.owed.get(bond))
        own = self.balance(("bond", validator, validator))
        ensure(own + (amount if owner == validator else 0) >= self.minimum[validator])
        self.post(("idle", owner), bond, amount)

    def unbond(self, owner: str, validator: str, amount: int) -> None:
        bond = ("bond", owner, validator)
        left = self.balance(bond) - amount
        ensure(amount > 0 and left >= 0 and not self.owed.get(bond))
        ensure(left == 0 or owner != validator or left >= self.minimum[validator])
        entry = ("entry", owner, validator, len(self.entries))
        self.entries.append(entry)
        self.started[entry] = self.now
        self.post(bond, entry, amount)

    def withdraw(self, number: int) -> None:
        ensure(number < len(self.entries))
        entry = self.entries[number]
        ensure(self.balance(entry) > 0 and not self.owed.get(entry))
        ensure(self.now >= self.started[entry] + 10)
        self.post(entry, ("idle", entry[1]), self.balance(entry))

    def reached(self, time: int, validator: str | None = None) -> int:
        places = self.stakes(validator)
        return sum(self.balance(each) for each in places if self.started.get(each, 10**9) >= time)

    def convict(self, validator: str, offence: Offence, time: int) -> None:
        ensure(time <= self.now <= time + self.window)
        ensure(offence not in self.convicted.get(validator, []))
        ensure(self.offences.get(offence, [time])[0] == time)
        ensure(self.reached(time, validator) > 0)
        case = self.offences.setdefault(offence, [time, 0, self.reached(time)])
        case[1] += self.reached(time, validator)
        record = self.convicted.setdefault(validator, [])
        record.append(offence)
        for place in self.stakes(validator):
            self.owed.setdefault(place, []).append((offence, len(record)))

    def answer(self, validator: str) -> None:
        asked = 0
        for place in self.stakes(validator):
            while owed := self.owed.get(place):
                offence = owed[0][0]
                time, together, everybody = self.offences[offence]
                if self.started.get(place, self.now) < time:
                    loss = Fraction(0)
                elif self.now > time + self.window:
                    alone = offence.kind is Kind.UNAVAILABILITY
                    loss = Fraction(1, 20) if alone else Fraction(1, 10)
                    if not alone:
                        loss += self.correlation * Fraction(together, everybody)
                else:
                    break
                self.post(place, ("slashed",), int(self.balance(place) * min(loss, Fraction(1))))
                owed.pop(0)
                asked += 1
            if not self.balance(place):
                self.owed.pop(place, None)
        ensure(asked > 0)

    def burn(self, amount: int) -> None:
        ensure(0 <= amount <= self.balance(("slashed",)))
        self.post(("slashed",), ("burned",), amount)

    def distribute(self, amount: int, signers: list[str]) -> None:
        good = [
            name
            for name in set(signers)
            if self.balance(("bond", name, name)) >= self.minimum[name]
            and not self.owed.get(("bond", name, name))
        ]
        ensure(bool(good))
        seats = [name for name in good if name in self.seats]
        others = [name for name in good if name not in self.seats]
        for_seats = 3 * amount // 5
        for_others = amount - for_seats
        if not others:
            for_seats, for_others = amount if self.to_other else for_seats, 0
        if not seats:
            for_seats, for_others = 0, amount if self.to_other else for_others
        if self.cap_per_second is not None:
            minted = sum(amount for of, _, amount in self.postings if of == ("unissued",))
            supply = minted - self.balance(("burned",))
            waited = self.now - self.paid_until
            ensure(for_seats + for_others <= supply * self.cap_per_second * waited)
        dust = self.balance(("pool",))
        self.paid_until = self.now
        self.post(("unissued",), ("pool",), for_seats + for_others)
        for seat in seats:
            part = (for_seats + (0 if others else dust)) // len(seats)
            self.share(part, [place for place in self.stakes(seat) if place[0] == "bond"])
        self.share(
            for_others + dust if others else 0,
            [place for name in others for place in self.stakes(name) if place[0] == "bond"],
        )

    def share(self, part: int, bonds: list[Place]) -> None:
        whole = sum(self.balance(bond) for bond in bonds)
        for bond in bonds:
            exact = Fraction(part * self.balance(bond), whole)
            self.post(("pool",), ("idle", bond[1]), math.floor(exact))


@pytest.fixture
def journal_class() -> type[Journal]:
    """For the walk that asks ledger and journal alike."""
    return Journal


@pytest.fixture
def rules() -> Rules:
    """Seconds in units, money in tens; the reference protocol's fractions."""
    return Rules(
        authority_minimum=100,
        staker_minimum=50,
        unbonding_seconds=10,
        evidence_window_seconds=6,
        equivocation_rate=Fraction(1, 10),
        unavailability_rate=Fraction(1, 20),
        correlation_factor=Fraction(3),
        authority_share=Fraction(3, 5),
        empty_class_to_other=True,
        yearly_cap=None,
        byzantine_authorities=Fraction(1, 3),
        byzantine_stake=Fraction(1, 3),
        governance=GovernanceRules(voting_seconds=4, timelock_seconds=5, majority=Fraction(2, 3)),
    )


@pytest.fixture
def thresholds() -> Thresholds:
    """The reference protocol's."""
    return Thresholds(
        fast_authorities=Fraction(5, 6),
        balanced_authorities=Fraction(2, 3),
        balanced_stake=Fraction(2, 3),
        oversight=Fraction(1, 2),
        secure_stake=Fraction(2, 3),
    )


@pytest.fixture
def ledger(rules: Rules, thresholds: Thresholds) -> Ledger:
    """Two authorities, two stakers and a delegator, each with 1,000 idle units."""
    names = ("alice", "arthur", "sam", "sue", "dan")
    return found(rules, thresholds, dict.fromkeys(names, 1_000), frozenset({"alice", "arthur"}))
