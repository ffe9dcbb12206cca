"""What `prove` says of the runs of counterexamples."""

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.proving import replays
from hybridstake.experiments.proving.replays import are_replayed, in_text, runs_of, with_run
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.quorums.intersection import intersection_claims
from hybridstake.proofs.replaying.replay import NotReplayed, Replay
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.settling import settle_claim


@pytest.fixture(scope="module")
def refuted() -> Proof:
    """The plan's Fast beside its Secure."""
    claims = intersection_claims("plan", load("plan"))
    (claim,) = [claim for claim in claims if claim.name == "plan.fast-secure.intersection"]
    return settle_claim(claim)


def refusing(proof: Proof, parameters: Parameters) -> Replay:
    """A machine that refuses."""
    raise NotReplayed("step 3 must be allowed")


def test_a_refuted_claim_is_told_with_its_run(refuted: Proof) -> None:
    runs = runs_of([refuted])
    told = with_run(refuted, runs)["counterexample"]
    assert are_replayed(runs)
    assert told["replayed"]["violation"].startswith(
        "authority-1 finalises A and both-1 finalises B"
    )
    assert len(told["replayed"]["steps"]) == 14
    assert in_text(refuted, runs).startswith("\nreplayed: authority-1 finalises A and both-1 ")
    assert in_text(refuted, runs).count("\n  ") == 14


def test_a_run_that_is_refused_is_told_too(refuted: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replays, "replayed", refusing)
    runs = runs_of([refuted])
    assert not are_replayed(runs)
    assert with_run(refuted, runs)["counterexample"]["replayed"] == {
        "refused": "step 3 must be allowed"
    }
    assert in_text(refuted, runs) == "\nnot replayed: step 3 must be allowed"


def test_a_counterexample_with_nothing_to_execute_has_none(
    refuted: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(proof: Proof, parameters: Parameters) -> Replay | None:
        return None

    monkeypatch.setattr(replays, "replayed", nothing)
    runs = runs_of([refuted])
    assert runs == {}
    assert are_replayed(runs)
    assert with_run(refuted, runs)["counterexample"]["replayed"] is None
    assert in_text(refuted, runs) == ""


def test_a_run_is_one_under_the_parameters_of_its_protocol(
    refuted: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Parameters] = []

    def remember(proof: Proof, parameters: Parameters) -> Replay:
        asked.append(parameters)
        return Replay("a run", (), "it breaks")

    monkeypatch.setattr(replays, "replayed", remember)
    runs_of([refuted])
    assert asked == [load("plan")]
