"""Guards: what an honest validator may do in each of a few states, worked by hand."""

from dataclasses import replace

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.machine.acts import STUTTERS, Act, Transition
from hybridstake.models.protocol.machine.node import Lock, Node, Stage, hear_votes
from hybridstake.models.protocol.machine.rules import HONEST
from hybridstake.models.protocol.machine.schedule import SharedSchedule, Standing
from hybridstake.models.protocol.machine.setting import setting
from hybridstake.models.protocol.machine.stories import CALM, A, B, deployment
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Ballot, Block, Kind, Vote
from hybridstake.models.protocol.modes import Mode

REFERENCE = load("reference")
NAMES = ("v1", "v2", "v3", "v4")
FOUR = ValidatorSet(tuple(Validator(name, authority=True, stake=1) for name in NAMES))
PLACE = deployment(REFERENCE, FOUR, SharedSchedule(REFERENCE), NAMES)
FRESH = Node(name="v1", height=0, standing=Standing(Mode.BALANCED, 0.0))


def voted(node: Node, kind: Kind, round_: int, block: Block | None, voters: int) -> Node:
    """The node having heard the first few validators."""
    ballot = Ballot(kind, 0, round_, block)
    return hear_votes(node, [Vote(name, ballot) for name in NAMES[:voters]])


def allowed(node: Node, transition: Transition, block: Block | None, **more: int) -> bool:
    """Whether the guards let v1 take a step, in its own round unless another is named."""
    act = Act(transition, "v1", more.get("round", node.round), block, more.get("earlier"))
    return HONEST.allow(node, act, PLACE)


LOCKED = replace(FRESH, round=2, lock=Lock(1, A))


@pytest.mark.parametrize(
    ("node", "block", "answer"),
    [
        (FRESH, A, True),
        (FRESH, None, True),
        (replace(FRESH, stage=Stage.PREVOTED), A, False),
        (replace(FRESH, stage=Stage.PRECOMMITTED), A, False),
        (LOCKED, A, True),
        (LOCKED, B, False),
        (LOCKED, None, True),
    ],
)
def test_a_new_block_is_prevoted_once_and_not_against_a_lock(
    node: Node, block: Block | None, answer: bool
) -> None:
    assert allowed(node, Transition.PREVOTE_NEW, block) is answer


@pytest.mark.parametrize(
    ("lock", "earlier", "voters", "answer"),
    [
        (None, 1, 3, True),
        (None, 1, 2, False),  # two of four are no certificate
        (None, 2, 3, False),  # the own round is not an earlier one
        (Lock(0, A), 1, 3, True),  # the certificate is later than the lock
        (Lock(1, A), 1, 3, True),  # as late as the lock
        (Lock(1, A), 0, 3, False),  # older than the lock
        (Lock(1, B), 0, 3, True),  # older, and for the locked block
    ],
)
def test_a_certificate_no_older_than_the_lock_opens_it(
    lock: Lock | None, earlier: int, voters: int, answer: bool
) -> None:
    node = voted(replace(FRESH, round=2, lock=lock), Kind.PREVOTE, earlier, B, voters)
    transition = Transition.PREVOTE_WITH_CERTIFICATE
    assert allowed(node, transition, B, earlier=earlier) is answer


@pytest.mark.parametrize("voters", range(5))
def test_a_block_is_precommitted_on_a_certificate_of_this_round(voters: int) -> None:
    """Balanced needs more than 2/3 of four: three."""
    node = voted(replace(FRESH, stage=Stage.PREVOTED), Kind.PREVOTE, 0, A, voters)
    assert allowed(node, Transition.PRECOMMIT, A) is (voters >= 3)
    assert not allowed(node, Transition.PRECOMMIT, B)
    assert not allowed(replace(node, stage=Stage.STARTED), Transition.PRECOMMIT, A)
    assert not allowed(replace(node, stage=Stage.PRECOMMITTED), Transition.PRECOMMIT, A)
    assert not allowed(replace(node, round=1), Transition.PRECOMMIT, A)


def test_a_certificate_is_counted_in_the_mode_of_its_own_round() -> None:
    """From Balanced the walk leads to Secure, Balanced, Fast; Fast needs all four (4 > 10/3)."""
    node = replace(FRESH, round=4)
    for round_, needed in ((0, 3), (1, 3), (2, 3), (3, 4)):
        for voters in (needed - 1, needed):
            heard = voted(node, Kind.PRECOMMIT, round_, A, voters)
            assert allowed(heard, Transition.DECIDE, A, round=round_) is (voters == needed)


def test_prevotes_and_nil_decide_nothing() -> None:
    assert not allowed(voted(FRESH, Kind.PREVOTE, 0, A, 4), Transition.DECIDE, A)
    assert not allowed(voted(FRESH, Kind.PRECOMMIT, 0, None, 4), Transition.DECIDE, None)


def test_rounds_only_go_up_and_nil_is_precommitted_once() -> None:
    assert allowed(LOCKED, Transition.START_ROUND, None, round=5)
    assert not allowed(LOCKED, Transition.START_ROUND, None, round=2)
    assert allowed(replace(FRESH, stage=Stage.PREVOTED), Transition.PRECOMMIT_NIL, None)
    assert not allowed(FRESH, Transition.PRECOMMIT_NIL, None)


def test_who_has_decided_takes_no_step_in_that_height_any_more() -> None:
    node = voted(FRESH, Kind.PRECOMMIT, 0, A, 4)
    done = replace(node, decision=node.certificate(Ballot(Kind.PRECOMMIT, 0, 0, A)))
    assert allowed(node, Transition.PREVOTE_NEW, A)
    assert not any(allowed(done, each, A, round=1) for each in Transition)


def test_the_transitions_are_those_of_the_proofs_and_all_else_is_a_stutter() -> None:
    assert [each.value for each in Transition if each not in STUTTERS] == [
        "start_round",
        "prevote_new",
        "prevote_with_certificate",
        "precommit",
        "precommit_nil",
        "decide",
        "byzantine",
    ]


def test_a_validator_is_honest_in_all_heights_or_in_none() -> None:
    later = ValidatorSet((Validator("v1", authority=True, stake=1, byzantine=True),))

    def proposer(height: int, round_: int, mode: Mode) -> str:
        return "v1"

    with pytest.raises(InvalidParameter) as refused:
        setting(REFERENCE, (FOUR, later), SharedSchedule(REFERENCE), proposer, lambda *where: CALM)
    assert str(refused.value) == "v1 must be honest in all heights or in none, got both"
