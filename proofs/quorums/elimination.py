"""Quantifier elimination: what is left of a sentence about unknowns once they may be anything.

Z3 does the elimination and is not believed: what it derives is compared, in both directions and by
ordinary proofs, with a formula that was written by hand (`region.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import z3

from ..solving.solver import TIMEOUT_MILLISECONDS, ProofUndecided, decide
from ..solving.truth import Truth, negated

TACTICS = ("simplify", "qe2")
"""The plain `qe` does not come to an end on Venn regions within 20 s; `qe2` takes a fifth of one."""


@dataclass(frozen=True, slots=True)
class Inequality:
    """A linear inequality between named numbers: a sum that is at least, or above, a constant."""

    coefficients: tuple[tuple[str, Fraction], ...]
    """By name, without zeros: what is added, then what is taken away."""
    least: Fraction
    strict: bool
    """Above the constant, or at least it."""

    def holds(self, numbers: Mapping[str, Any]) -> Any:
        """Whether it holds: of fractions, of SymPy symbols or of Z3 reals."""
        (name, coefficient), *others = self.coefficients
        total = coefficient * numbers[name]
        for name, coefficient in others:
            total = total + coefficient * numbers[name]
        return total > self.least if self.strict else total >= self.least

    @property
    def opposite(self) -> "Inequality":
        """What holds exactly where this does not."""
        turned = ((name, -coefficient) for name, coefficient in self.coefficients)
        return Inequality(in_order(turned), -self.least, not self.strict)

    def __str__(self) -> str:
        terms = "".join(signed(coefficient, name) for name, coefficient in self.coefficients)
        return f"{terms.removeprefix(' + ')} {'>' if self.strict else '>='} {self.least}".strip()

    def in_latex(self, symbols: Mapping[str, str]) -> str:
        """The inequality as the paper prints it, with a symbol for each name."""
        terms = "".join(
            signed(coefficient, symbols[name]) for name, coefficient in self.coefficients
        )
        relation = ">" if self.strict else r"\ge"
        return f"{terms.removeprefix(' + ')} {relation} {self.least}".strip()


def in_order(terms: Iterable[tuple[str, Fraction]]) -> tuple[tuple[str, Fraction], ...]:
    """Terms of a sum as they are printed: first what is added, each by name."""
    return tuple(sorted(terms, key=lambda term: (term[1] < 0, term[0])))


def signed(coefficient: Fraction, name: str) -> str:
    """One term of a printed sum, with its sign before it."""
    size = abs(coefficient)
    return f" {'-' if coefficient < 0 else '+'} {'' if size == 1 else f'{size} '}{name}"


def eliminated(
    unknowns: Sequence[z3.ArithRef], sentences: Sequence[Truth], known: Sequence[Truth]
) -> list[Inequality]:
    """Inequalities that hold together exactly where some values of the unknowns satisfy sentences.

    Parameters
    ----------
    unknowns
        What is eliminated; everything else in the sentences stays.
    sentences
        Linear, all to hold at once.
    known
        About what stays: what it implies is left out.

    Returns
    -------
    list
        In the order of their text, none implied by the others and what is known.

    Raises
    ------
    ProofUndecided
        When Z3 gives up, or when what remains is no conjunction of linear inequalities.
    """
    context = sentences[0].ctx
    steps = z3.Then(*(z3.Tactic(name, context) for name in TACTICS), ctx=context)
    try:
        found = z3.TryFor(steps, TIMEOUT_MILLISECONDS, context)(
            z3.Exists(list(unknowns), z3.And(*sentences))
        )
    except z3.Z3Exception as error:
        raise ProofUndecided(f"quantifier elimination gave up: {error}") from error
    left: list[Truth] = [clause for goal in found for clause in goal]
    left = needed_of(sorted(left, key=str), known)
    return sorted((inequality_of(clause) for clause in left), key=str)


def needed_of(clauses: list[Truth], known: Sequence[Truth]) -> list[Truth]:
    """Clauses less each that the others and what is known imply, longest tried first."""
    kept = list(clauses)
    for clause in sorted(clauses, key=lambda each: -len(str(each))):
        others = [each for each in kept if each is not clause]
        if decide([*known, *others, negated(clause)]).outcome == "holds":
            kept = others
    return kept


def inequality_of(clause: Truth) -> Inequality:
    """A clause of Z3 as plain data.

    Raises
    ------
    ProofUndecided
        When it is no linear inequality.
    """
    if z3.is_not(clause):
        return inequality_of(clause.arg(0)).opposite
    if z3.is_le(clause) or z3.is_lt(clause):
        small, large = clause.children()
    elif z3.is_ge(clause) or z3.is_gt(clause):
        large, small = clause.children()
    else:
        raise ProofUndecided(f"quantifier elimination left no inequality but {clause}")
    sums: dict[str, Fraction] = {}
    for sign, side in ((1, large), (-1, small)):
        for name, coefficient in terms_of(side):
            sums[name] = sums.get(name, Fraction(0)) + sign * coefficient
    constant = -sums.pop("", Fraction(0))
    named = {name: each for name, each in sums.items() if each}
    scale = min(abs(each) for each in named.values())
    coefficients = in_order((name, each / scale) for name, each in named.items())
    strict = z3.is_lt(clause) or z3.is_gt(clause)
    return Inequality(coefficients, constant / scale, strict)


def terms_of(expression: z3.ExprRef) -> Iterator[tuple[str, Fraction]]:
    """Terms of a linear expression; a constant is a term without a name."""
    if z3.is_add(expression):
        for part in expression.children():
            yield from terms_of(part)
    elif z3.is_mul(expression):
        factor, *rest = expression.children()
        if not z3.is_rational_value(factor) or len(rest) != 1:
            raise ProofUndecided(f"quantifier elimination left a product of numbers, {expression}")
        yield from ((name, Fraction(str(factor)) * each) for name, each in terms_of(rest[0]))
    elif z3.is_rational_value(expression):
        yield "", Fraction(str(expression))
    elif z3.is_const(expression):
        yield str(expression), Fraction(1)
    else:
        raise ProofUndecided(f"quantifier elimination left no sum but {expression}")
