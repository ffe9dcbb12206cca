"""The one door to the solvers: Z3 decides, cvc5 gives a second opinion where it is installed."""

from collections.abc import Mapping, Sequence
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
CVC5_STRATEGIES = ("mbqi", "finite-model-find")
"""Ways of cvc5 to deal with quantifiers, tried in order; its defaults give up on them."""
CVC5_RESOURCES = 100_000
"""cvc5's own count of work for one question, about a second."""

Outcome = Literal["holds", "refuted", "undecided"]
Opinion = Literal["agrees", "disagrees", "undecided", "not installed", "not asked"]


class ProofUndecided(RuntimeError):
    """A solver gave up, so nothing is proved; the message names the condition and the reason."""


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """What Z3 says about assertions that must not be satisfiable together."""

    outcome: Outcome
    """`holds` if nothing satisfies them, `refuted` if the model does."""
    model: z3.ModelRef | None
    """What satisfies them; present exactly when refuted."""
    asked: z3.Solver
    """Who was asked, and so what."""
    reason: str
    """Why Z3 gave up; empty when it did not."""
    work: int = 0
    """What Z3 had counted when it answered: of this question alone in a context of its own [1]."""

    @property
    def smtlib(self) -> str:
        """The question in SMT-LIB 2.6, for another solver."""
        return self.asked.to_smt2()


def decide(
    assertions: Sequence[z3.BoolRef], resources: int = RESOURCES, seed: int = SEED
) -> Answer:
    """Whether assertions exclude each other, asked of a fresh solver.

    Parameters
    ----------
    assertions
        All in one Z3 context: what is assumed, and the negation of what is to follow.
    resources
        Work after which Z3 gives up [1].
    seed
        Of the choices that Z3 makes at random.
    """
    solver = fresh_solver(assertions[0].ctx, resources, seed)
    solver.add(*assertions)
    result = solver.check()
    return Answer(
        outcome="holds" if result == z3.unsat else "refuted" if result == z3.sat else "undecided",
        model=solver.model() if result == z3.sat else None,
        asked=solver,
        reason=solver.reason_unknown() if result == z3.unknown else "",
        work=solver.statistics().get_key_value("rlimit count"),
    )


def core(
    background: Sequence[z3.BoolRef], named: Mapping[str, z3.BoolRef], resources: int = RESOURCES
) -> list[str]:
    """Names of assertions that the solver needed to exclude all, or every name where it gave up.

    Parameters
    ----------
    background
        What is asserted without a name; at least one formula.
    named
        Assertions of which some may not be needed.
    resources
        Work after which Z3 gives up [1].
    """
    solver = fresh_solver(background[0].ctx, resources)
    solver.add(*background)
    for name, formula in named.items():
        solver.assert_and_track(formula, name)
    if solver.check() != z3.unsat:
        return list(named)
    needed = {str(each) for each in solver.unsat_core()}
    return [name for name in named if name in needed]


def fresh_solver(context: z3.Context, resources: int = RESOURCES, seed: int = SEED) -> z3.Solver:
    """Solver without memory of earlier questions, with a fixed seed and bounded work."""
    solver = z3.Solver(ctx=context)
    solver.set("random_seed", seed)
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
    for strategy in CVC5_STRATEGIES:
        found = ask_cvc5(answer.smtlib, strategy)
        if not found.isUnknown():
            return "agrees" if found.isUnsat() == (answer.outcome == "holds") else "disagrees"
    return "undecided"


def ask_cvc5(smtlib: str, strategy: str) -> Any:
    """cvc5's result for a question in SMT-LIB, by one of its strategies for quantifiers."""
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption(strategy, "true")
    solver.setOption("rlimit", str(CVC5_RESOURCES))
    parser = cvc5.InputParser(solver)
    text = "(set-logic ALL)\n" + smtlib.replace("(check-sat)", "")
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "condition")
    symbols = parser.getSymbolManager()
    while not (command := parser.nextCommand()).isNull():
        command.invoke(solver, symbols)
    return solver.checkSat()
