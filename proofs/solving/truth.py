"""Words for truth values that are formulas of the solver or plain Python's, whichever is at hand."""

from collections.abc import Sequence
from typing import Any

import z3

Truth = Any
"""A formula of the solver, or a plain truth value."""


def negated(truth: Truth) -> Truth:
    """The opposite."""
    return z3.Not(truth) if isinstance(truth, z3.BoolRef) else not truth


def implies(premise: Truth, conclusion: Truth) -> Truth:
    """A conclusion, where a premise holds."""
    return negated(premise) | conclusion


def conjunction(truths: Sequence[Truth]) -> Truth:
    """All of them."""
    if any(isinstance(truth, z3.BoolRef) for truth in truths):
        return z3.And(*truths)
    return all(truths)
