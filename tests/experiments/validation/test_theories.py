"""Every published result of staking economics found again, but for those that are named here."""

import pkgutil
from functools import cache
from importlib import import_module

import numpy as np
import pytest
from hybridstake.experiments import validation
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import Stream, generator
from hybridstake.experiments.validation.issuance import in_parts
from hybridstake.experiments.validation.target import (
    Outcome,
    Target,
    Witness,
    outcome_of,
    runs_of,
)
from hybridstake.experiments.validation.theories import THEORIES
from hybridstake.models.economics.networks.polkadot import inflation_rate

TARGETS = [target for targets in THEORIES.values() for target in targets]
every_target = pytest.mark.parametrize("target", TARGETS, ids=lambda each: each.what)

DIFFERENT = {
    "Gini coefficient of 50 equal holders under constant rewards, in the end",
    "yield where 30 % is staked [%]",
}


@cache
def witnessed(place: int) -> Witness:
    """What the witness of a target finds at the least precision, by its place."""
    target = TARGETS[place]
    rng = generator(1, "external_validation", place, Stream.SAMPLING)
    return target.witness(rng, runs_of(target, Precision.TINY))


@every_target
def test_a_published_result_is_found_again_and_its_witness_agrees(target: Target) -> None:
    """Each from the source that it names, with the tolerance that it states."""
    witness = witnessed(TARGETS.index(target))
    expected = Outcome.FOUND if target.printed else Outcome.AGREED
    if target.what in DIFFERENT:
        expected = Outcome.DIFFERENT
    assert outcome_of(target, target.theory(), witness) is expected
    assert witness.lower < witness.upper


@every_target
def test_a_theory_that_were_off_by_half_would_be_contradicted(target: Target) -> None:
    """The twin: no witness is so wide that anything agrees with it."""
    witness = witnessed(TARGETS.index(target))
    assert outcome_of(target, 1.5 * target.theory(), witness) is Outcome.CONTRADICTED


def test_every_file_with_targets_is_a_theory() -> None:
    modules = {
        module.name: import_module(f"{validation.__name__}.{module.name}")
        for module in pkgutil.iter_modules(validation.__path__)
    }
    targets = {name: each.TARGETS for name, each in modules.items() if hasattr(each, "TARGETS")}
    assert targets == THEORIES


def test_no_exception_is_stale_and_each_says_why() -> None:
    assert {target.what for target in TARGETS} >= DIFFERENT
    assert all(target.reading for target in TARGETS if target.what in DIFFERENT)


def test_no_result_stands_twice() -> None:
    assert len({(target.source, target.what) for target in TARGETS}) == len(TARGETS)


def test_what_is_drawn_has_runs_and_says_so() -> None:
    for target in TARGETS:
        assert ("drawn" in target.way) == (target.runs > 1), target.what


def test_the_second_form_of_a_curve_is_not_the_first() -> None:
    """Cut off to parts per billion: close, and almost never the same float."""
    ratios = np.linspace(0.01, 0.99, 99)
    same = [in_parts(float(ratio)) == inflation_rate(float(ratio)) for ratio in ratios]
    assert sum(same) < 25
