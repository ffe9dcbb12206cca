"""Whether Fast and Secure are ever asked for at once: the proof beside the protocol's own decision."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.protocol import SwitchingRule
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.switching import wanted_choices
from hybridstake.proofs.solving.counterexample import replay
from hybridstake.proofs.solving.settling import refutation, settle_claim
from hybridstake.proofs.switching.exclusive import one_mode
from hybridstake.proofs.switching.setting import exactly

TWENTIETHS = [Fraction(number, 20) for number in range(21)]
SHORTAGE = SwitchingRule.AUTHORITY_SHORTAGE


def switched(parameters: Parameters, **changes: Any) -> Parameters:
    """The protocol with other numbers of switching."""
    return replace(parameters, switching=replace(parameters.switching, **changes))


def asks_for_both(parameters: Parameters, *state: Fraction) -> bool:
    """Whether Fast is asked for, and without Fast it would be Secure."""
    load, online, participation = state
    fast, *others = wanted_choices(exactly(parameters), load, online, 1, participation)
    return bool(fast[0]) and next(mode for met, mode in others if met) is Mode.SECURE


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "refuted"),
        ({"secure_min_participation": 1.0}, "proved"),
        ({"secure_min_participation": 1.0, "fast_max_load": 0.8}, "refuted"),
        ({"rule": SHORTAGE}, "proved"),
        ({"rule": SHORTAGE, "fast_min_availability": 0.6}, "refuted"),
    ],
)
def test_the_proof_says_what_a_search_through_all_twentieths_finds(
    plan: Parameters, changes: dict[str, Any], verdict: str
) -> None:
    """Among them 0.75, between 0.7 and 0.8, and 0.65, between 0.6 and 2/3."""
    parameters = switched(plan, **changes)
    claim = one_mode("mine", parameters)
    proof = settle_claim(claim)
    assert proof.verdict == verdict
    both = any(asks_for_both(parameters, *state) for state in product(TWENTIETHS, repeat=3))
    assert both == (verdict == "refuted")
    if proof.counterexample is not None:
        assert replay(proof.counterexample, claim.conditions[0])


def test_the_plans_story_is_a_state_that_asks_for_both(plan: Parameters) -> None:
    """Read back from the text, and asked of the protocol."""
    found = settle_claim(one_mode("mine", plan)).counterexample
    assert found is not None
    numbers = {name: Fraction(number) for name, number in found.as_dict()["numbers"].items()}
    assert asks_for_both(plan, numbers["load"], numbers["online"], numbers["participation"])


def test_the_twin_needs_only_the_authorities_to_be_away(reference: Parameters) -> None:
    """Fast in any company is asked for while too few are online for Balanced."""
    (twin,) = one_mode("mine", reference).twins
    found = refutation(twin)
    assert found is not None
    online = Fraction(found.as_dict()["numbers"]["online"])
    assert online <= Fraction(2, 3)
