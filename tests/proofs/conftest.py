"""The presets, and every claim settled once."""

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.registry import claims_of, general_claims
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.settling import settle


@pytest.fixture(scope="session")
def plan() -> Parameters:
    return load("plan")


@pytest.fixture(scope="session")
def reference() -> Parameters:
    return load("reference")


@pytest.fixture(scope="session")
def claims(plan: Parameters, reference: Parameters) -> dict[str, Claim]:
    listed = [*claims_of("plan", plan), *claims_of("reference", reference), *general_claims()]
    named = {claim.name: claim for claim in listed}
    assert len(named) == len(listed), "two claims have one name"
    return named


@pytest.fixture(scope="session")
def proofs(claims: dict[str, Claim]) -> dict[str, Proof]:
    return {proof.name: proof for proof in settle(claims.values())}
