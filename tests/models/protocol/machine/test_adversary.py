"""Whom Byzantine validators tell what, and when: everybody, some, or one."""

from itertools import pairwise

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.machine.acts import Transition
from hybridstake.models.protocol.machine.adversary import Adversary, agree, mislead
from hybridstake.models.protocol.machine.execution import random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.rotation import taking_turns
from hybridstake.models.protocol.machine.schedule import SharedSchedule
from hybridstake.models.protocol.machine.setting import setting
from hybridstake.models.protocol.machine.stories import CALM, A
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Ballot, Kind

REFERENCE = load("reference")
MEMBERS = ValidatorSet(
    tuple(Validator(f"v{number}", True, 1, byzantine=number == 4) for number in (4, 1, 2, 3))
)
HONEST = ["v1", "v2", "v3"]
PLACE = setting(
    REFERENCE,
    (MEMBERS,),
    SharedSchedule(REFERENCE),
    taking_turns((MEMBERS,)),
    lambda validator, height, round_: CALM,
)
BALLOT = Ballot(Kind.PREVOTE, 0, 0, A)


@pytest.mark.parametrize(("secrecy", "told"), [(0.0, 3), (1.0, 0)])
def test_secrecy_leaves_listeners_out_of_votes_and_of_proposals(secrecy: float, told: int) -> None:
    lies = Adversary(activity=1.0, loudness=1.0, secrecy=secrecy)
    rng = np.random.default_rng(0)
    letters = list(agree(lies, "v4", "v1", BALLOT, HONEST, rng))
    assert len(letters) == 2 * told
    assert len(list(mislead(lies, "v4", 0, 0, [], HONEST, PLACE, rng))) == told


def test_half_of_the_listeners_are_left_out_on_average() -> None:
    """Of 3,000, binomial: 1,500 give or take four standard errors of 27."""
    lies = Adversary(activity=1.0, secrecy=0.5)
    rng = np.random.default_rng(0)
    shown = [len(list(mislead(lies, "v4", 0, 0, [], HONEST, PLACE, rng))) for _ in range(1_000)]
    assert abs(sum(shown) - 1_500) < 4 * 27.4
    assert set(shown) == {0, 1, 2, 3}


@pytest.mark.parametrize("latest", [0.0, 1.0])
def test_what_is_kept_back_arrives_later_than_a_delay(latest: float) -> None:
    """The liar proposes at time zero; on a calm network this takes a delay, and what it waits."""
    lies = Adversary(activity=1.0, latest_seconds=latest)
    run = random_execution(
        PLACE, np.random.default_rng(0), Network(), heights=1, steps=200, adversary=lies
    )
    arrived = [
        step.time
        for step in run.steps
        if (step.act.transition, step.act.source, step.act.round) == (Transition.HEAR, "v4", 0)
        and step.act.kind is None
    ]
    delay = REFERENCE.network.delay_seconds
    if latest:
        assert delay < min(arrived) < max(arrived) <= delay + latest
        assert all(one < two for one, two in pairwise(arrived))
    else:
        assert arrived == [delay] * 3


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("secrecy", 1.5, "secrecy must lie in [0, 1], got 1.5"),
        ("latest_seconds", -1.0, "latest_seconds must be finite and not negative, got -1.0"),
    ],
)
def test_what_no_adversary_can_be_is_refused(field: str, value: float, message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        Adversary(**{field: value})
    assert str(refused.value) == message
