"""What all kinds of attack have in common: the options of an answer, and how it is printed."""

import inspect
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ....models.attacks.choices import Method
from ...reproducing.later import later
from ...running.seeds import Stream, generator
from ..progress import progress_bar
from ..terminal import REFUTED, Cluster, Json, Seed, Workers, columns, show, show_json
from ..values import real, whole

if TYPE_CHECKING:
    from ....models.attacks.assess import Assessment
    from ....models.attacks.cycles import CycleSample
    from ....models.attacks.estimate import Estimate
    from ....models.attacks.question import Question
    from ....models.attacks.rare import WeightedSample
    from ....models.attacks.sampling import Sample
    from ....models.attacks.stopping import Precision

assess = later(".models.attacks.assess", "assess")
ordered_map = later("running.ordered_map", "ordered_map")
workplace = later("running.workplace", "workplace")
precision_of = later(".models.attacks.stopping", "Precision")

DRAWN_BY = ("hybridstake.models.attacks.assess", "hybridstake.experiments.running.seeds")
"""Modules that draw the trials of any question."""

MOST_LISTED = 8
"""Values of a list that people are told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answering:
    """How a question is to be answered, and printed."""

    method: Annotated[Method, typer.Option(help="How the answer is found.")] = Method.AUTO
    seed: Seed = 1
    relative_error: Annotated[
        float, real("relative_error", "Half width of a sampled interval, as a part of the answer.")
    ] = 0.01
    confidence: Annotated[float, real("confidence", "Of a sampled interval.")] = 0.99
    trials: Annotated[int, whole("trials", "Most trials of a sampled answer.", least=1)] = (
        100_000_000
    )
    budget: Annotated[
        float, real("budget", "Seconds after which sampling stops, precise or not.")
    ] = math.inf
    workers: Workers = 2
    cluster: Cluster = None
    as_json: Json = False

    @property
    def precision(self) -> "Precision":
        """When sampling may stop."""
        return precision_of(
            relative_error=self.relative_error,
            confidence=self.confidence,
            largest_trials=self.trials,
            budget=self.budget,
        )


def attack(question_of: "Callable[..., Question]") -> Callable[..., None]:
    """The command of a kind of attack: its own options, and after them those of `Answering`.

    Parameters
    ----------
    question_of
        Makes the question from the kind's own options, which typer reads off its signature; it stays
        what `inspect.unwrap` finds below the command.
    """

    def command(**given: Any) -> None:
        how = Answering(**{name: given.pop(name) for name in Answering.__slots__})
        answer(question_of(**given), how)

    own = inspect.signature(question_of, eval_str=True).parameters.values()
    common = inspect.signature(Answering, eval_str=True).parameters.values()
    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*own, *common)]
    command.__signature__ = inspect.Signature(parameters)  # pyright: ignore[reportFunctionMemberAccess]
    command.__doc__ = question_of.__doc__
    command.__wrapped__ = question_of  # pyright: ignore[reportFunctionMemberAccess]
    return command


def answer(question: "Question", how: Answering) -> None:
    """Assess one question and print the answer with its witnesses."""
    chunks = partial(generator, how.seed, question.kind, 0, Stream.SAMPLING)
    precision = how.precision
    started = time.perf_counter()
    with (
        progress_bar(f"{question.kind}, trials") as progress,
        workplace(how.workers, how.cluster, *DRAWN_BY, type(question).__module__) as place,
    ):

        def watch(tally: "Sample | CycleSample | WeightedSample") -> None:
            progress(tally.trials, precision.largest_trials)

        found: Assessment = assess(
            question,
            how.method,
            chunks,
            precision,
            parallel_map=ordered_map(place),
            progress=watch,
        )
    seconds = time.perf_counter() - started
    if how.as_json:
        show_json(as_document(question, found, seconds))
    else:
        show(as_text(question, found, precision, seconds))
    if not found.agrees:
        raise typer.Exit(REFUTED)


def as_document(question: "Question", found: "Assessment", seconds: float) -> dict[str, object]:
    """The answer for machines."""
    estimate = found.estimate
    log10 = estimate.log10_probability
    share = {"share": estimate.probability} if question.quantity == "share" else {}
    return {
        "kind": question.kind,
        **share,
        "probability": estimate.probability,
        "method": estimate.method,
        "lower": estimate.lower,
        "upper": estimate.upper,
        "confidence": estimate.confidence,
        "trials": estimate.trials,
        "seconds": seconds,
        "agreement": [
            {
                "method": witness.method,
                "probability": witness.probability,
                "lower": witness.lower,
                "upper": witness.upper,
            }
            for witness in found.agreement
        ],
        "agrees": found.agrees if found.agreement else None,
        "log10_probability": log10 if math.isfinite(log10) else None,
        "log2_probability": log10 / math.log10(2) if math.isfinite(log10) else None,
        "stopped": found.stop,
        "relative_error": relative_error(estimate) if found.stop else None,
        **question.details(),
    }


def as_text(
    question: "Question", found: "Assessment", precision: "Precision", seconds: float
) -> str:
    """The answer and its witnesses as a table, what else is known, and what falls short."""
    rows = [("method", question.quantity, "lower", "upper", "trials")]
    rows += [
        (
            item.method,
            *ends(item),
            f"{item.trials:,}" if item.trials else "",
        )
        for item in (found.estimate, *found.agreement)
    ]
    paragraphs = [columns(rows)]
    details = [line for name, value in question.details().items() for line in fact(name, value)]
    paragraphs += ["\n".join(details)] if details else []
    paragraphs += [said] if (said := shortfall(found, precision)) else []
    paragraphs += [said] if (said := overrun(found, precision, seconds)) else []
    paragraphs.append(verdict(found))
    return "\n\n".join(paragraphs)


def verdict(found: "Assessment") -> str:
    """Whether the witnesses agree, and what kind of witnesses they are."""
    if not found.agreement:
        estimate = found.estimate
        is_beyond = estimate.evidence == "bound" and estimate.probability == 0
        beyond = ": the bound is below every float" if is_beyond else ""
        return f"no other method answers this question{beyond}"
    if not found.agrees:
        return "the methods DISAGREE"
    if all(witness.evidence == "bound" for witness in found.agreement):
        return "the bound is kept; no other method answers this question"
    return "the methods agree"


def fact(name: str, value: Any) -> Iterator[str]:
    """One thing that is known beside the answer, as a line; of what has parts, a line for each."""
    title = name.replace("_", " ")
    if not isinstance(value, dict):
        yield f"{title}: {in_short(value)}"
        return
    yield f"{title}:"
    for part, inner in value.items():
        facts = inner.items() if isinstance(inner, dict) else [("", inner)]
        told = ", ".join(f"{each} {in_short(known)}".strip() for each, known in facts)
        yield f"  {part.replace('_', ' ')}: {told}"


def in_short(value: Any) -> str:
    """A value as people read it: few digits, and the beginning of a list."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        first = ", ".join(in_short(each) for each in value[:MOST_LISTED])
        more = len(value) - MOST_LISTED
        return f"{first} and {more} more with --json" if more > 0 else first
    return "none" if value is None else str(value).replace("_", " ")


