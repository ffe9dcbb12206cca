"""A question asked of changed presets, without files."""

from collections.abc import Callable, Mapping
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

Changes = Mapping[str, Mapping[str, Any]]
"""Values by table and name."""


def changed_preset(protocol: str, changes: Changes) -> Parameters:
    """A preset with some values of some tables replaced."""
    base = load(protocol)
    return replace(
        base, **{table: replace(getattr(base, table), **new) for table, new in changes.items()}
    )


def table_of(name: str, protocols: Mapping[str, Parameters]) -> pd.DataFrame:
    """Answers at the least precision, as the runner puts them together."""
    module, tables = question.load(name), question.reads(name)
    return pd.DataFrame(
        [
            {"protocol": protocol, "run": run, **row}
            for protocol, parameters in protocols.items()
            for run, case in enumerate(
                module.cases(protocol, question.narrow(parameters, tables), Precision.TINY)
            )
            for row in module.answer(case, partial(generator, 1, name, run))
        ]
    )


@pytest.fixture(scope="session")
def parameters_of() -> Callable[..., Parameters]:
    return changed_preset


@pytest.fixture(scope="session")
def answers_to() -> Callable[..., tuple[pd.DataFrame, dict[str, Finding]]]:
    """Results table and findings of a question, for changes to the plan and to the reference."""

    def ask(
        name: str, plan: Changes | None = None, reference: Changes | None = None
    ) -> tuple[pd.DataFrame, dict[str, Finding]]:
        protocols = {
            protocol: changed_preset(protocol, changes or {})
            for protocol, changes in zip(PRESETS, (plan, reference), strict=True)
        }
        table = table_of(name, protocols)
        narrowed = {
            protocol: question.narrow(parameters, question.reads(name))
            for protocol, parameters in protocols.items()
        }
        return table, question.load(name).findings(table, narrowed)

    return ask
