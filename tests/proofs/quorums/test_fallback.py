from fractions import Fraction

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.quorums import certificates_intersect
from hybridstake.proofs.quorums import fallback
from hybridstake.proofs.quorums.fallback import fallback_claims
from hybridstake.proofs.solving.settling import settle


def test_the_reference_stands_on_the_frontier(reference: Parameters) -> None:
    """By hand: 1 + 1/3 - 5/6 = 1/2, and 5/6 > (1 + 1/3) / 2 = 2/3."""
    fast = reference.fast.authority_threshold
    byzantine = reference.assumptions.byzantine_authorities
    oversight = reference.secure.oversight_threshold
    assert oversight == 1 + byzantine - fast
    assert certificates_intersect(fast, oversight, byzantine)
    assert not certificates_intersect(fast, oversight - Fraction(1, 1000), byzantine)
    assert oversight < fast


def test_the_plans_oversight_is_a_third_short(plan: Parameters) -> None:
    """By hand: 1 + 1/3 - 2/3 = 2/3 would be needed; the plan has 1/3."""
    needed = 1 + plan.assumptions.byzantine_authorities - plan.fast.authority_threshold
    assert needed - plan.secure.oversight_threshold == Fraction(1, 3)


def test_an_oversight_that_is_too_low_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    right = fallback.least_oversight
    monkeypatch.setattr(fallback, "least_oversight", lambda each: right(each) - Fraction(1, 100))
    verdicts = {proof.name: proof.verdict for proof in settle(fallback_claims())}
    assert verdicts["any.fallback.useful"] == "refuted"


def test_beside_a_higher_fast_threshold_the_dilemma_is_not_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With Fast at 5/6 the same sentence is false: that is the reference protocol's way out."""
    monkeypatch.setattr(fallback, "TWO_THIRDS", Fraction(5, 6))
    proof = {proof.name: proof for proof in settle(fallback_claims())}[
        "any.fallback.useless-at-two-thirds"
    ]
    assert proof.verdict == "refuted"
