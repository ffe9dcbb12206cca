"""Parameters with tables exchanged: the others as they were, and no check made again."""

from dataclasses import fields, replace
from fractions import Fraction

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.variant import with_tables

PLAN = load("plan")


def test_the_named_tables_are_exchanged_and_no_others() -> None:
    fast = replace(PLAN.fast, authority_threshold=Fraction(1))
    secure = replace(PLAN.secure, oversight_threshold=Fraction(1, 2))
    found = with_tables(PLAN, fast=fast, secure=secure)
    assert (found.fast, found.secure) == (fast, secure)
    for field in fields(Parameters):
        if field.name not in ("fast", "secure"):
            assert getattr(found, field.name) is getattr(PLAN, field.name)


def test_what_they_start_from_stays_as_it_is() -> None:
    before = replace(PLAN)
    found = with_tables(PLAN, quorums=replace(PLAN.quorums, strict=True))
    assert found.quorums.strict
    assert before == PLAN
    assert found != PLAN
    assert with_tables(PLAN) == PLAN
    assert with_tables(PLAN) is not PLAN


def test_tables_that_do_not_go_together_are_let_through() -> None:
    """A stake below the least one, which a file is refused for."""
    token = replace(PLAN.token, supply=1)
    with pytest.raises(InvalidParameter) as caught:
        replace(PLAN, token=token)
    assert str(caught.value) == (
        "staking.authority_minimum must be at most token.supply (1 token), got "
        f"{PLAN.staking.authority_minimum!r}"
    )
    assert with_tables(PLAN, token=token).token.supply == 1
