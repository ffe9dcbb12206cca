"""Ballots: who counts, when, and what can never come into force."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.ledger.governance import enact, propose, vote
from hybridstake.models.ledger.ledger import Ledger, advance
from hybridstake.models.ledger.records import Thresholds
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.staking import delegate, deposit, unbond, withdraw


@pytest.fixture
def staked(ledger: Ledger) -> Ledger:
    """Sam 200, Dan 1 behind him, Sue 100: 301 in all, of which two thirds are 200.67."""
    return delegate(deposit(deposit(ledger, "sam", 200), "sue", 100), "dan", "sam", 1)


@pytest.fixture
def stricter(thresholds: Thresholds) -> Thresholds:
    """More than 9/10 in Fast, and so less oversight: 9/10 + 13/30 - 1/3 = 1."""
    return replace(thresholds, fast_authorities=Fraction(9, 10), oversight=Fraction(13, 30))


@pytest.fixture
def passed(staked: Ledger, stricter: Thresholds) -> Ledger:
    """Sam's and Dan's 201 of 301 in favour, at 0 s."""
    opened = propose(staked, "dan", stricter)
    return vote(vote(opened, 0, "sam", in_favour=True), 0, "dan", in_favour=True)


def test_a_passed_ballot_comes_into_force_after_its_timelock(
    passed: Ledger, thresholds: Thresholds, stricter: Thresholds
) -> None:
    """Open for 4 s, locked for 5 s: not at 8 s, at 9 s, and once."""
    with pytest.raises(Refused, match=r"^enact: the ballot must have passed, its timelock be over"):
        enact(advance(passed, 8), 0)
    after = enact(advance(passed, 9), 0)
    assert (passed.thresholds, after.thresholds) == (thresholds, stricter)
    assert after == replace(
        passed, now=9, thresholds=stricter, ballots=(replace(passed.ballots[0], enacted=1),)
    )
    with pytest.raises(Refused, match=r"^enact: .*enacted 1"):
        enact(after, 0)


def test_two_thirds_are_not_enough(staked: Ledger, stricter: Thresholds) -> None:
    """200 of 301 falls short; of 300 it would be exactly two thirds, and short as well."""
    for start in (staked, unbond(staked, "dan", "sam", 1)):
        opened = vote(propose(start, "sam", stricter), 0, "sam", in_favour=True)
        with pytest.raises(Refused, match=r"^enact: .*yes 200, electorate 30[01],"):
            enact(advance(opened, 9), 0)


def test_votes_against_and_abstentions_weigh_the_same(passed: Ledger) -> None:
    ballot = vote(passed, 0, "sue", in_favour=False).ballots[0]
    assert (ballot.yes, ballot.no, ballot.uncast, ballot.electorate) == (201, 100, 0, 301)


def test_nobody_votes_twice_late_or_without_stake(passed: Ledger) -> None:
    message = (
        "vote: the ballot must be open, and the voter have stake in it and not have voted, "
        "got now 0, opened 0, voting 4, cast 1, uncast 100, tally 0, weight 200"
    )
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        vote(passed, 0, "sam", in_favour=False)
    with pytest.raises(Refused, match=r"^vote: .*weight 0$"):
        vote(passed, 0, "alice", in_favour=False)
    with pytest.raises(Refused, match=r"^vote: .*now 4, opened 0, voting 4, cast 0"):
        vote(advance(passed, 4), 0, "sue", in_favour=False)
    assert vote(advance(passed, 3), 0, "sue", in_favour=False).ballots[0].no == 100


def test_stake_votes_where_it_was_when_the_ballot_was_opened(
    staked: Ledger, stricter: Thresholds
) -> None:
    """Sue's stake leaves and comes back behind Sam during a long ballot: it has voted once."""
    governance = replace(staked.rules.governance, voting_seconds=30)
    start = replace(staked, rules=replace(staked.rules, governance=governance))
    opened = vote(propose(start, "sue", stricter), 0, "sue", in_favour=True)
    gone = withdraw(advance(unbond(opened, "sue", "sue", 100), 10), 0)
    back = delegate(gone, "sue", "sam", 1_000)
    with pytest.raises(Refused, match=r"^vote: .*cast 1.*weight 100$"):
        vote(back, 0, "sue", in_favour=True)
    assert back.ballots[0].electorate == 301


def test_only_stake_proposes(staked: Ledger, stricter: Thresholds) -> None:
    message = "propose: the proposer must have stake bonded, got stake 0, now 0, electorate 301"
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        propose(staked, "alice", stricter)


@pytest.mark.parametrize("number", [-1, 1])
def test_a_ballot_that_does_not_exist_is_refused(passed: Ledger, number: int) -> None:
    for name, step in (
        ("vote", lambda: vote(passed, number, "sue", in_favour=True)),
        ("enact", lambda: enact(passed, number)),
    ):
        with pytest.raises(Refused, match=f"^{name}: the ballot must exist, got {number}$"):
            step()


@pytest.mark.parametrize(
    "change",
    [
        {"fast_authorities": Fraction(2, 3)},
        {"oversight": Fraction(49, 100)},
        {"oversight": Fraction(1, 3)},
        {"balanced_authorities": Fraction(1, 3)},
        {"balanced_authorities": Fraction(1, 2), "balanced_stake": Fraction(1, 2)},
        {"secure_stake": Fraction(1, 2)},
        {"balanced_stake": Fraction(0)},
        {"fast_authorities": Fraction(1)},
        {"oversight": Fraction(3, 2)},
    ],
    ids=str,
)
def test_no_majority_leaves_the_safe_region(
    staked: Ledger, thresholds: Thresholds, change: dict[str, Fraction]
) -> None:
    after = propose(staked, "sam", replace(thresholds, **change))
    for voter in ("sam", "sue", "dan"):
        after = vote(after, 0, voter, in_favour=True)
    with pytest.raises(Refused, match=r"its thresholds be safe, and it be enacted once, got"):
        enact(advance(after, 1_000), 0)
