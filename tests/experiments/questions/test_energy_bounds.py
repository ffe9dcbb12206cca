"""What is proved of energy settles what proof of virtual machine saves."""

from collections.abc import Callable
from typing import Any

PROVED = ("energy.break-even", "energy.equal-security", "energy.same-budget")


def test_the_same_budget_burns_the_same(findings_on: Callable[..., dict[str, Any]]) -> None:
    found = findings_on("energy_bounds", PROVED)["C98"]
    assert found.verdict.value == "holds if"
    assert found.condition.startswith("its security budget, times the part of costs that is")
    assert found.evidence == "any.energy.same-budget; cvc5 agrees"
