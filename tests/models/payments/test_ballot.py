"""Secret ballots: sums that are right, votes that are none, and counts that are wrong."""

from dataclasses import replace
from typing import Any

import pytest
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.payments import ballot as module
from hybridstake.models.payments.ballot import (
    Ballot,
    Election,
    Tally,
    accepted,
    cast,
    counted,
    is_sum,
)
from hybridstake.models.payments.limbs import decrypted, limb
from hybridstake.models.payments.pedersen import public_key
from hybridstake.models.payments.randomness import from_seed
from hypothesis import given, settings
from hypothesis import strategies as st

DRAW = from_seed(b"ballot")
COUNTER = DRAW()
SECRETS = [DRAW() for _ in range(6)]
VOTERS = tuple(public_key(each) for each in SECRETS)
ELECTION = Election("spring", "raise the minimum stake", public_key(COUNTER), VOTERS)


def vote(choice: int, voter: int, election: Election = ELECTION) -> Ballot:
    """A voter's ballot."""
    return cast(election, choice, SECRETS[voter], VOTERS[voter], DRAW)


@pytest.mark.parametrize("cases", [3, pytest.param(1_000, marks=pytest.mark.exhaustive)])
def test_a_tally_is_the_sum_of_the_votes_and_no_other_number_is(cases: int) -> None:
    @settings(max_examples=cases)
    @given(st.lists(st.integers(0, 1), min_size=1, max_size=len(SECRETS)), st.integers(-3, 9))
    def right(votes: list[int], other: int) -> None:
        ballots = [vote(choice, voter) for voter, choice in enumerate(votes)]
        tally = counted(ELECTION, ballots, COUNTER, DRAW)
        assert tally.total == sum(votes)
        assert is_sum(ELECTION, ballots, tally)
        assert is_sum(ELECTION, ballots, Tally(other, tally.proof)) == (other == sum(votes))

    right()


@pytest.mark.parametrize("choice", [2, -1, 7])
def test_a_vote_that_is_neither_is_refused(choice: int) -> None:
    assert not accepted(ELECTION, vote(choice, 0))


def test_a_ballot_is_of_its_voter_and_of_its_election() -> None:
    ballot = vote(1, 0)
    assert accepted(ELECTION, ballot)
    assert not accepted(ELECTION, replace(ballot, voter=VOTERS[1]))
    assert not accepted(replace(ELECTION, question="lower it"), ballot)
    assert not accepted(replace(ELECTION, identifier="autumn"), ballot)
    assert not accepted(replace(ELECTION, counter=VOTERS[1]), ballot)
    assert not accepted(replace(ELECTION, voters=VOTERS[1:]), ballot)
    stolen = cast(ELECTION, 1, SECRETS[1], VOTERS[0], DRAW)
    assert not accepted(ELECTION, stolen)
    assert not accepted(ELECTION, replace(ballot, vote=vote(1, 0).vote))
    assert not accepted(ELECTION, replace(ballot, zero_or_one=vote(1, 0).zero_or_one))


def test_a_vote_whose_handle_is_for_somebody_else_is_refused() -> None:
    """Else the sum could not be decrypted."""
    other = vote(1, 0, replace(ELECTION, counter=VOTERS[3]))
    assert not accepted(ELECTION, other)
    handle = replace(vote(1, 0).vote, handle=other.vote.handle)
    assert not accepted(ELECTION, replace(vote(1, 0), vote=handle))


def test_a_prover_who_makes_the_handle_for_somebody_else_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "limb", lambda opening, reader: limb(opening, VOTERS[3]))
    assert not accepted(ELECTION, vote(1, 0))


def test_votes_count_once_and_only_with_the_counters_secret() -> None:
    ballots = [vote(1, 0), vote(0, 1)]
    with pytest.raises(InvalidParameter, match="voters must have one ballot each"):
        counted(ELECTION, [*ballots, vote(1, 0)], COUNTER, DRAW)
    with pytest.raises(InvalidParameter, match="ballot 1 must be a proved 0 or 1 of a voter"):
        counted(ELECTION, [ballots[0], vote(2, 1)], COUNTER, DRAW)
    with pytest.raises(InvalidParameter, match="secret must be that of the counter's key"):
        counted(ELECTION, ballots, SECRETS[0], DRAW)


def test_a_tally_is_of_all_its_ballots() -> None:
    ballots = [vote(1, 0), vote(0, 1), vote(0, 2)]
    tally = counted(ELECTION, ballots, COUNTER, DRAW)
    assert not is_sum(ELECTION, ballots[:2], tally)
    assert not is_sum(ELECTION, ballots[::-1], tally)
    assert not is_sum(ELECTION, ballots, Tally(tally.total + ORDER, tally.proof))


def test_a_tally_is_of_its_election() -> None:
    """Even that of no ballots."""
    tally = counted(ELECTION, [], COUNTER, DRAW)
    assert is_sum(ELECTION, [], tally)
    assert not is_sum(replace(ELECTION, identifier="autumn"), [], tally)


def test_ballots_and_tallies_of_another_shape_are_refused() -> None:
    """And not with an error: whoever sends one could stop the count."""
    ballot = vote(1, 0)
    short = replace(ballot.consent, responses=())
    assert not accepted(ELECTION, replace(ballot, consent=short))
    either = ballot.zero_or_one
    for answers in (either.answers[:1], (*either.answers, short), (short, either.answers[1])):
        other: Any = replace(either, answers=answers)
        assert not accepted(ELECTION, replace(ballot, zero_or_one=other))
    tally = counted(ELECTION, [ballot], COUNTER, DRAW)
    bare = replace(tally.proof, announcements=())
    assert not is_sum(ELECTION, [ballot], replace(tally, proof=bare))


def test_the_counter_could_read_a_vote_and_a_voter_could_not() -> None:
    """Who counts is trusted not to: this is what a ballot does not hide."""
    ballot = vote(1, 0)
    assert decrypted(ballot.vote, COUNTER, 1) == 1
    assert decrypted(ballot.vote, SECRETS[1], 1) is None
