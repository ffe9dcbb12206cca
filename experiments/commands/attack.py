"""`hybridstake attack KIND`: the probability of one attack."""

import math
import time
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from ...models.attacks.choices import Method, Sampling
from ...models.errors import InvalidParameter
from ..parameter_files import shorten
from ..reproducing.later import later
from ..running.seeds import Stream, generator
from .progress import progress_bar
from .terminal import REFUTED, Json, Seed, columns, show, show_json

if TYPE_CHECKING:
    from ...models.attacks.assess import Assessment
    from ...models.attacks.question import Question
    from ...models.attacks.sampling import Precision, Sample


class Kinds(TyperGroup):
    """The kinds of attack, each a command."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Command of a kind; another name is refused in our own words."""
        found = super().get_command(ctx, cmd_name)
        if found is None:
            kinds = ", ".join(self.list_commands(ctx))
            raise InvalidParameter(f"KIND must be {kinds}, got {shorten(cmd_name)}")
        return found


app = typer.Typer(cls=Kinds, no_args_is_help=True, add_completion=False)

assess = later(".models.attacks.assess", "assess")
committee_of = later(".models.attacks.committee", "Committee")
precision_of = later(".models.attacks.sampling", "Precision")


def parsed(name: str, kind: type[int] | type[float], least: float, given: Any) -> int | float:
    """An option's value as a number, else a refusal that typer does not put into its own words."""
    try:
        value = kind(given)
    except ValueError as error:
        a_number = "a whole number" if kind is int else "a number"
        raise typer.TyperException(f"{name} must be {a_number}, got {shorten(given)}") from error
    if value < least:
        raise typer.TyperException(f"{name} must be at least {least}, got {value}")
    return value


def whole(name: str, explained: str, least: float = -math.inf) -> Any:
    """Option whose value is a whole number."""
    return typer.Option(metavar="INTEGER", help=explained, parser=partial(parsed, name, int, least))


def real(name: str, explained: str) -> Any:
    """Option whose value is a number."""
    parser = partial(parsed, name, float, -math.inf)
    return typer.Option(metavar="FLOAT", help=explained, parser=parser)


RelativeError = Annotated[
    float, real("relative_error", "Half width of a sampled interval, as a part of the answer.")
]
Confidence = Annotated[float, real("confidence", "Of a sampled interval.")]
Trials = Annotated[int, whole("trials", "Most trials of a sampled answer.", least=1)]


@app.callback()
def kinds() -> None:
    """Attack probabilities: exact first, sampled fast, always with a second witness."""


@app.command()
def committee(
    population: Annotated[int, whole("population", "Validators in all.")],
    adversaries: Annotated[int, whole("adversaries", "Of them, the adversary's.")],
    committee: Annotated[int, whole("committee", "Seats that are drawn.")],
    seats: Annotated[int, whole("seats", "Seats that the adversary needs.")],
    sampling: Annotated[
        Sampling, typer.Option(help="How seats are drawn.")
    ] = Sampling.WITHOUT_REPLACEMENT,
    method: Annotated[Method, typer.Option(help="How the answer is found.")] = Method.AUTO,
    seed: Seed = 1,
    relative_error: RelativeError = 0.01,
    confidence: Confidence = 0.99,
    trials: Trials = 100_000_000,
    as_json: Json = False,
) -> None:
    """An adversary gets at least so many seats of a committee drawn at random."""
    question = committee_of(
        population=population,
        adversaries=adversaries,
        committee=committee,
        seats=seats,
        sampling=sampling,
    )
    precision = precision_of(
        relative_error=relative_error, confidence=confidence, largest_trials=trials
    )
    answer(question, method, seed, precision, as_json)


def answer(
    question: "Question", method: Method, seed: int, precision: "Precision", as_json: bool
) -> None:
    """Assess one question and print the answer with its witnesses."""
    chunks = partial(generator, seed, question.kind, 0, Stream.SAMPLING)
    started = time.perf_counter()
    with progress_bar(f"{question.kind}, trials") as progress:

        def watch(sample: "Sample") -> None:
            progress(sample.trials, precision.largest_trials)

        found: Assessment = assess(question, method, chunks, precision, progress=watch)
    seconds = time.perf_counter() - started
    if as_json:
        show_json(as_document(question, found, seconds))
    else:
        show(as_text(found))
    if not found.agrees:
        raise typer.Exit(REFUTED)


def as_document(question: "Question", found: "Assessment", seconds: float) -> dict[str, object]:
    """The answer for machines."""
    estimate = found.estimate
    log10 = estimate.log10_probability
    return {
        "kind": question.kind,
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
        "agrees": found.agrees,
        "log10_probability": log10 if math.isfinite(log10) else None,
    }


def as_text(found: "Assessment") -> str:
    """The answer and its witnesses as a table."""
    rows = [("method", "probability", "lower", "upper", "trials")]
    rows += [
        (
            item.method,
            f"{item.probability:.6g}",
            f"{item.lower:.6g}",
            f"{item.upper:.6g}",
            f"{item.trials:,}" if item.trials else "",
        )
        for item in (found.estimate, *found.agreement)
    ]
    verdict = "the methods agree" if found.agrees else "the methods DISAGREE"
    return f"{columns(rows)}\n\n{verdict}"
