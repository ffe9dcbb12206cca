"""An answer with its witnesses: one question, several methods, and whether they agree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ..errors import InvalidParameter, Unreliable
from .choices import Method
from .cycles import CycleSample, sample_cycles
from .estimate import Estimate
from .question import Question
from .rare import WeightedSample, sample_rare
from .sampling import Sample, sample
from .stopping import Drawn, ParallelMap, Precision, Stop

WITNESS_CONFIDENCE = 1 - 1e-6
"""Confidence at which a sample contradicts another method [1].

Ours: among a million true answers, one is called in doubt.
"""

WITNESS_PRECISION = Precision(
    relative_error=0.1, confidence=WITNESS_CONFIDENCE, largest_trials=1_048_576
)
"""What a sampled witness of an exact answer may cost: a fifth of a second for a committee. Ours."""

RARE_WITNESS_PRECISION = Precision(
    relative_error=0.1, confidence=WITNESS_CONFIDENCE, largest_trials=131_072, budget=5.0
)
"""The same for weighted trials, of which fewer are needed. Ours."""

BRIEF_WITNESS_PRECISION = Precision(
    relative_error=0.1, confidence=WITNESS_CONFIDENCE, largest_trials=131_072, budget=2.0
)
"""The same for slow trials, beside a witness of another kind. Ours."""

LEAST_BRIEF = 0.01
"""Chance from which so few trials say something [1]. Ours."""

FEWEST_WITNESS_HITS = 100.0
"""Successes to be expected of a sampled witness, lest it say nothing [1]. Ours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """An answer, the answers of its witnesses, and whether all can be true."""

    estimate: Estimate
    """The answer."""
    agreement: tuple[Estimate, ...]
    """What other methods say; empty only where the question has no other."""
    agrees: bool
    """Whether each of them agrees with the answer.

    A sampled answer is compared at `WITNESS_CONFIDENCE`, not at the confidence asked for: at 99 %,
    one true answer in a hundred would be called in doubt.
    """
    stop: Stop | None = None
    """Why sampling ended; none where the answer is not sampled."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sampler:
    """Where random numbers come from, and how long to draw."""

    generator: Callable[[int], np.random.Generator]
    """Gives chunk 0, 1, 2, … of a sample its own generator."""
    parallel_map: ParallelMap
    """Where chunks are drawn."""
    progress: Callable[[Sample | CycleSample | WeightedSample], None] | None
    """Called after every batch."""

    def sample(
        self, question: Question, precision: Precision
    ) -> Drawn[Sample] | Drawn[CycleSample]:
        """Plain trials, or cycles."""
        draw_some = sample_cycles if question.is_sampled_in_cycles else sample
        return draw_some(
            question,
            self.generator,
            precision,
            parallel_map=self.parallel_map,
            progress=self.progress,
        )

    def sample_rare(self, question: Question, precision: Precision) -> Drawn[WeightedSample]:
        """Weighted trials."""
        return sample_rare(
            question,
            self.generator,
            precision,
            parallel_map=self.parallel_map,
            progress=self.progress,
        )


def assess(
    question: Question,
    method: Method,
    generator: Callable[[int], np.random.Generator],
    precision: Precision,
    *,
    parallel_map: ParallelMap = map,
    progress: Callable[[Sample | CycleSample | WeightedSample], None] | None = None,
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

    Raises
    ------
    InvalidParameter
        Where the question has no such method.
    Unreliable
        Where a weighted sample cannot stand behind a number.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> from .committees.committee import Committee
    >>> question = Committee(population=100, adversaries=30, committee=10, seats=10)
    >>> answer = assess(question, Method.AUTO, np.random.default_rng, Precision())
    >>> f"{answer.estimate.probability:.3e}", [one.method for one in answer.agreement]
    ('1.736e-06', ['integers', 'bound'])
    >>> answer.agrees
    True
    """
    sampler = Sampler(generator=generator, parallel_map=parallel_map, progress=progress)
    if method is Method.AUTO:
        return best_answer(question, sampler, precision)
    if method is Method.MONTE_CARLO and question.is_sampled:
        drawn = sampler.sample(question, precision)
        return sampled_answer(drawn, (question.exact(), question.bound()), precision)
    if method is Method.RARE and question.is_sampled_rarely:
        weighted = sampler.sample_rare(question, precision)
        if weighted.tally.doubt:
            raise Unreliable(weighted.tally.doubt)
        others = (question.exact() or plain_witness(question, sampler), question.bound())
        return sampled_answer(weighted, others, precision)
    exact, bound = question.exact(), question.bound()
    if method is Method.EXACT and exact is not None:
        witness = question.second_exact() or rare_witness(question, sampler)
        return assessment(exact, (witness, bound))
    if method is Method.BOUND and bound is not None:
        witness = exact or plain_witness(question, sampler) or question.second_exact()
        return assessment(bound, (witness,))
    why = question.never_rare if method is Method.RARE else ""
    raise InvalidParameter(
        f"method must be {' or '.join(methods_of(question))} for this {question.kind}, "
        f"got {method}{f': {why}' if why else ''}"
    )


