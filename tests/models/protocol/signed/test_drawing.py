"""Public draws: the rule's own probabilities, from real outputs."""

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.selection import (
    independent_draw_probabilities,
    reused_draw_probabilities,
)
from hybridstake.models.protocol.signed.beacons import key_beacon
from hybridstake.models.protocol.signed.drawing import drawn_by
from scipy import stats

MEMBERS = ValidatorSet(
    (
        *(Validator(f"a{number}", authority=True) for number in range(3)),
        Validator("s1", stake=1),
        Validator("s2", stake=3),
    )
)
NAMES = ["a0", "a1", "a2", "s1", "s2"]


@pytest.mark.parametrize("preset", ["plan", "reference"])
def test_proposers_come_as_often_as_the_rule_says(preset: str) -> None:
    """Chi squared at one in a thousand; rounds of one output have draws of their own."""
    parameters = load(preset)
    proposers = drawn_by(key_beacon(bytes(32), "chain"), parameters, (MEMBERS,))
    rounds = [(height, round_) for height in range(20) for round_ in range(60)]
    drawn = [proposers(height, round_, Mode.BALANCED) for height, round_ in rounds]
    exactly = (
        independent_draw_probabilities
        if parameters.selection.independent_draws
        else reused_draw_probabilities
    )
    share = parameters.selection.authority_probability
    expected = len(drawn) * np.concatenate(exactly(share, 3, np.array([1.0, 3.0])))
    observed = np.array([drawn.count(name) for name in NAMES])
    possible = expected > 0
    assert (observed[~possible] == 0).all()
    assert stats.chisquare(observed[possible], expected[possible]).pvalue > 1e-3


def test_authorities_propose_in_fast_and_stakers_in_secure() -> None:
    proposers = drawn_by(key_beacon(bytes(32), "chain"), load("reference"), (MEMBERS,))
    for mode, class_ in ((Mode.FAST, "a"), (Mode.SECURE, "s")):
        assert {proposers(0, round_, mode)[0] for round_ in range(40)} == {class_}