def shortfall(found: "Assessment", precision: "Precision") -> str:
    """That a sample ended before it was as precise as was asked; nothing if it was."""
    if found.stop is None or found.stop == "precise":
        return ""
    estimate = found.estimate
    spent = f"{precision.budget:g} s" if found.stop == "budget" else f"{estimate.trials:,} trials"
    reached = relative_error(estimate)
    if reached is None:
        return (
            f"{spent} ran out: not one success in {estimate.trials:,} trials: "
            f"the answer is below {estimate.upper:.3g}"
        )
    return (
        f"{spent} ran out: relative error {reached:.2g} reached, {precision.relative_error:g} asked"
    )


def overrun(found: "Assessment", precision: "Precision", seconds: float) -> str:
    """That what is not sampled took longer than was to be spent; nothing if it did not."""
    if found.stop is not None or seconds <= precision.budget:
        return ""
    return (
        f"this took {seconds:.0f} s, more than the {precision.budget:g} s asked for, which end sampling "
        "alone"
    )


def relative_error(estimate: "Estimate") -> float | None:
    """Half width of an interval, as a part of the answer; none where the answer is 0."""
    if estimate.probability == 0:
        return None
    farthest = max(estimate.upper - estimate.probability, estimate.probability - estimate.lower)
    return farthest / estimate.probability


def ends(estimate: "Estimate") -> tuple[str, str, str]:
    """Answer, lower and upper end as people read them, by its logarithm what no float can hold."""
    log10 = estimate.log10_probability
    is_tiny = estimate.probability == 0 and log10 > -math.inf
    answer = f"10^{log10:.6g}" if is_tiny else f"{estimate.probability:.6g}"
    is_point = estimate.evidence == "exact"
    return (
        answer,
        answer if is_point else f"{estimate.lower:.6g}",
        answer if estimate.upper == estimate.probability else f"{estimate.upper:.6g}",
    )
