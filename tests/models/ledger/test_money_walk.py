"""The contracts against a journal: the same story told by postings and plain conditions.

A random walk through the contracts that move money asks both (the journal is in `conftest.py`), and
they must allow and refuse alike, and agree about every base unit after every step.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from hybridstake.models.economics.issuance import SECONDS_PER_YEAR
from hybridstake.models.ledger import rewards, slashing, staking
from hybridstake.models.ledger.ledger import Ledger, advance, found
from hybridstake.models.ledger.records import BondKey, Kind, Offence, Thresholds
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.rules import GovernanceRules, Rules
from hybridstake.models.ledger.totals import totals
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

NAMES = ("alice", "arthur", "sam", "sue", "dan")
SEATS = frozenset({"alice", "arthur"})
MINIMUM = {name: 30 if name in SEATS else 20 for name in NAMES}
third = Fraction(1, 3)
SAFE = Thresholds(*map(Fraction, ("5/6", "2/3", "2/3", "1/2", "2/3")))


people = st.sampled_from(NAMES)
amounts = st.integers(-1, 120) | st.just(50)
offences = st.builds(Offence, st.integers(0, 3), st.sampled_from(Kind))
numbers = st.integers(0, 4)

FRAMES = {
    "advance": {"now"},
    "deposit": {"accounts", "bonds"},
    "delegate": {"accounts", "bonds"},
    "unbond": {"bonds", "entries", "opened_entries"},
    "withdraw": {"accounts", "entries"},
    "convict": {"cases", "convictions"},
    "answer": {"bonds", "entries", "slashed"},
    "burn": {"slashed", "burned"},
    "distribute": {"accounts", "unissued", "pool", "paid_until"},
}
"""Fields of the ledger that each contract may write."""


class Walk(RuleBasedStateMachine):
    """Any contract at any time, asked of the ledger and of the journal."""

    seen: ClassVar[Counter[str]] = Counter()
    journal_class: ClassVar[Any]

    @initialize(
        window=st.sampled_from([6, 6, 10]),
        correlation=st.sampled_from([0, 3]),
        to_other=st.booleans(),
        cap=st.sampled_from([None, Fraction(1, 50)]),
    )
    def start(self, window: int, correlation: int, to_other: bool, cap: Fraction | None) -> None:
        self.journal = self.journal_class(MINIMUM, SEATS, window, correlation, to_other, cap)
        for name in NAMES:
            self.journal.post(("unissued",), ("idle", name), 200)
        rules = Rules(
            authority_minimum=30,
            staker_minimum=20,
            unbonding_seconds=10,
            evidence_window_seconds=window,
            equivocation_rate=Fraction(1, 10),
            unavailability_rate=Fraction(1, 20),
            correlation_factor=Fraction(correlation),
            authority_share=Fraction(3, 5),
            empty_class_to_other=to_other,
            yearly_cap=None if cap is None else cap * SECONDS_PER_YEAR,
            byzantine_authorities=third,
            byzantine_stake=third,
            governance=GovernanceRules(voting_seconds=4, timelock_seconds=5),
        )
        self.ledger: Ledger = found(rules, SAFE, dict.fromkeys(NAMES, 200), SEATS)
        for name in NAMES[:4]:
            self.deposit(name, 60)

    def both(
        self, name: str, of_ledger: Callable[[Ledger], Ledger], of_journal: Callable[[], None]
    ) -> None:
        """One contract, asked of both."""
        before, text = self.ledger, repr(self.ledger)
        try:
            after = of_ledger(before)
        except Refused:
            after = None
        assert repr(before) == text
        try:
            of_journal()
        except self.journal_class.no:
            assert after is None, f"only the journal refuses to {name}"
            self.seen[f"{name} refused"] += 1
            return
        assert after is not None, f"only the ledger refuses to {name}"
        self.seen[name] += 1
        changed = {
            each for each in Ledger.__slots__ if getattr(before, each) != getattr(after, each)
        }
        assert changed <= FRAMES[name]
        if name in ("deposit", "delegate", "unbond", "withdraw"):
            assert at_most_one_record_changed(before, after)
        self.ledger = after

    @rule(validator=people, amount=amounts)
    def deposit(self, validator: str, amount: int) -> None:
        self.both(
            "deposit",
            lambda ledger: staking.deposit(ledger, validator, amount),
            lambda: self.journal.deposit(validator, validator, amount),
        )

    @rule(owner=people, validator=people, amount=amounts)
    def delegate(self, owner: str, validator: str, amount: int) -> None:
        if owner != validator:
            self.both(
                "delegate",
                lambda ledger: staking.delegate(ledger, owner, validator, amount),
                lambda: self.journal.deposit(owner, validator, amount),
            )

    @rule(owner=people, validator=people, amount=amounts)
    def unbond(self, owner: str, validator: str, amount: int) -> None:
        self.both(
            "unbond",
            lambda ledger: staking.unbond(ledger, owner, validator, amount),
            lambda: self.journal.unbond(owner, validator, amount),
        )

    @rule(validator=people)
    def leave(self, validator: str) -> None:
        self.unbond(validator, validator, self.ledger.bond(validator, validator).stake)

    @rule(validator=people)
    def leave_and_collect(self, validator: str) -> None:
        self.leave(validator)
        self.advance(10)
        self.withdraw(self.ledger.opened_entries - 1 if self.ledger.opened_entries else 0)

    @rule(number=numbers)
    def withdraw(self, number: int) -> None:
        self.both(
            "withdraw",
            lambda ledger: staking.withdraw(ledger, number),
            lambda: self.journal.withdraw(number),
        )

    @rule(seconds=st.sampled_from([0, 1, 1, 2, 4, 7, 10]))
    def advance(self, seconds: int) -> None:
        later = self.ledger.now + seconds

        def of_journal() -> None:
            self.journal.now = later

        self.both("advance", lambda ledger: advance(ledger, later), of_journal)

    @rule(validator=people, offence=offences, ago=st.integers(-1, 11), again=st.booleans())
    def convict(self, validator: str, offence: Offence, ago: int, again: bool) -> None:
        case = self.ledger.cases.get(offence)
        time = case.offended if case and again else self.ledger.now - ago
        self.both(
            "convict",
            lambda ledger: slashing.convict(ledger, validator, offence, time),
            lambda: self.journal.convict(validator, offence, time),
        )

    @rule(validator=people)
    def answer(self, validator: str) -> None:
        self.both(
            "answer",
            lambda ledger: slashing.answer(ledger, validator),
            lambda: self.journal.answer(validator),
        )

    @rule(validator=people, offence=offences)
    def convict_and_answer(self, validator: str, offence: Offence) -> None:
        self.convict(validator, offence, 1, True)
        self.advance(7)
        self.answer(validator)
        self.burn(3)

    @rule(amount=amounts)
    def burn(self, amount: int) -> None:
        self.both(
            "burn",
            lambda ledger: slashing.burn(ledger, amount),
            lambda: self.journal.burn(amount),
        )

    @rule(amount=st.integers(0, 100), signers=st.lists(people, max_size=6))
    def distribute(self, amount: int, signers: list[str]) -> None:
        self.both(
            "distribute",
            lambda ledger: rewards.distribute(ledger, amount, signers),
            lambda: self.journal.distribute(amount, signers),
        )

    @invariant()
    def every_base_unit_is_where_the_journal_says(self) -> None:
        if not hasattr(self, "ledger"):
            return
        ledger, journal = self.ledger, self.journal
        assert totals(ledger).is_conserved
        for name in NAMES:
            assert ledger.liquid(name) == journal.balance(("idle", name)) >= 0
            for validator in NAMES:
                bond = ledger.bonds.get(BondKey(name, validator))
                stake = journal.balance(("bond", name, validator))
                assert (bond.stake if bond else 0) == stake >= 0
                assert (bond is None) == (stake == 0)
        for number, place in enumerate(journal.entries):
            entry = ledger.entries.get(number)
            assert (entry.unbonding if entry else 0) == journal.balance(place) >= 0
        assert ledger.pool == journal.balance(("pool",)) >= 0
        assert ledger.slashed == journal.balance(("slashed",)) >= 0
        assert ledger.burned == journal.balance(("burned",)) >= 0
        assert totals(ledger).minted == -journal.balance(("unissued",))

    @invariant()
    def nobody_owes_more_or_less_than_the_journal_says(self) -> None:
        if not hasattr(self, "ledger"):
            return
        for key, bond in self.ledger.bonds.items():
            owed = self.journal.owed.get(("bond", key.owner, key.validator), [])
            assert self.ledger.convicted(key.validator) - bond.answered == len(owed)
        for number, entry in self.ledger.entries.items():
            owed = self.journal.owed.get(self.journal.entries[number], [])
            assert self.ledger.convicted(entry.validator) - entry.answered == len(owed)
        for record in self.ledger.convictions.values():
            assert len(set(record)) == len(record)


def at_most_one_record_changed(before: Ledger, after: Ledger) -> bool:
    """Whether no two accounts, bonds or entries differ: the frame of a single step."""
    kinds: list[tuple[Mapping[Any, Any], Mapping[Any, Any]]] = [
        (before.accounts, after.accounts),
        (before.bonds, after.bonds),
        (before.entries, after.entries),
    ]
    return all(
        len({key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}) <= 1
        for old, new in kinds
    )


def test_ledger_and_journal_agree_on_every_walk(journal_class: Any) -> None:
    """And the walks went everywhere: each contract was carried out, and each that can be refused was."""
    Walk.journal_class = journal_class
    Walk.seen.clear()
    Walk.TestCase.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
    Walk.TestCase("runTest").runTest()
    refused = {f"{name} refused" for name in FRAMES if name != "advance"}
    assert set(FRAMES) | refused <= set(Walk.seen), Walk.seen


def test_a_journal_with_another_rule_is_noticed(
    monkeypatch: pytest.MonkeyPatch, journal_class: Any
) -> None:
    """The twin: a journal that lets stake out one second early parts from the ledger."""
    Walk.journal_class = journal_class
    walk = Walk()
    walk.start(window=6, correlation=3, to_other=True, cap=None)
    walk.leave("sam")
    walk.advance(9)

    def early(journal: Any, number: int) -> None:
        entry = journal.entries[number]
        journal.post(entry, ("idle", entry[1]), journal.balance(entry))

    monkeypatch.setattr(journal_class, "withdraw", early)
    with pytest.raises(AssertionError, match=r"^only the ledger refuses to withdraw"):
        walk.withdraw(0)


def test_the_frame_sees_a_second_record(ledger: Ledger) -> None:
    """Its own twin: one account changed, then two."""
    one = replace(ledger, accounts={**ledger.accounts, "sam": 1})
    two = replace(one, accounts={**one.accounts, "sue": 1})
    assert at_most_one_record_changed(ledger, one)
    assert not at_most_one_record_changed(ledger, two)