def methods_of(question: Question) -> Iterator[str]:
    """Methods that a question can be answered by."""
    if question.exact() is not None:
        yield Method.EXACT
    if question.is_sampled:
        yield Method.MONTE_CARLO
    if question.is_sampled_rarely:
        yield Method.RARE
    if question.bound() is not None:
        yield Method.BOUND


def best_answer(question: Question, sampler: Sampler, precision: Precision) -> Assessment:
    """Exact where that can be, else sampled where the attack is rare, else sampled, else bounded."""
    exact, bound = question.exact(), question.bound()
    if exact is not None:
        expected_hits = exact.probability * WITNESS_PRECISION.largest_trials
        says_something = question.is_quickly_sampled and expected_hits >= FEWEST_WITNESS_HITS
        witness = (
            plain_witness(question, sampler)
            if says_something
            else question.second_exact() or rare_witness(question, sampler)
        )
        brief = exact.probability >= LEAST_BRIEF and question.is_briefly_witnessed
        drawn = brief_witness(question, sampler) if brief else None
        return assessment(exact, (witness, drawn, bound))
    if question.is_sampled_rarely:
        weighted = sampler.sample_rare(question, precision)
        if not weighted.tally.doubt:
            second = question.second_exact() or plain_witness(question, sampler)
            return sampled_answer(weighted, (second, bound), precision)
    if question.is_worth_sampling:
        drawn = sampler.sample(question, precision)
        return sampled_answer(drawn, (question.second_exact(), bound), precision)
    if bound is None:
        raise Unreliable(f"this {question.kind} cannot be answered by any method")
    return assessment(bound, (question.second_exact(),))


def plain_witness(question: Question, sampler: Sampler) -> Estimate | None:
    """A short sample at the confidence of witnesses; nothing where trials are slow."""
    if not question.is_quickly_sampled:
        return None
    return sampler.sample(question, WITNESS_PRECISION).tally.estimate(WITNESS_CONFIDENCE)


def brief_witness(question: Question, sampler: Sampler) -> Estimate | None:
    """Some seconds of slow trials."""
    found = sampler.sample(question, BRIEF_WITNESS_PRECISION).tally
    return found.estimate(WITNESS_CONFIDENCE)


def rare_witness(question: Question, sampler: Sampler) -> Estimate | None:
    """A short weighted sample; nothing where it cannot stand behind a number."""
    if not question.is_sampled_rarely:
        return None
    tally = sampler.sample_rare(question, RARE_WITNESS_PRECISION).tally
    return None if tally.doubt else tally.estimate(WITNESS_CONFIDENCE)


def sampled_answer(
    drawn: Drawn[Sample] | Drawn[CycleSample] | Drawn[WeightedSample],
    witnesses: tuple[Estimate | None, ...],
    precision: Precision,
) -> Assessment:
    """A sampled answer, compared with its witnesses at their confidence."""
    wide = drawn.tally.estimate(max(precision.confidence, WITNESS_CONFIDENCE))
    found = assessment(wide, witnesses)
    return Assessment(
        estimate=drawn.tally.estimate(precision.confidence),
        agreement=found.agreement,
        agrees=found.agrees,
        stop=drawn.stop,
    )


def assessment(estimate: Estimate, witnesses: tuple[Estimate | None, ...]) -> Assessment:
    """Put an answer beside those witnesses that there are."""
    agreement = tuple(witness for witness in witnesses if witness is not None)
    return Assessment(
        estimate=estimate,
        agreement=agreement,
        agrees=all(estimate.agrees_with(witness) for witness in agreement),
    )
