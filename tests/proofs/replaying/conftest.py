"""Counterexamples to replay: settled one by one, and changed by hand."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.proofs.quorums.variants import variant_claims
from hybridstake.proofs.registry import promises
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.settling import settle_claim


@cache
def settled(name: str) -> Proof:
    """What came of one claim about a preset, without the theorems that it rests on."""
    protocol = name.split(".")[0]
    claims = [*promises(protocol, load(protocol)), *variant_claims()]
    (claim,) = [claim for claim in claims if claim.name == name]
    return settle_claim(replace(claim, rests_on=()))


@pytest.fixture(scope="session")
def refuted() -> Callable[[str], Proof]:
    """A claim by name, which is refuted."""

    def ask(name: str) -> Proof:
        proof = settled(name)
        assert proof.verdict == "refuted"
        return proof

    return ask


@pytest.fixture(scope="session")
def told_otherwise() -> Callable[..., Proof]:
    """A refuted claim with another story, which no solver has found."""

    def change(proof: Proof, **changes: object) -> Proof:
        found = proof.counterexample
        assert found is not None
        story = replace(found.story, **changes)  # pyright: ignore[reportArgumentType]  # frozen data
        return replace(proof, counterexample=replace(found, story=story))

    return change
