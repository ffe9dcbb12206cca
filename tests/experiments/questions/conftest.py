"""A question asked of changed presets, without files."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Finding
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.running import question
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.settling import settle_claim

Changes = Mapping[str, Mapping[str, Any]]
"""Values by table and name."""


def changed_preset(protocol: str, changes: Changes) -> Parameters:
    """A preset with some values of some tables replaced."""
    base = load(protocol)
    return replace(
        base, **{table: replace(getattr(base, table), **new) for table, new in changes.items()}
    )


def table_of(
    name: str,
    protocols: Mapping[str, Parameters],
    needed: Callable[[Any], bool] = lambda case: True,
) -> pd.DataFrame:
    """Answers to the needed cases at the least precision, as the runner puts them together."""
    module, tables = question.load(name), question.reads(name)
    return pd.DataFrame(
        [
            {"protocol": protocol, "run": run, **row}
            for protocol, parameters in protocols.items()
            for run, case in enumerate(
                module.cases(protocol, question.narrow(parameters, tables), Precision.TINY)
            )
            if needed(case)
            for row in module.answer(case, partial(generator, 1, name, run))
        ]
    )


def both(plan: Changes | None, reference: Changes | None) -> dict[str, Parameters]:
    """The two protocols after changes to their presets."""
    return {
        protocol: changed_preset(protocol, changes or {})
        for protocol, changes in zip(PRESETS, (plan, reference), strict=True)
    }


def findings_in(
    name: str, table: pd.DataFrame, protocols: Mapping[str, Parameters]
) -> dict[str, Finding]:
    """What follows from a table, for a question that reads no more than it declares; else nothing."""
    module = question.load(name)
    if not hasattr(module, "findings"):
        return {}
    narrowed = {
        protocol: question.narrow(parameters, question.reads(name))
        for protocol, parameters in protocols.items()
    }
    return module.findings(table, narrowed)


@pytest.fixture(scope="session")
def parameters_of() -> Callable[..., Parameters]:
    return changed_preset


@pytest.fixture(scope="session")
def answers_to() -> Callable[..., tuple[pd.DataFrame, dict[str, Finding]]]:
    """Results table and findings of a question, for changes to the plan and to the reference."""

    def ask(
        name: str, plan: Changes | None = None, reference: Changes | None = None
    ) -> tuple[pd.DataFrame, dict[str, Finding]]:
        protocols = both(plan, reference)
        table = table_of(name, protocols)
        return table, findings_in(name, table, protocols)

    return ask


@pytest.fixture(scope="session")
def findings_on() -> Callable[..., dict[str, Finding]]:
    """Findings of a question about proofs from some of its claims, named without their protocols.

    Those given up, named in full, get as good as no work: the solver ends undecided.
    """
    undecided: dict[str, Proof] = {}

    def ask(
        name: str,
        claims: Collection[str],
        plan: Changes | None = None,
        reference: Changes | None = None,
        given_up: Collection[str] = (),
    ) -> dict[str, Finding]:
        protocols, module = both(plan, reference), question.load(name)
        fully = getattr(module, "proof_of")  # noqa: B009 - not in the protocol

        def proof_of(claim: Claim) -> Proof:
            if claim.name not in given_up:
                return fully(claim)
            if claim.name not in undecided:
                alone = replace(claim, rests_on=())
                undecided[claim.name] = settle_claim(alone, resources=1, second_solver=False)
            return undecided[claim.name]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "proof_of", proof_of)
            table = table_of(name, protocols, lambda case: case.claim.partition(".")[2] in claims)
        assert set(table[table["verdict"] == "undecided"]["name"]) == set(given_up)
        return findings_in(name, table, protocols)

    return ask
