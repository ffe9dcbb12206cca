"""What a verdict rests on, in words."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.quorums import conflict_cost
from hybridstake.proofs.quorums.conflict_cost import Cost, cost_claim
from hybridstake.proofs.quorums.grounds import grounds
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.settling import settle_claim


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plan.fast-balanced.intersection", "proved from Byzantine authorities < 1/3"),
        (
            "plan.balanced.availability",
            "proved from Byzantine authorities < 1/3 and Byzantine stake < 1/3",
        ),
        ("plan.balanced.live-only-if-both", "proved without a bound on the Byzantine"),
        ("reference.fast.two-thirds-needed", "proved from Byzantine authorities <= 2/3"),
        (
            "plan.balanced.safe-if-either",
            "authorities alone: proved from Byzantine authorities < 1/3; "
            "stake alone: proved from Byzantine stake < 1/3",
        ),
        (
            "plan.fast-secure.intersection",
            "fails with 3 validators (first 2 of 3 authorities, 0 of 1 stake; "
            "second 1 of 3 authorities, 1 of 1 stake; Byzantine 0 of 3 authorities, 0 of 1 stake)",
        ),
        (
            "reference.all-modes.intersection",
            "fast-fast, fast-balanced, fast-secure and balanced-balanced: "
            "proved from Byzantine authorities < 1/3; "
            "balanced-secure and secure-secure: proved from Byzantine stake < 1/3",
        ),
    ],
)
def test_grounds_name_the_bounds_or_the_counterexample_of_each_part_once(
    claims: dict[str, Claim], proofs: dict[str, Proof], name: str, words: str
) -> None:
    assert grounds(claims[name], proofs[name]) == words


def test_a_part_that_fails_stands_beside_those_that_hold(
    claims: dict[str, Claim], proofs: dict[str, Proof]
) -> None:
    name, pair = "plan.all-modes.intersection", "plan.fast-secure.intersection"
    assert grounds(claims[name], proofs[name]) == (
        "fast-fast, fast-balanced and balanced-balanced: proved from Byzantine authorities < 1/3; "
        f"fast-secure: {grounds(claims[pair], proofs[pair])}; "
        "balanced-secure and secure-secure: proved from Byzantine stake < 1/3"
    )


def test_what_is_undecided_says_why(claims: dict[str, Claim]) -> None:
    claim = claims["plan.fast-fast.intersection"]
    proof = settle_claim(claim, resources=1)
    assert proof.verdict == "undecided"
    assert grounds(claim, proof) == proof.reason != ""


def test_a_counterexample_of_shares_is_told_by_its_numbers(
    plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cost that is too low is paid and still leaves no conflict."""
    monkeypatch.setattr(
        conflict_cost, "conflict_cost", lambda *asked: Cost(Fraction(1, 4), enough=True)
    )
    claim = cost_claim("plan", plan, Mode.FAST)
    claim = replace(claim, conditions=claim.conditions[-1:])
    words = grounds(claim, settle_claim(claim))
    assert words.startswith("fails at authorities = ")
    assert "stake = " in words
