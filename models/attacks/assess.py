"""An answer with its witnesses: one question, several methods, and whether they agree."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .choices import Method
from .estimate import Estimate
from .question import Question
from .sampling import ParallelMap, Precision, Sample, sample

WITNESS_CONFIDENCE = 1 - 1e-6
"""Confidence at which a sample contradicts another method [1].

Ours: among a million true answers, one is called in doubt.
"""

WITNESS_PRECISION = Precision(
    relative_error=0.1, confidence=WITNESS_CONFIDENCE, largest_trials=1_048_576
)
"""What a sampled witness of an exact answer may cost: a fifth of a second for a committee. Ours."""

FEWEST_WITNESS_HITS = 100.0
"""Successes to be expected of a sampled witness, lest it say nothing [1]. Ours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """An answer, the answers of its witnesses, and whether all can be true."""

    estimate: Estimate
    """The answer."""
    agreement: tuple[Estimate, ...]
    """What other methods say, at least one."""
    agrees: bool
    """Whether each of them agrees with the answer.

    A sampled answer is compared at `WITNESS_CONFIDENCE`, not at the confidence asked for: at 99 %,
    one true answer in a hundred would be called in doubt.
    """


def assess(
    question: Question,
    method: Method,
    generator: Callable[[int], np.random.Generator],
    precision: Precision,
    *,
    parallel_map: ParallelMap = map,
    progress: Callable[[Sample], None] | None = None,
) -> Assessment:
    """Answer a question and put witnesses beside the answer.

    Parameters
    ----------
    question
        What is asked.
    method
        How it is to be answered.
    generator
        Gives chunk 0, 1, 2, … of a sample its own generator.
    precision
        When a sampled answer may stop; witnesses have a precision of their own.
    parallel_map
        Where chunks are drawn.
    progress
        Called after every batch of a sample.

    Returns
    -------
    Assessment
        The answer, the witnesses, and whether they agree.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> from .committee import Committee
    >>> question = Committee(population=100, adversaries=30, committee=10, seats=10)
    >>> answer = assess(question, Method.AUTO, np.random.default_rng, Precision())
    >>> f"{answer.estimate.probability:.3e}", [one.method for one in answer.agreement]
    ('1.736e-06', ['integers', 'bound'])
    >>> answer.agrees
    True
    """
    if method is Method.MONTE_CARLO:
        drawn = sample(question, generator, precision, parallel_map=parallel_map, progress=progress)
        return _assessment(
            drawn.estimate(precision.confidence),
            (question.exact(), question.bound()),
            compared=drawn.estimate(max(precision.confidence, WITNESS_CONFIDENCE)),
        )
    exact = question.exact()
    if method is Method.BOUND:
        return _assessment(question.bound(), (exact,))
    expected_hits = exact.probability * WITNESS_PRECISION.largest_trials
    says_something = question.is_quickly_sampled and expected_hits >= FEWEST_WITNESS_HITS
    if method is Method.AUTO and says_something:
        drawn = sample(
            question, generator, WITNESS_PRECISION, parallel_map=parallel_map, progress=progress
        )
        witness = drawn.estimate(WITNESS_CONFIDENCE)
    else:
        witness = question.second_exact()
    bound = question.bound()
    return _assessment(exact, (bound,) if witness is None else (witness, bound))


def _assessment(
    estimate: Estimate, agreement: tuple[Estimate, ...], compared: Estimate | None = None
) -> Assessment:
    """Put the answer beside its witnesses, compared as itself or as a wider version of itself."""
    answer = estimate if compared is None else compared
    return Assessment(
        estimate=estimate,
        agreement=agreement,
        agrees=all(answer.agrees_with(witness) for witness in agreement),
    )
