"""The one door to the solvers: Z3 decides, cvc5 gives a second opinion where it is installed."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

import z3

cvc5: Any = import_module("cvc5") if find_spec("cvc5") else None  # an extra: proofs run without it

RESOURCES = 20_000_000
"""Z3's own count of work for one question: the same on every machine, unlike seconds."""
TIMEOUT_MILLISECONDS = 120_000
"""A net under the count of work, for a step that Z3 does not count."""
SEED = 0

Outcome = Literal["holds", "refuted", "undecided"]
Opinion = Literal["agrees", "disagrees", "undecided", "not installed"]


class ProofUndecided(RuntimeError):
    """A solver gave up, so nothing is proved; the message names the condition and the reason."""


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """What Z3 says about assertions that must not be satisfiable together."""

    outcome: Outcome
    """`holds` if nothing satisfies them, `refuted` if the model does."""
    model: z3.ModelRef | None
    """What satisfies them; present exactly when refuted."""
    smtlib: str
    """The question in SMT-LIB 2.6, for another solver."""
    reason: str
    """Why Z3 gave up; empty when it did not."""


def decide(assertions: Sequence[z3.BoolRef], resources: int = RESOURCES) -> Answer:
    """Whether assertions exclude each other, asked of a fresh solver.

    Parameters
    ----------
    assertions
        All in one Z3 context: what is assumed, and the negation of what is to follow.
    resources
        Work after which Z3 gives up [1].
    """
    solver = fresh_solver(assertions[0].ctx, resources)
    solver.add(*assertions)
    result = solver.check()
    return Answer(
        outcome="holds" if result == z3.unsat else "refuted" if result == z3.sat else "undecided",
        model=solver.model() if result == z3.sat else None,
        smtlib=solver.to_smt2(),
        reason=solver.reason_unknown() if result == z3.unknown else "",
    )


def fresh_solver(context: z3.Context, resources: int = RESOURCES) -> z3.Solver:
    """Solver without memory of earlier questions, with a fixed seed and bounded work."""
    solver = z3.Solver(ctx=context)
    solver.set("random_seed", SEED)
    solver.set("rlimit", resources)
    solver.set("timeout", TIMEOUT_MILLISECONDS)
    return solver


def second_opinion(answer: Answer) -> Opinion:
    """Whether cvc5 comes to the same answer from the exported text.

    Returns
    -------
    Opinion
        `undecided` where either solver gave up; never a pass.
    """
    if cvc5 is None:
        return "not installed"
    if answer.outcome == "undecided":
        return "undecided"
    found = ask_cvc5(answer.smtlib)
    if found.isUnknown():
        return "undecided"
    return "agrees" if found.isUnsat() == (answer.outcome == "holds") else "disagrees"


def ask_cvc5(smtlib: str) -> Any:
    """cvc5's result for a question in SMT-LIB."""
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("mbqi", "true")  # its defaults give up on quantified conditions
    parser = cvc5.InputParser(solver)
    text = "(set-logic ALL)\n" + smtlib.replace("(check-sat)", "")
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "condition")
    symbols = parser.getSymbolManager()
    while not (command := parser.nextCommand()).isNull():
        command.invoke(solver, symbols)
    return solver.checkSat()
