"""Every condition under many seeds: none may leave the solver without an answer."""

from typing import Any

import pytest
from hybridstake.experiments.commands.prove import all_claims
from hybridstake.experiments.proving import trials
from hybridstake.experiments.proving.trials import trials_apart
from hybridstake.proofs.solving.apart import Address, claims_by_name
from hybridstake.proofs.solving.claim import Claim
from hybridstake.proofs.solving.condition import Condition
from hybridstake.proofs.solving.processes import Limits
from hybridstake.proofs.solving.stability import spreads

SEEDS = 20


@pytest.mark.exhaustive
def test_trials_do_not_depend_on_the_number_of_processes() -> None:
    claims = [
        claims_by_name(all_claims)[name] for name in ("any.accountability", "plan.fast.agreement")
    ]
    one, two = (trials_apart(all_claims, claims, 3, workers) for workers in (1, 2))
    assert one == two
    conditions = sum(len(claim.conditions) for claim in claims)
    assert [each.seed for each in one] == [0, 1, 2] * conditions
    assert {each.claim for each in one} == {claim.name for claim in claims}


def test_every_seed_of_a_condition_draws_an_order_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[tuple[int, list[int]]] = []

    def drawing(claim: Claim, condition: Condition, seed: int, rng: Any, resources: int) -> None:
        drawn.append((seed, rng.permutation(20).tolist()))

    monkeypatch.setattr(trials, "trial", drawing)
    claim = claims_by_name(all_claims)["any.no-framing"]
    for position in (0, 1, 0):
        trials.trials_at(Address(all_claims, claim.name, position), 3, 1)
    assert [seed for seed, _ in drawn] == [0, 1, 2] * 3
    assert drawn[:3] == drawn[6:]
    assert len({tuple(order) for _, order in drawn[:6]}) == 6


def test_what_cannot_be_tried_is_undecided_under_every_seed() -> None:
    claim = claims_by_name(all_claims)["plan.fast-secure.intersection"]
    found = trials_apart(all_claims, [claim], 3, 1, limits=Limits(mebibytes=2))
    assert [(each.seed, each.outcome) for each in found] == [
        (seed, "undecided") for seed in range(3)
    ]


@pytest.mark.exhaustive
def test_no_seed_and_no_order_leaves_the_solver_without_its_answer() -> None:
    """Every condition of every claim, which takes some minutes on two cores."""
    found = spreads(trials_apart(all_claims, all_claims(), SEEDS, 2))
    assert [each.as_dict() for each in found if not each.is_stable] == []
    assert len(found) > 500
