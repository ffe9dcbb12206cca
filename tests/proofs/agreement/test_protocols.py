"""Liveness of a protocol is composed: it rests on every link, and fails with any of them."""

from dataclasses import replace

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.agreement.protocols import liveness_claims_of
from hybridstake.proofs.solving.claim import Claim
from hybridstake.proofs.solving.settling import settle_claim

LINKS = (
    "any.liveness",
    "any.entries-together",
    "any.good-round-times",
    "any.locks-arrive",
    "any.waits-outgrow-delays",
    "reference.waits",
    "any.rotation",
    "any.silent-rounds",
)


def in_secure(parameters: Parameters) -> Claim:
    (claim,) = liveness_claims_of("reference", parameters, (Mode.SECURE,))
    return claim


def test_liveness_rests_on_every_link_and_says_so(reference: Parameters) -> None:
    proof = settle_claim(in_secure(reference))
    assert proof.verdict == "proved"
    theorems = [each for each in proof.assumptions_used if each.startswith("theorem ")]
    assert theorems == [f"theorem {name}" for name in LINKS]


def test_a_first_wait_that_is_too_short_takes_the_proof_away(reference: Parameters) -> None:
    """By hand: a wait of two delays is not longer than two delays."""
    short = replace(reference.network, timeout_seconds=0.2, delay_seconds=0.1)
    proof = settle_claim(in_secure(replace(reference, network=short)))
    assert (proof.verdict, proof.assumptions_used) == ("undecided", [])
    assert proof.reason == "it rests on reference.waits, which is not proved"


@pytest.mark.parametrize(
    "supposed",
    [
        "honest validators know the mode of a round alike",
        "proposers take turns in the Secure rounds",
        "drawn independently",
        "the round before it began after stabilisation",
    ],
)
def test_what_the_statement_supposes_it_says(reference: Parameters, supposed: str) -> None:
    assert supposed in in_secure(reference).statement
