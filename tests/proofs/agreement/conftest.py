"""Random runs to hold against the relational model, and what of it they break."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import z3
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.adversary import Adversary
from hybridstake.models.protocol.machine.drawing import drawn_setting
from hybridstake.models.protocol.machine.execution import Execution, random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.rules import HONEST, Rules
from hybridstake.models.protocol.machine.setting import Setting
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.agreement.axioms import quorums_share_an_honest_validator
from hybridstake.proofs.agreement.example import transcript
from hybridstake.proofs.agreement.finite import FiniteState
from hybridstake.proofs.agreement.guilt import nobody_is_framed
from hybridstake.proofs.agreement.invariants import INVARIANTS, nothing_has_happened
from hybridstake.proofs.agreement.ladder import LADDER
from hybridstake.proofs.agreement.lawfulness import LAWFULNESS
from hybridstake.proofs.agreement.moments import words_of
from hybridstake.proofs.agreement.observed import ObservedStep, is_instance, observed_steps
from hybridstake.proofs.agreement.relations import Relation
from hybridstake.proofs.agreement.state import Sentence
from hybridstake.proofs.agreement.symbols import Symbols, Vocabulary

ROUGH = Network(stabilises_seconds=3.0, loss=0.05, slowest_seconds=5.0, crash=0.2)
ALWAYS = (*INVARIANTS, *LAWFULNESS, nobody_is_framed, *(rung.sentence for rung in LADDER))
"""What holds in every moment of a run within the bounds."""

Play = Callable[..., tuple[Execution, Setting]]
Faults = Callable[..., list[str]]


def relations_of(sentence: Sentence) -> frozenset[Relation]:
    """Relations that a sentence speaks of, read off its formula."""
    state = Symbols(Vocabulary(z3.Context()), "now")
    symbols = {state.relations[each].name(): each for each in Relation}
    found: set[Relation] = set()
    rest = [sentence(state)]
    while rest:
        formula = rest.pop()
        if z3.is_app(formula) and formula.decl().name() in symbols:
            found.add(symbols[formula.decl().name()])
        rest += formula.children()
    return frozenset(found)


READS = {sentence: relations_of(sentence) for sentence in ALWAYS}


def broken_by(step: ObservedStep, sentences: tuple[Sentence, ...]) -> Iterator[str]:
    """What a step breaks; a sentence is asked again where a relation that it speaks of has changed."""
    if not is_instance(step):
        yield f"{step.act.transition} is no instance"
    changed = {each for each in Relation if step.before.facts[each] != step.after.facts[each]}
    for sentence in sentences:
        if READS[sentence] & changed and not sentence(step.after):
            yield f"not: {words_of(sentence)}"


def at_the_end(state: FiniteState) -> Iterator[str]:
    """What the last moment of a height breaks, every sentence asked."""
    for sentence in (*ALWAYS, quorums_share_an_honest_validator):
        if not sentence(state):
            yield f"not at the end: {words_of(sentence)}"


@pytest.fixture(scope="session")
def faults() -> Faults:
    """All that a height of a run breaks of the relational model, each with the step in words."""

    def find(
        run: Execution,
        setting: Setting,
        height: int = 0,
        sentences: tuple[Sentence, ...] = ALWAYS,
        count: Callable[[ObservedStep], None] = lambda step: None,
    ) -> list[str]:
        steps = list(observed_steps(run, setting, height))
        assert nothing_has_happened(steps[0].before)
        found: list[str] = []
        for step in steps:
            count(step)
            found += [
                "\n".join([fault, *transcript(step.before, step.after)])
                for fault in broken_by(step, sentences)
            ]
        return [*found, *at_the_end(steps[-1].after)]

    return find


@pytest.fixture(scope="session")
def play() -> Play:
    """A random run of a random committee within the bounds, and the setting that it ran in."""
    parameters = load("reference")

    def run(
        seed: int,
        *,
        rules: Rules = HONEST,
        network: Network = ROUGH,
        heights: int = 1,
        most: int = 6,
    ) -> tuple[Execution, Setting]:
        rng = np.random.default_rng(seed)
        memberships = committees(rng, heights, most)
        place = drawn_setting(
            parameters, memberships, rng, shared=True, start=Mode(int(rng.integers(len(Mode))))
        )
        lies = Adversary(activity=0.7)
        run = random_execution(
            place, rng, network, heights=heights, steps=3_000, adversary=lies, rules=rules
        )
        return run, place

    def committees(rng: np.random.Generator, heights: int, most: int) -> tuple[ValidatorSet, ...]:
        """A committee, and for every later height the same without one that has left."""
        names = [f"v{number}" for number in range(1, int(rng.integers(4, most + 1)) + 1)]
        holdings = rng.integers(0, (2, 4), (len(names), 2)).tolist()
        members = [
            Validator(name, bool(authority) or number == 0, stake or (number == 0 or not authority))
            for number, (name, (authority, stake)) in enumerate(zip(names, holdings, strict=True))
        ]
        leaving = rng.permutation(np.arange(1, len(names))).tolist()[: heights - 1]
        sets = [
            ValidatorSet(tuple(each for at, each in enumerate(members) if at not in leaving[:gone]))
            for gone in range(heights)
        ]
        for liar in rng.permutation(names).tolist():
            tried = [corrupted(each, liar) for each in sets]
            if all(each.is_within(parameters.assumptions) for each in tried):
                sets = tried
        return tuple(sets)

    return run


def corrupted(validators: ValidatorSet, liar: str) -> ValidatorSet:
    """The same validators, with one of them Byzantine."""
    return ValidatorSet(
        tuple(
            Validator(each.name, each.authority, each.stake, each.byzantine or each.name == liar)
            for each in validators.members
        )
    )
