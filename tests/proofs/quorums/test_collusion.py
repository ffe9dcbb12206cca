"""Who must collude: verdicts that follow the thresholds, and twins that always fail."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.quorums.collusion import collusion_claims, safe_if_either
from hybridstake.proofs.registry import promise
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.settling import settle

SIX_SEVENTHS = Fraction(6, 7)


def with_thresholds(base: Parameters, threshold: Fraction) -> Parameters:
    """The same protocol with one threshold everywhere."""
    return replace(
        base,
        fast=replace(base.fast, authority_threshold=threshold),
        balanced=replace(base.balanced, authority_threshold=threshold, stake_threshold=threshold),
        secure=replace(base.secure, stake_threshold=threshold, oversight_threshold=threshold),
    )


def kept(parameters: Parameters) -> set[str]:
    """Promises about collusion that these parameters keep, none being undecided."""
    claims = [*collusion_claims("mine", parameters), safe_if_either("mine", parameters)]
    verdicts = {
        promise(claim): proof.verdict for claim, proof in zip(claims, settle(claims), strict=True)
    }
    assert set(verdicts.values()) <= {"proved", "refuted"}
    return {name for name, verdict in verdicts.items() if verdict == "proved"}


@pytest.mark.parametrize(
    ("threshold", "promises"),
    [
        (Fraction(1, 1000), set()),
        (Fraction(1, 2), set()),
        (Fraction(2, 3), {"secure.oversight-protects", "balanced.safe-if-either"}),
        (Fraction(5, 6), {"secure.oversight-protects", "balanced.safe-if-either"}),
        (
            SIX_SEVENTHS,
            {
                "secure.oversight-protects",
                "balanced.safe-if-either",
                "fast.two-thirds-needed",
                "secure.two-thirds-needed",
            },
        ),
        (
            Fraction(1),
            {
                "secure.oversight-protects",
                "balanced.safe-if-either",
                "fast.two-thirds-needed",
                "secure.two-thirds-needed",
            },
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, Fraction) else "",
)
def test_what_is_kept_follows_the_thresholds(
    plan: Parameters, threshold: Fraction, promises: set[str]
) -> None:
    """A conflict costs 2t - 1 of a resource, or more: 2/3 exactly at 5/6, above 2/3 from there on.

    Fast asks for no stake, so no threshold makes stake protect it or makes both resources needed.
    """
    assert kept(with_thresholds(plan, threshold)) == promises


def test_a_strict_threshold_of_five_sixths_needs_more_than_two_thirds(
    reference: Parameters,
) -> None:
    """By hand: more than 5/6 twice is more than 2/3 in common; at a half, more than nobody."""
    found = kept(with_thresholds(reference, Fraction(5, 6)))
    assert {"fast.two-thirds-needed", "secure.two-thirds-needed"} <= found
    assert kept(with_thresholds(reference, Fraction(1, 2))) == {"secure.oversight-protects"}


@pytest.mark.parametrize(
    "threshold", [Fraction(1, 1000), Fraction(1, 2), Fraction(999, 1000)], ids=str
)
@pytest.mark.parametrize("strict", [False, True])
def test_a_claim_about_one_mode_fails_beyond_its_cost(
    plan: Parameters, reference: Parameters, strict: bool, threshold: Fraction
) -> None:
    parameters = with_thresholds(reference if strict else plan, threshold)
    claims = [*collusion_claims("mine", parameters), safe_if_either("mine", parameters)]
    claims = [replace(claim, conditions=()) for claim in claims if ".all-modes." not in claim.name]
    rows = list(audit(claims))
    assert len(rows) == len(claims) + 1, "one twin each, and two for the resources of Balanced"
    assert [row.condition for row in rows if row.outcome != "counterexample"] == []
