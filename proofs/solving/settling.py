"""From claims to verdicts: every condition to Z3, its core made minimal, cvc5 asked for its opinion."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from time import perf_counter

import z3

from .claim import ANY, Claim, Proof, Settled, Verdict, in_order
from .condition import Condition
from .counterexample import Counterexample, counterexample
from .solver import (
    RESOURCES,
    Opinion,
    Outcome,
    ProofUndecided,
    second_opinion,
)
from .stated import Stated, stated

MINIMISING_RESOURCES = RESOURCES // 40
"""Work after which Z3 gives up on doing without a premise [1]."""


Settler = Callable[[Claim], list[Settled]]
"""What comes of the conditions of a claim, in their order."""


def settle(
    claims: Iterable[Claim],
    progress: Callable[[Proof], None] | None = None,
    resources: int = RESOURCES,
    *,
    second_solver: bool = True,
) -> list[Proof]:
    """Proofs of claims, in their order, made in this process.

    Parameters
    ----------
    claims
        What to settle.
    progress
        Called with every proof as it is made.
    resources
        Work after which Z3 gives up on one condition [1].
    second_solver
        Whether cvc5 is asked as well, where it is installed.
    """
    return proofs_by(in_this_process(resources, second_solver), claims, progress)


def settle_claim(
    claim: Claim,
    resources: int = RESOURCES,
    theorems: dict[str, Proof] | None = None,
    *,
    second_solver: bool = True,
) -> Proof:
    """The proof of one claim: refuted by any condition, proved by all and by what it rests on.

    Parameters
    ----------
    claim
        What to settle.
    resources
        Work after which Z3 gives up on one condition [1].
    theorems
        Proofs by name that need not be made again: of claims about every protocol, since those about
        one change with its parameters. New ones are added.
    second_solver
        Whether cvc5 is asked as well, where it is installed.
    """
    settler = in_this_process(resources, second_solver)
    return proof_by(settler, claim, {} if theorems is None else theorems)


def in_this_process(resources: int, second_solver: bool) -> Settler:
    """A settler that asks the solvers here, one condition after the other."""
    return lambda claim: [
        settle_condition(condition, resources, second_solver=second_solver)
        for condition in claim.conditions
    ]


def proofs_by(
    settler: Settler, claims: Iterable[Claim], progress: Callable[[Proof], None] | None = None
) -> list[Proof]:
    """Proofs of claims by any settler, every theorem that some rest on settled once."""
    proofs: list[Proof] = []
    theorems: dict[str, Proof] = {}
    for claim in claims:
        proofs.append(proof_by(settler, claim, theorems))
        if progress is not None:
            progress(proofs[-1])
    return proofs


def proof_by(settler: Settler, claim: Claim, theorems: dict[str, Proof]) -> Proof:
    """The proof of one claim by any settler; theorems proved before are taken, new ones added."""
    if claim.name in theorems:
        return theorems[claim.name]
    leant_on = [proof_by(settler, each, theorems) for each in claim.rests_on]
    proof = proof_from(claim, settler(claim), leant_on)
    if claim.protocol == ANY:
        theorems[claim.name] = proof
    return proof


def proof_from(claim: Claim, settled: list[Settled], leant_on: list[Proof]) -> Proof:
    """What follows for a claim from what came of its conditions and of the theorems under it."""
    verdict = verdict_of([each.outcome for each in settled])
    missing = [each.name for each in leant_on if each.verdict != "proved"]
    if verdict == "proved" and missing:
        verdict = "undecided"
    used = [name for each in settled for name in each.used] if verdict == "proved" else []
    used += [f"theorem {each.name}" for each in leant_on if verdict == "proved"]
    reasons = [each.reason for each in settled if each.reason]
    reasons += [f"it rests on {name}, which is not proved" for name in missing]
    return Proof(
        name=claim.name,
        statement=claim.statement,
        protocol=claim.protocol,
        verdict=verdict,
        seconds=sum(each.seconds for each in settled),
        assumptions=claim.assumptions,
        assumptions_used=[name for name in claim.assumptions if name in used],
        settled=tuple(settled),
        second_solver=weakest([each.second_solver for each in (*settled, *leant_on)]),
        counterexample=next((each.counterexample for each in settled if each.counterexample), None),
        reason="; ".join(in_order(reasons)),
    )


def settle_condition(
    condition: Condition, resources: int = RESOURCES, *, second_solver: bool = True
) -> Settled:
    """What the solvers say about one condition, with the counterexample or the premises used."""
    started = perf_counter()
    settled = opinions(condition, resources, second_solver)
    return replace(settled, seconds=perf_counter() - started)


def opinions(condition: Condition, resources: int, second_solver: bool) -> Settled:
    """What Z3 says about one condition and, if it is asked, cvc5."""
    name = condition.name
    asked = stated(condition)
    answer = asked.answer(resources)
    opinion = second_opinion(answer) if second_solver else "not asked"
    if answer.outcome == "undecided":
        return Settled(name, "undecided", [], opinion, None, f"{name}: {answer.reason}")
    if opinion == "disagrees":
        reason = f"{name}: Z3 says {answer.outcome}, cvc5 the opposite"
        return Settled(name, "undecided", [], opinion, None, reason)
    if answer.model is None:
        return Settled(name, "holds", used_premises(asked, resources), opinion, None, "")
    try:
        found = counterexample(condition, asked.unknowns, answer.model)
    except ProofUndecided as error:
        return Settled(name, "undecided", [], opinion, None, str(error))
    return Settled(name, "refuted", [], opinion, found, "")


def refutation(condition: Condition | Stated, resources: int = RESOURCES) -> Counterexample | None:
    """Counterexample to a condition, or nothing where it holds.

    Raises
    ------
    ProofUndecided
        When Z3 gives up, which is never read as "holds".
    """
    asked = stated(condition)
    answer = asked.answer(resources)
    if answer.outcome == "undecided":
        raise ProofUndecided(f"{asked.condition.name} is undecided: {answer.reason}")
    if answer.model is None:
        return None
    return counterexample(asked.condition, asked.unknowns, answer.model)


def used_premises(asked: Stated, resources: int = RESOURCES) -> list[str]:
    """Premises of a condition that holds, less each that can go while the others stay, in order.

    The solver's own core is where this starts. It depends on the path of the search and need not be
    minimal, so one fresh question is asked per premise in it. What that question does not show to be
    needless within a small part of the work counts as used.
    """
    return [premise.name for premise in minimal(asked, resources)[0].condition.premises]


def minimal(asked: Stated, resources: int = RESOURCES) -> tuple[Stated, dict[str, z3.ModelRef]]:
    """A condition that holds with the premises that it uses, and models without one of them each.

    A model may be missing, where Z3 gave up. It meets all other premises that are used, and perhaps
    some that were found needless later.
    """
    resources = min(resources, MINIMISING_RESOURCES)
    asked = asked.keeping(asked.core(resources))
    models: dict[str, z3.ModelRef] = {}
    for premise in asked.condition.premises:
        fewer = asked.without(premise.name)
        answer = fewer.answer(resources)
        if answer.outcome == "holds":
            asked = fewer
        elif answer.model is not None:
            models[premise.name] = answer.model
    return asked, models


def verdict_of(outcomes: list[Outcome]) -> Verdict:
    """The verdict of conditions that must all hold; without any, nothing is proved."""
    if "refuted" in outcomes:
        return "refuted"
    return "proved" if outcomes and "undecided" not in outcomes else "undecided"


def weakest(opinions: list[Opinion]) -> Opinion:
    """The opinion about a claim, which is the worst about its conditions."""
    for opinion in ("disagrees", "undecided", "not installed", "not asked"):
        if opinion in opinions:
            return opinion
    return "agrees" if opinions else "undecided"
