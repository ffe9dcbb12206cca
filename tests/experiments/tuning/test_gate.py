from collections.abc import Iterator

import pytest
from hybridstake.experiments.evaluating.variation import fixed, varied
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.tuning import gate
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.invariants.gate import invariants_of
from hybridstake.proofs.invariants.invariant import Invariant

REFERENCE = load("reference")


def test_the_gate_tells_the_first_that_check_would_refute() -> None:
    parameters = fixed(REFERENCE, ["fast.authority_threshold=2/3"])
    fails = [each.name for each in invariants_of(parameters) if each.verdict != "proved"]
    assert [each.name for each in gate.broken(parameters)] == fails[:1]
    assert fails[:1] == ["fast-secure.intersection"]


def test_every_comparison_that_fails_is_told() -> None:
    parameters = varied(REFERENCE, {"slashing.rate": 0.04, "slashing.correlation_factor": 1})
    assert [each.name for each in gate.broken(parameters)] == [
        "outage-costs-no-more",
        "conspiracy-costs-everything",
    ]


def test_the_solver_is_asked_once_for_what_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Parameters] = []

    def counted(parameters: Parameters) -> Iterator[Invariant]:
        asked.append(parameters)
        return iter([])

    monkeypatch.setattr(gate, "solved_invariants", counted)
    monkeypatch.setattr(gate, "_settled", {})
    for share in (0.3, 0.4, 0.5):
        gate.broken(varied(REFERENCE, {"rewards.authority_share": share}))
    assert len(asked) == 1
    gate.broken(varied(REFERENCE, {"fast.authority_threshold": 6 / 7}))
    assert len(asked) == 2


def test_the_solver_is_shown_no_other_field() -> None:
    """Any use of one raises: what is kept for equal values of the others is right."""
    narrowed = gate.narrow(REFERENCE, gate.SOLVER_READS)
    assert narrowed.fast.authority_threshold == REFERENCE.fast.authority_threshold
    with pytest.raises(Exception, match=r"slashing\.rate"):
        assert narrowed.slashing.rate + 1
