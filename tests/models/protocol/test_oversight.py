"""Forms of oversight under the two protocols, by hand."""

from dataclasses import replace
from fractions import Fraction

from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.oversight import OversightForm, oversight_forms

PLAN, REFERENCE = load("plan"), load("reference")
OWN = "this protocol's part countersigns"


def rows(parameters) -> dict[str, tuple[bool, bool, bool, bool, bool]]:
    """What is true of each form."""
    return {
        each.form: (
            each.safe_beside_fast,
            each.safe_if_in_time,
            each.safe_beside_balanced,
            each.live,
            each.confirms_alone,
        )
        for each in oversight_forms(parameters)
    }


def test_beside_the_plans_fast_only_two_thirds_are_safe_and_live() -> None:
    """2/3 + part - 1/3 >= 1 asks for 2/3; part + 1/3 <= 1 allows 2/3; a veto of 1/3 = 2/3 - 1/3."""
    assert rows(PLAN) == {
        "none": (False, False, True, True, False),
        "a third countersign": (False, False, True, True, False),
        "half countersign": (False, False, True, True, False),
        "two thirds countersign": (True, True, True, True, False),
        "a third may object": (False, True, True, True, False),
        "half ratify afterwards": (False, False, True, True, True),
        OWN: (False, False, True, True, False),
    }


def test_beside_the_references_fast_half_are_safe_and_live() -> None:
    """5/6 + 1/2 - 1/3 = 1."""
    found = rows(REFERENCE)
    assert found["half countersign"] == found[OWN] == (True, True, True, True, False)
    assert found["half ratify afterwards"] == (True, True, True, True, True)
    assert found["a third countersign"] == (False, False, True, True, False)


def test_with_little_stake_in_secure_only_the_authorities_tie_it_to_balanced() -> None:
    """Stake 2/3 + 1/2 - 1/3 < 1; authorities 2/3 + 2/3 - 1/3 = 1, and 2/3 + 1/2 - 1/3 < 1."""
    light = replace(REFERENCE, secure=replace(REFERENCE.secure, stake_threshold=Fraction(1, 2)))
    safe = {each.form: each.safe_beside_balanced for each in oversight_forms(light)}
    assert [form for form, is_safe in safe.items() if is_safe] == ["two thirds countersign"]


def test_half_byzantine_stop_two_thirds_and_object_to_everything() -> None:
    """2/3 + 1/2 > 1, 1/2 + 1/2 = 1, and a third can object where half are Byzantine."""
    bounds = replace(REFERENCE.assumptions, byzantine_authorities=Fraction(1, 2))
    many = oversight_forms(replace(REFERENCE, assumptions=bounds))
    assert [each.form for each in many if not each.live] == [
        "two thirds countersign",
        "a third may object",
    ]
    assert isinstance(many[0], OversightForm)
    assert [each.part for each in many][:2] == [0, Fraction(1, 3)]
