"""Governance against a minute book: who had what when a ballot opened, and who said yes.

As in `test_money_walk.py`, a random walk asks the contract and a plain retelling of its rules.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from hybridstake.experiments.parameter_files import load
from hybridstake.models.ledger import governance
from hybridstake.models.ledger.ledger import Ledger, advance, found
from hybridstake.models.ledger.records import Thresholds
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.rules import GovernanceRules, rules_of, thresholds_of
from hybridstake.models.ledger.staking import deposit, unbond
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

NAMES: tuple[str, ...] = ("sam", "sue", "dan")
VOTING, TIMELOCK = 4, 5
REFERENCE = load("reference")
RULES = replace(
    rules_of(REFERENCE),
    staker_minimum=1,
    governance=GovernanceRules(voting_seconds=VOTING, timelock_seconds=TIMELOCK),
)
NEED = Fraction(4, 3)
"""Two thresholds must add up to one and the Byzantine third."""


class No(Exception):
    """The minute book says no."""


def ensure(truth: bool) -> None:
    """The minute book's way to refuse."""
    if not truth:
        raise No


@dataclass
class Minutes:
    """One ballot as a clerk keeps it."""

    opened: int
    stakes: dict[str, int]
    proposed: Thresholds
    said: dict[str, bool] = field(default_factory=dict)
    done: bool = False

    def weight(self, side: bool) -> int:
        """Stake on one side."""
        return sum(self.stakes[voter] for voter, said in self.said.items() if said is side)


def is_safe(proposed: Thresholds) -> bool:
    """The reference's safe region at a third, pair by pair, with its numbers put in."""
    fast, over = proposed.fast_authorities, proposed.oversight
    balanced, stake, secure = (
        proposed.balanced_authorities,
        proposed.balanced_stake,
        proposed.secure_stake,
    )
    return (
        min(2 * fast, fast + balanced, fast + over) >= NEED
        and max(2 * balanced, 2 * stake) >= NEED
        and max(balanced + over, stake + secure) >= NEED
        and max(2 * over, 2 * secure) >= NEED
        and all(0 < part < 1 for part in (fast, over, balanced, stake, secure))
    )


people = st.sampled_from(NAMES)
numbers = st.integers(-1, 4)
twelfths = st.integers(5, 12).map(lambda count: Fraction(count, 12))
proposals = st.one_of(
    st.builds(Thresholds, *[twelfths] * 5),
    st.just(thresholds_of(REFERENCE)),
    st.just(Thresholds(*map(Fraction, ("11/12", "5/6", "5/6", "5/12", "3/4")))),
)


class Walk(RuleBasedStateMachine):
    """Ballots opened, voted on and enacted in any order while stake comes and goes."""

    seen: ClassVar[Counter[str]] = Counter()

    @initialize(stakes=st.tuples(*[st.integers(1, 9)] * 3))
    def start(self, stakes: tuple[int, ...]) -> None:
        accounts = dict.fromkeys(NAMES, 20)
        self.ledger: Ledger = found(RULES, thresholds_of(REFERENCE), accounts)
        self.stakes = dict(zip(NAMES, stakes, strict=True))
        for name, stake in self.stakes.items():
            self.ledger = deposit(self.ledger, name, stake)
        self.minutes: list[Minutes] = []
        self.in_force = thresholds_of(REFERENCE)

    def both(
        self, name: str, contract: Callable[[Ledger], Ledger], clerk: Callable[[], None]
    ) -> None:
        """One step, asked of both."""
        try:
            after = contract(self.ledger)
        except Refused:
            after = None
        try:
            clerk()
        except No:
            assert after is None, f"only the clerk refuses to {name}"
            self.seen[f"{name} refused"] += 1
            return
        assert after is not None, f"only the contract refuses to {name}"
        self.seen[name] += 1
        assert after == replace(self.ledger, ballots=after.ballots, thresholds=after.thresholds)
        self.ledger = after

    def ballot(self, number: int) -> Minutes:
        """A ballot's minutes."""
        ensure(0 <= number < len(self.minutes))
        return self.minutes[number]

    @rule(name=people, amount=st.integers(1, 5))
    def join(self, name: str, amount: int) -> None:
        if self.ledger.liquid(name) >= amount:
            self.ledger = deposit(self.ledger, name, amount)
            self.stakes[name] += amount

    @rule(name=people)
    def leave(self, name: str) -> None:
        if self.stakes[name]:
            self.ledger = unbond(self.ledger, name, name, self.stakes[name])
            self.stakes[name] = 0

    @rule(seconds=st.integers(0, 10))
    def wait(self, seconds: int) -> None:
        self.ledger = advance(self.ledger, self.ledger.now + seconds)

    @rule(proposer=people, proposed=proposals)
    def propose(self, proposer: str, proposed: Thresholds) -> None:
        def clerk() -> None:
            ensure(self.stakes[proposer] > 0)
            self.minutes.append(Minutes(self.ledger.now, dict(self.stakes), proposed))

        self.both("propose", lambda at: governance.propose(at, proposer, proposed), clerk)

    @rule(number=numbers, voter=people, in_favour=st.booleans())
    def vote(self, number: int, voter: str, in_favour: bool) -> None:
        def clerk() -> None:
            minutes = self.ballot(number)
            ensure(self.ledger.now < minutes.opened + VOTING)
            ensure(minutes.stakes[voter] > 0 and voter not in minutes.said)
            minutes.said[voter] = in_favour

        self.both("vote", lambda at: governance.vote(at, number, voter, in_favour), clerk)

    @rule(number=numbers)
    def enact(self, number: int) -> None:
        def clerk() -> None:
            minutes = self.ballot(number)
            ensure(self.ledger.now >= minutes.opened + VOTING + TIMELOCK and not minutes.done)
            ensure(3 * minutes.weight(True) > 2 * sum(minutes.stakes.values()))
            ensure(is_safe(minutes.proposed))
            minutes.done, self.in_force = True, minutes.proposed

        self.both("enact", lambda at: governance.enact(at, number), clerk)

    @rule(proposed=proposals, voters=st.sets(people, min_size=2), waited=st.integers(8, 10))
    def campaign(self, proposed: Thresholds, voters: set[str], waited: int) -> None:
        self.propose(next((name for name in NAMES if self.stakes[name]), "sam"), proposed)
        for voter in sorted(voters):
            self.vote(len(self.minutes) - 1, voter, True)
        self.wait(waited)
        self.enact(len(self.minutes) - 1)

    @invariant()
    def the_contract_has_what_the_clerk_wrote(self) -> None:
        if not hasattr(self, "ledger"):
            return
        assert self.ledger.thresholds == self.in_force
        assert is_safe(self.ledger.thresholds)
        for ballot, minutes in zip(self.ledger.ballots, self.minutes, strict=True):
            assert (ballot.yes, ballot.no) == (minutes.weight(True), minutes.weight(False))
            assert ballot.uncast + ballot.yes + ballot.no == sum(minutes.stakes.values())
            assert ballot.uncast >= 0
            assert (ballot.enacted, ballot.voters) == (int(minutes.done), minutes.said.keys())


def test_contract_and_clerk_agree_on_every_walk() -> None:
    """And the walks went everywhere: each step was taken, and each was refused."""
    Walk.seen.clear()
    Walk.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
    Walk.TestCase("runTest").runTest()
    steps = {"propose", "vote", "enact"}
    assert steps | {f"{name} refused" for name in steps} <= set(Walk.seen), Walk.seen
