"""Theorems about private payments hold, fail where they should, and their stories happen."""

import pytest
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.payments.conservation import excess_amount
from hybridstake.models.payments.pedersen import commit
from hybridstake.models.payments.randomness import from_seed
from hybridstake.proofs.payments.conservation import BOUND
from hybridstake.proofs.payments.theorems import payment_claims
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.quantities import Values
from hybridstake.proofs.solving.settling import refutation, settle
from hybridstake.proofs.solving.solver import cvc5

CLAIMS = {claim.name.removeprefix("any.payments."): claim for claim in payment_claims()}


@pytest.fixture(scope="module")
def proofs() -> list[Proof]:
    return settle(list(CLAIMS.values()))


def test_all_are_proved_and_both_solvers_agree(proofs: list[Proof]) -> None:
    opinion = "agrees" if cvc5 is not None else "not installed"
    assert {proof.name: proof.verdict for proof in proofs} == {
        f"any.payments.{name}": "proved"
        for name in ("no-money-made", "limbs", "cover", "extraction", "simulation")
    }
    assert {proof.second_solver for proof in proofs} == {opinion}


def test_every_premise_is_used_and_every_near_miss_fails(proofs: list[Proof]) -> None:
    assert all(set(proof.assumptions) == set(proof.assumptions_used) for proof in proofs)
    rows = list(audit(list(CLAIMS.values())))
    assert [row for row in rows if not row.passed] == []
    assert not {row.mutation for row in rows if row.outcome == "redundant"}


def near_miss(name: str, place: int = 0) -> Values:
    """Values that refute a claim without one of its premises."""
    condition = CLAIMS[name].twins[place]
    found = refutation(condition)
    assert found is not None
    world = found.story.world()
    assert isinstance(world, Values)
    assert all(premise.holds(world) for premise in condition.premises)
    assert not condition.conclusion.holds(world)
    return world


def test_without_ranges_commitments_cancel_and_money_is_made() -> None:
    """The solver's own numbers, in commitments: they cancel, and outputs exceed inputs or fall short."""
    world = near_miss("no-money-made")
    draw = from_seed(b"story")
    blinding = draw()
    names = ("made", "fee", "taken", "issued")
    made, fee, taken, issued = (int(world[name]) for name in names)
    assert excess_amount(made, fee, taken, issued) != 0
    assert excess_amount(made, fee, taken, issued) % ORDER == 0
    outputs = commit(made + fee, blinding)
    inputs = commit(taken + issued, blinding)
    assert outputs == inputs


def test_so_many_amounts_that_they_wrap_are_more_than_any_payment_has() -> None:
    """Each in range, all together beyond the order: more than 2^190 of them."""
    world = near_miss("no-money-made", 1)
    most = max(int(world["inputs"]), int(world["outputs"]))
    assert (most + 1) * BOUND >= ORDER
    assert most > 2**190


def test_a_piece_without_its_range_is_read_otherwise() -> None:
    world = near_miss("limbs")
    assert any(world[f"first{piece}"] != world[f"second{piece}"] for piece in range(4))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_debt_without_a_range_is_not_covered(place: int) -> None:
    """That of its surplus, of the collateral, or of the debt itself."""
    world = near_miss("cover", place)
    assert world["pledged"] < world["owed"]
