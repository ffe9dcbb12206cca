"""Refuted claims executed: which counterexamples ran on the state machines, and which were refused."""

from collections.abc import Mapping, Sequence
from typing import Any

from ...proofs.replaying.replay import NotReplayed, Replay
from ...proofs.replaying.table import replayed
from ...proofs.solving.claim import Proof
from ..parameter_files import PRESETS, load

Runs = Mapping[str, Replay | NotReplayed]
"""By claim: the run, or why there is none."""


def runs_of(proofs: Sequence[Proof]) -> Runs:
    """The runs of all counterexamples that have something to execute.

    Parameters
    ----------
    proofs
        What came of some claims; those of a preset are executed under its parameters.
    """
    runs: dict[str, Replay | NotReplayed] = {}
    for proof in proofs:
        if proof.protocol not in PRESETS:
            continue
        try:
            run = replayed(proof, load(proof.protocol))
        except NotReplayed as error:
            run = error
        if run is not None:
            runs[proof.name] = run
    return runs


def are_replayed(runs: Runs) -> bool:
    """Whether no counterexample was refused by its machine."""
    return all(isinstance(run, Replay) for run in runs.values())


def with_run(proof: Proof, runs: Runs) -> dict[str, Any]:
    """A proof as JSON, its counterexample with the run; null where it has nothing to execute."""
    told = proof.as_dict()
    if told["counterexample"] is not None:
        run = runs.get(proof.name)
        told["counterexample"]["replayed"] = (
            {"refused": str(run)} if isinstance(run, NotReplayed) else run and run.as_dict()
        )
    return told


def in_text(proof: Proof, runs: Runs) -> str:
    """The run of a claim's counterexample as lines; nothing where it has none."""
    run = runs.get(proof.name)
    if isinstance(run, NotReplayed):
        return f"\nnot replayed: {run}"
    return "" if run is None else f"\n{run.as_text()}"
