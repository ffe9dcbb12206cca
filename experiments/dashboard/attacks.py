"""An answer with its witnesses, and of committees the chance against the adversary's share."""

import math
from dataclasses import replace
from functools import lru_cache, partial

import pandas as pd

from ...models.attacks.assess import Assessment, Method, assess
from ...models.attacks.committees.committee import Committee
from ...models.attacks.question import Question
from ...models.attacks.stopping import Precision as Stopping
from ..parameter_files import load
from ..questions import committee_capture
from ..running.precision import Precision
from ..running.seeds import Stream, generator
from .charts import FLOOR

SEED = 1
"""As `hybridstake attack` unless told otherwise, so that both show the same sample."""

BUDGET_SECONDS = 5.0
"""Longest that a sample is drawn [s]."""

POINTS = 81
"""Most points of a curve."""


@lru_cache(maxsize=1)
def suggestion() -> Committee:
    """Where the page starts: the plan's Balanced set and the largest coalition below a third."""
    return next(
        case.committee
        for case in committee_capture.cases("plan", load("plan"), Precision.TINY)
        if case.mode.label == "balanced" and case.just_under_a_third
    )


@lru_cache(maxsize=64)
def assessed(question: Question) -> Assessment:
    """The probability by the best method, a witness and the bound.

    Parameters
    ----------
    question
        What is asked; where it must be sampled, for some seconds at most.

    Examples
    --------
    >>> found = assessed(Committee(population=3, adversaries=2, committee=2, seats=2))
    >>> round(found.estimate.probability, 9), found.agrees
    (0.333333333, True)
    """
    chunks = partial(generator, SEED, question.kind, 0, Stream.SAMPLING)
    return assess(question, Method.AUTO, chunks, Stopping(budget=BUDGET_SECONDS))


def curve(committee: Committee) -> pd.DataFrame:
    """Exact probability and bound for adversaries of every size, all else equal.

    Parameters
    ----------
    committee
        Gives the population, the seats and how they are drawn.

    Returns
    -------
    DataFrame
        Columns `method`, `adversary_share` [1] and `probability` [1]; values below the floor of the
        chart are left out.
    """
    return curve_of_all(replace(committee, adversaries=0))


@lru_cache(maxsize=64)
def curve_of_all(committee: Committee) -> pd.DataFrame:
    """The curve, remembered for every size of adversary at once."""
    sizes = {round(step * committee.population / (POINTS - 1)) for step in range(POINTS)}
    rows = [
        {
            "method": estimate.method,
            "adversary_share": adversaries / committee.population,
            "probability": estimate.probability,
        }
        for adversaries in sorted(sizes)
        for question in (replace(committee, adversaries=adversaries),)
        for estimate in (question.exact(), question.bound())
        if estimate.log10_probability > math.log10(FLOOR)
    ]
    return pd.DataFrame(rows, columns=["method", "adversary_share", "probability"])
