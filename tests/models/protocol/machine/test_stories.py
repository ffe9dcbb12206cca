"""Scripts: how agreement is lost, told in sentences, and what stops each script."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.modes import ModeParameters
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.machine.acts import Act, Transition
from hybridstake.models.protocol.machine.observation import (
    disagreements,
    modes_of_round,
    observe,
)
from hybridstake.models.protocol.machine.rules import HONEST
from hybridstake.models.protocol.machine.scenario import Scenario, replay
from hybridstake.models.protocol.machine.schedule import SharedSchedule
from hybridstake.models.protocol.machine.stories import (
    A,
    B,
    equivocation,
    fast_beside_secure,
    fast_beside_secure_on_the_walk,
    forgotten_lock,
)
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Kind
from hybridstake.models.protocol.machine.world import RefusedStep
from hybridstake.models.protocol.modes import Mode

PLAN, REFERENCE = load("plan"), load("reference")


def test_under_the_plan_two_honest_validators_finalise_different_blocks() -> None:
    told = replay(fast_beside_secure(PLAN))
    assert not any(each.byzantine for each in fast_beside_secure(PLAN).setting.everybody())
    assert disagreements(told.end) == {0: {A, B}}
    assert told.transcript() == (
        "a1 proposes A in round 0 (fast)\n"
        "a1 prevotes A in round 0 (fast)\n"
        "a2 prevotes A in round 0 (fast)\n"
        "a3 prevotes nil in round 0 (fast)\n"
        "s1 prevotes nil in round 0 (fast)\n"
        "s2 prevotes nil in round 0 (fast)\n"
        "s3 prevotes nil in round 0 (fast)\n"
        "a1 precommits A in round 0 (fast)\n"
        "a2 precommits A in round 0 (fast)\n"
        "a1 decides A in round 0 (fast) on the precommits of a1, a2\n"
        "a3 precommits nil in round 0 (fast)\n"
        "s1 precommits nil in round 0 (fast)\n"
        "s2 precommits nil in round 0 (fast)\n"
        "s3 precommits nil in round 0 (fast)\n"
        "a3 starts round 1 (secure)\n"
        "s1 starts round 1 (secure)\n"
        "s2 starts round 1 (secure)\n"
        "s3 starts round 1 (secure)\n"
        "s1 proposes B in round 1 (secure)\n"
        "a3 prevotes B in round 1 (secure)\n"
        "s1 prevotes B in round 1 (secure)\n"
        "s2 prevotes B in round 1 (secure)\n"
        "s3 prevotes B in round 1 (secure)\n"
        "a3 precommits B in round 1 (secure)\n"
        "s1 precommits B in round 1 (secure)\n"
        "s2 precommits B in round 1 (secure)\n"
        "s3 precommits B in round 1 (secure)\n"
        "s1 decides B in round 1 (secure) on the precommits of a3, s1, s2, s3"
    )


def test_the_sets_of_a_height_say_what_the_story_says() -> None:
    place = fast_beside_secure(PLAN).setting
    world = replay(fast_beside_secure(PLAN)).end
    seen = observe(world, 0)
    far = ("a3", "s1", "s2", "s3")
    assert seen.rounds == {"a1": 0, "a2": 0} | dict.fromkeys(far, 1)
    assert {name: (lock.round, lock.block.name) for name, lock in seen.locks.items()} == {
        "a1": (0, "A"),
        "a2": (0, "A"),
    } | dict.fromkeys(far, (1, "B"))
    assert seen.decided == {("a1", 0, A), ("s1", 1, B)}
    assert seen.prevotes_seen == seen.precommits_seen == {(0, A), (1, B)}
    assert seen.prevoted == seen.precommitted
    assert seen.prevoted == {
        *((name, 0, A) for name in ("a1", "a2")),
        *((name, 0, None) for name in far),
        *((name, 1, B) for name in far),
    }
    assert modes_of_round(world, place, 0, 0) == {Mode.FAST}
    assert modes_of_round(world, place, 0, 1) == {Mode.FAST, Mode.SECURE}
    assert observe(world, 1).rounds == dict.fromkeys(("a1", "a2", *far), 0)


def test_the_reference_stops_that_script_at_the_fast_certificate() -> None:
    """Two of three authorities are not more than 5/6 of them."""
    with pytest.raises(RefusedStep) as refused:
        replay(fast_beside_secure(REFERENCE))
    assert str(refused.value) == (
        "step 8 of Fast beside Secure: a1 precommits A in round 0 (fast): precommit must be allowed, "
        "got a1 prevoted in round 0 of height 0, not locked, having heard a1, a2"
    )


@pytest.mark.parametrize("parameters", [PLAN, REFERENCE], ids=["plan", "reference"])
@pytest.mark.parametrize("mode", Mode)
def test_beyond_the_bound_equivocation_breaks_agreement_in_each_mode(
    parameters, mode: Mode
) -> None:
    story = equivocation(parameters, mode)
    told = replay(story)
    assert not story.setting.validators(0).is_within(parameters.assumptions)
    assert disagreements(told.end) == {0: {A, B}}
    assert {step.mode for step in told.steps if step.act.transition is Transition.DECIDE} == {mode}


def test_with_one_liar_turned_honest_the_equivocation_is_refused() -> None:
    story = equivocation(REFERENCE, Mode.BALANCED)
    reformed = tuple(
        Validator(each.name, each.authority, each.stake, each.byzantine and each.name != "v5")
        for each in story.setting.validators(0).members
    )
    place = replace(story.setting, memberships=(ValidatorSet(reformed),))
    with pytest.raises(RefusedStep) as refused:
        replay(Scenario(story.title, place, story.acts))
    assert str(refused.value) == (
        "step 3 of equivocation in balanced: byzantine: the signer must be Byzantine, got v5"
    )


def test_no_equivocation_story_is_told_where_everybody_must_sign() -> None:
    with pytest.raises(InvalidParameter) as refused:
        equivocation(REFERENCE, Mode.FAST, count=6)
    assert str(refused.value) == (
        "count must leave a validator that need not sign in fast mode, got 6"
    )


def test_the_lock_refuses_the_story_of_the_forgotten_lock() -> None:
    with pytest.raises(RefusedStep) as refused:
        replay(forgotten_lock(REFERENCE))
    assert str(refused.value) == (
        "step 13 of a forgotten lock: v2 prevotes B in round 1 (secure): prevote_new must be allowed, "
        "got v2 started in round 1 of height 0, locked on A since round 0, having heard nobody"
    )


def test_without_the_lock_honest_validators_disagree() -> None:
    told = replay(
        forgotten_lock(REFERENCE, replace(HONEST, prevote_new=lambda node, act, place: True))
    )
    assert disagreements(told.end) == {0: {A, B}}


def test_an_honest_validator_proposes_only_in_its_turn_and_signs_by_its_rules() -> None:
    place = forgotten_lock(REFERENCE).setting
    for act, message in (
        (
            Act(Transition.PROPOSE, "v2", 0, A),
            "propose: the proposer of round 0 (balanced) must be v1, got v2",
        ),
        (
            Act(Transition.BYZANTINE, "v2", 0, A, kind=Kind.PREVOTE),
            "byzantine: the signer must be Byzantine, got v2",
        ),
        (
            Act(Transition.DECIDE, "stranger", 0, A),
            "decide: the actor must be honest, got stranger",
        ),
        (
            Act(Transition.ENTER_HEIGHT, "v2", 0),
            "enter_height: v2 must have decided, got no decision",
        ),
    ):
        with pytest.raises(RefusedStep) as refused:
            replay(Scenario("a trial", place, (act,)))
        assert str(refused.value) == f"step 1 of a trial: {message}"


def test_under_the_plan_one_schedule_for_all_does_not_save_agreement() -> None:
    """The thresholds are at fault, not only whose clock counts."""
    story = fast_beside_secure_on_the_walk(PLAN)
    told = replay(story)
    assert not any(each.byzantine for each in story.setting.everybody())
    assert disagreements(told.end) == {0: {A, B}}
    decided = [line for line in told.transcript().splitlines() if " decides " in line]
    assert decided == [
        "a1 decides A in round 0 (fast) on the precommits of a1, a2",
        "s1 decides B in round 2 (secure) on the precommits of a3, s1, s2, s3",
    ]
    seen = [modes_of_round(told.end, story.setting, 0, each) for each in range(3)]
    assert seen == [{Mode.FAST}, {Mode.BALANCED}, {Mode.SECURE}]


@pytest.mark.parametrize("story", [fast_beside_secure, fast_beside_secure_on_the_walk])
@pytest.mark.parametrize(
    ("changes", "last"),
    [
        (
            {"fast": replace(PLAN.fast, authority_threshold=REFERENCE.fast.authority_threshold)},
            "a1",
        ),
        (
            {
                "secure": replace(
                    PLAN.secure, oversight_threshold=REFERENCE.secure.oversight_threshold
                )
            },
            "a3",
        ),
    ],
)
def test_either_threshold_of_the_reference_stops_these_stories(
    story: Callable[[Parameters], Scenario], changes: dict[str, ModeParameters], last: str
) -> None:
    """Two of three are less than 5/6 of them, and one of three is less than half."""
    with pytest.raises(RefusedStep, match=f": {last} precommits .* precommit must be allowed"):
        replay(story(replace(PLAN, **changes)))


def test_the_shared_schedule_holds_the_far_side_in_balanced_for_a_round() -> None:
    story = fast_beside_secure(PLAN)
    place = replace(story.setting, schedule=SharedSchedule(PLAN))
    with pytest.raises(RefusedStep) as refused:
        replay(replace(story, setting=place))
    assert str(refused.value) == (
        "step 24 of Fast beside Secure: a3 precommits B in round 1 (balanced): precommit must be "
        "allowed, got a3 prevoted in round 1 of height 0, not locked, having heard a3, s1, s2, s3"
    )
