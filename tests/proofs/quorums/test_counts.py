"""The dilemma in whole authorities: the theorem, and the bound one off on either side."""

from typing import Any

import pytest
from hybridstake.proofs.quorums import counts
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.settling import refutation, settle_claim


def test_it_is_proved_and_audited_and_the_second_solver_agrees() -> None:
    proof = settle_claim(counts.counts())
    assert (proof.verdict, proof.second_solver) == ("proved", "agrees")
    assert [row.as_dict() for row in audit([counts.counts()]) if not row.passed] == []


@pytest.mark.parametrize(("off", "condition"), [(1, "shared"), (-1, "apart")])
def test_a_bound_that_is_one_off_is_caught(
    monkeypatch: pytest.MonkeyPatch, off: int, condition: str
) -> None:
    def wrong(first: Any, second: Any, byzantine: Any, authorities: Any) -> Any:
        return first + second - byzantine + off > authorities

    monkeypatch.setattr(counts, "counts_intersect", wrong)
    found = settle_claim(counts.counts()).counterexample
    assert found is not None
    assert found.condition == f"any.fallback.counts: {condition}"


def test_the_twin_is_told_in_a_few_authorities() -> None:
    """Two certificates with one authority fewer in common, all of it Byzantine."""
    found = refutation(counts.counts().twins[0])
    assert found is not None
    numbers = found.as_dict()["numbers"]
    assert numbers["signed_both"] == numbers["faulty_both"]
    assert numbers["first"] + numbers["second"] - numbers["byzantine"] == numbers["authorities"]
