"""Words for truth values that are formulas of the solver, arrays or plain, whichever is at hand."""

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

import numpy as np
import z3

Truth = Any
"""A formula of the solver, an array of truth values, or a plain one."""


def negated(truth: Truth) -> Truth:
    """The opposite."""
    if isinstance(truth, z3.BoolRef):
        return z3.Not(truth)
    return ~truth if isinstance(truth, np.ndarray) else not truth


def implies(premise: Truth, conclusion: Truth) -> Truth:
    """A conclusion, where a premise holds."""
    return negated(premise) | conclusion


def conjunction(truths: Sequence[Truth]) -> Truth:
    """All of them."""
    if any(isinstance(truth, z3.BoolRef) for truth in truths):
        return z3.And(*truths)
    if any(isinstance(truth, np.ndarray) for truth in truths):
        return reduce(and_, truths)
    return all(truths)
