"""Every refuted claim is executed: what the solver found happens on the machine."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs import replaying
from hybridstake.proofs.registry import GIVEN_UP, REFERENCE
from hybridstake.proofs.replaying.replay import NotReplayed, Replay
from hybridstake.proofs.replaying.table import REPLAYS, WITHOUT_A_RUN, promise_of, replayed
from hybridstake.proofs.solving.claim import Proof

FEWEST = 25
"""Refuted claims of the plan: so many are to be executed at the least [1]."""


def test_every_refuted_claim_is_executed_or_has_a_reason(
    proofs: dict[str, Proof], plan: Parameters
) -> None:
    refuted = [proof for proof in proofs.values() if proof.verdict == "refuted"]
    runs = {proof.name: replayed(proof, plan) for proof in refuted}
    silent = {name.removeprefix("plan.") for name, run in runs.items() if run is None}
    assert {proof.protocol for proof in refuted} == {"plan"}
    assert silent <= set(WITHOUT_A_RUN)
    assert len(runs) - len(silent) >= FEWEST
    assert all(run.violation and run.steps for run in runs.values() if run)


@pytest.mark.parametrize("promise", GIVEN_UP)
def test_what_the_reference_has_given_up_is_executed_too(
    promise: str, refuted: Callable[[str], Proof], reference: Parameters
) -> None:
    run = replayed(refuted(f"{REFERENCE}.{promise}"), reference)
    assert run is not None or promise in WITHOUT_A_RUN


def test_a_claim_that_stands_has_no_run(proofs: dict[str, Proof], plan: Parameters) -> None:
    standing = [proof for proof in proofs.values() if proof.counterexample is None]
    assert len(standing) > FEWEST
    assert not any(replayed(proof, plan) for proof in standing)


def test_a_promise_is_executed_in_one_way_or_has_a_reason_not_to_be() -> None:
    modules = [
        import_module(f"{replaying.__name__}.{each.name}")
        for each in iter_modules(replaying.__path__)
        if each.name != "table"
    ]
    rows = [name for module in modules for name in getattr(module, "REPLAYS", {})]
    assert sorted(rows) == sorted(REPLAYS), "a file's rows are missing, or two files share one"
    assert set(rows).isdisjoint(WITHOUT_A_RUN)
    assert all(reason.endswith(".") for reason in WITHOUT_A_RUN.values())


def test_a_name_without_its_protocol_chooses_the_row(refuted: Callable[[str], Proof]) -> None:
    proof = refuted("plan.fast-secure.intersection")
    assert promise_of(proof) == "fast-secure.intersection"
    assert promise_of(replace(proof, protocol="any")) == "plan.fast-secure.intersection"


def test_a_run_is_told_as_text_and_as_json() -> None:
    run = Replay("a title", ("one", "two"), "it breaks")
    assert run.as_text() == "replayed: it breaks\n  one\n  two"
    assert run.as_dict() == {"title": "a title", "steps": ["one", "two"], "violation": "it breaks"}
    assert not isinstance(run, NotReplayed)
