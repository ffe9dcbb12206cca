"""The presets, and every claim settled once."""

import fcntl
import pickle

import pytest
from hybridstake.experiments.commands.prove import all_claims
from hybridstake.experiments.parameter_files import load
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.registry import claims_of, general_claims
from hybridstake.proofs.solving.apart import settle_apart
from hybridstake.proofs.solving.claim import Claim, Proof


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
def proofs(
    claims: dict[str, Claim], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> dict[str, Proof]:
    """Every claim settled, once for all the processes of pytest-xdist."""
    own = tmp_path_factory.getbasetemp()
    common = own if worker_id == "master" else own.parent
    path = common / "proofs.pickle"
    with (common / "proofs.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.is_file():
            # By two processes, for the other one of pytest-xdist mostly waits for this.
            settled = {
                proof.name: proof for proof in settle_apart(all_claims, list(claims.values()), 2)
            }
            path.write_bytes(pickle.dumps(settled))
    return pickle.loads(path.read_bytes())  # noqa: S301  # written by this very run
