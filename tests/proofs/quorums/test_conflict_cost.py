from copy import copy
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.quorums import conflict_cost
from hybridstake.proofs.quorums.conflict_cost import Cost, cost_claim, proved_conflict_cost
from hybridstake.proofs.quorums.premises import Resource
from hybridstake.proofs.solving.settling import settle_claim
from hybridstake.proofs.solving.solver import ProofUndecided

NOTHING = Cost(Fraction(0), enough=True)


def costs(parameters: Parameters) -> list[tuple[Cost, Cost]]:
    proved = [proved_conflict_cost(parameters, mode) for mode in Mode]
    return [(each[Resource.AUTHORITIES], each[Resource.STAKE]) for each in proved]


def test_the_plan_breaks_at_a_third_and_not_at_two_thirds(plan: Parameters) -> None:
    """By hand: 2 * 2/3 - 1 = 1/3; oversight of 1/3 twice overlaps in nothing."""
    third = Cost(Fraction(1, 3), enough=True)
    assert costs(plan) == [(third, NOTHING), (third, third), (NOTHING, third)]


def test_the_references_fast_breaks_beyond_two_thirds(reference: Parameters) -> None:
    """By hand: 2 * 5/6 - 1 = 2/3; 2 * 1/2 - 1 = 0, which more than half must exceed."""
    third = Cost(Fraction(1, 3), enough=False)
    assert costs(reference) == [
        (Cost(Fraction(2, 3), enough=False), NOTHING),
        (third, third),
        (Cost(Fraction(0), enough=False), third),
    ]


@pytest.mark.parametrize("error", [Fraction(1, 100), Fraction(-1, 100)], ids=["more", "less"])
def test_a_wrong_cost_is_refuted(
    plan: Parameters, error: Fraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = conflict_cost.conflict_cost
    monkeypatch.setattr(
        conflict_cost,
        "conflict_cost",
        lambda *asked: replace(right(*asked), part=max(Fraction(0), right(*asked).part + error)),
    )
    assert settle_claim(cost_claim("plan", plan, Mode.BALANCED)).verdict == "refuted"


def test_a_mode_without_any_certificate_has_no_cost(reference: Parameters) -> None:
    """Parameters refuse such a mode; the proof must not be vacuous even if they did not."""
    impossible = copy(reference)
    nobody = replace(reference.fast, authority_threshold=Fraction(1))
    object.__setattr__(impossible, "fast", nobody)
    with pytest.raises(ProofUndecided) as caught:
        proved_conflict_cost(impossible, Mode.FAST)
    assert str(caught.value) == (
        "any.fast.conflict-cost is refuted: Two Fast certificates without a common honest validator "
        "need more than 1 of the authorities to be Byzantine, and no more is needed."
    )
