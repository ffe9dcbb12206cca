"""Evidence: whoever votes twice is convicted by its own signatures, and nobody else is."""

from collections.abc import Callable
from itertools import combinations

import pytest
from hybridstake.models.protocol.machine.execution import Execution
from hybridstake.models.protocol.machine.stories import A, B
from hybridstake.models.protocol.machine.votes import Ballot, Kind, Vote
from hybridstake.models.protocol.signed.evidence import (
    Equivocation,
    evidence_held,
    exclude_each_other,
    is_proof,
    written_down,
)
from hybridstake.models.protocol.signed.keys import registered, secrets_of
from hybridstake.models.protocol.signed.run import SignedExecution
from hybridstake.models.protocol.signed.story import double_vote

Both = Callable[[int], tuple[SignedExecution, Execution]]
CHAIN = "test"
SECRETS = {name: secrets_of(b"seed", name) for name in ("v1", "v2")}
REGISTER = registered(SECRETS)
CAUGHT = (11, 14)
"""Seeds of runs in which honest validators hear both of two votes."""
GUILTY = double_vote(SECRETS["v1"], "v1", 5, CHAIN)


def places(execution: Execution) -> set[tuple[str, str, int, int]]:
    """Voter, kind, height and round of every double vote that honest validators heard: no signatures."""
    end = execution.end
    heard = {
        Vote(voter, ballot)
        for node in (*end.nodes.values(), *end.finished.values())
        for ballot, who in node.heard.items()
        for voter in who
    }
    return {
        (first.voter, first.ballot.kind.value, first.ballot.height, first.ballot.round)
        for first, second in combinations(sorted(heard, key=repr), 2)
        if exclude_each_other(first, second)
    }


@pytest.mark.parametrize(
    "seed",
    [*CAUGHT, *(pytest.param(seed, marks=pytest.mark.exhaustive) for seed in range(20, 60))],
)
def test_every_double_vote_that_was_heard_is_proved_and_only_the_liar_is_accused(
    both: Both, seed: int
) -> None:
    """The machine without signatures says which double votes there were."""
    signed, plain = both(seed)
    wire = signed.wire
    evidence = evidence_held(wire, signed.execution.end.nodes)
    assert {
        (each.accused, each.first.vote.ballot.kind.value, each.height, each.first.vote.ballot.round)
        for each in evidence
    } >= places(plain)
    assert {each.accused for each in evidence} <= {"liar"}
    assert evidence or seed not in CAUGHT
    assert all(is_proof(each, wire.register, CHAIN) for each in evidence)


@pytest.mark.parametrize(
    ("first", "second", "excluded"),
    [
        (Ballot(Kind.PREVOTE, 0, 0, A), Ballot(Kind.PREVOTE, 0, 0, B), True),
        (Ballot(Kind.PREVOTE, 0, 0, A), Ballot(Kind.PREVOTE, 0, 0, None), True),
        (Ballot(Kind.PREVOTE, 0, 0, A), Ballot(Kind.PREVOTE, 0, 0, A), False),
        (Ballot(Kind.PREVOTE, 0, 0, A), Ballot(Kind.PRECOMMIT, 0, 0, B), False),
        (Ballot(Kind.PREVOTE, 0, 0, A), Ballot(Kind.PREVOTE, 0, 1, B), False),
        (Ballot(Kind.PREVOTE, 0, 0, A), Ballot(Kind.PREVOTE, 1, 0, B), False),
    ],
)
def test_two_votes_of_one_kind_in_one_round_exclude_each_other(
    first: Ballot, second: Ballot, excluded: bool
) -> None:
    assert exclude_each_other(Vote("v1", first), Vote("v1", second)) == excluded
    assert not exclude_each_other(Vote("v1", first), Vote("v2", second))


def test_evidence_that_was_changed_anywhere_is_none() -> None:
    first, second = GUILTY
    assert is_proof(GUILTY, REGISTER, CHAIN)
    assert is_proof(Equivocation(second, first), REGISTER, CHAIN)
    framed = Vote("v2", first.vote.ballot)
    for changed in (
        Equivocation(first, first),
        Equivocation(first, second._replace(signature=first.signature)),
        Equivocation(first._replace(signature=second.signature), second),
        Equivocation(first._replace(vote=framed), second._replace(vote=framed)),
        Equivocation(
            first._replace(vote=framed),
            second._replace(vote=Vote("v2", second.vote.ballot)),
        ),
    ):
        assert not is_proof(changed, REGISTER, CHAIN)
    assert not is_proof(GUILTY, REGISTER, "fork")
    assert not is_proof(GUILTY, registered({"v2": SECRETS["v2"]}), CHAIN)


def test_evidence_is_written_down_in_full() -> None:
    swapped = Equivocation(GUILTY.second, GUILTY.first)
    other = double_vote(SECRETS["v1"], "v1", 6, CHAIN)
    assert len({written_down(each) for each in (GUILTY, swapped, other)}) == 3
