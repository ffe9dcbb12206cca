"""A sensitivity study in plain words: what matters, what does not, and what cannot be told."""

from collections.abc import Sequence

from .analysis import PLACES, MetricAnswer
from .breaking import Left
from .findings import Effect, Verdict
from .intervals import CONFIDENCE
from .question import Breakers
from .study import Study

MOST_NAMED = 3
"""Invariants that are named [1]."""

MANY_BLOCKS = 64
"""Of Sobol's design, from which on intervals hold the truth about as often as they say [1]."""

FEW = " With so few blocks they hold the truth less often than that."
"""Said of intervals."""

LEAST_PART = 1e-4
"""Below, luck is said to be less than that [1]."""

HEADINGS = {1: "one field surely matters", 2: "two fields surely matter"}
"""By the number of fields that do, where they are fewer than are named."""


def paragraphs(study: Study) -> list[str]:
    """The answer: all metrics together, each by itself, and how sure it is."""
    return [
        together(study),
        *(of_metric(each, study) for each in study.metrics),
        designs(study),
        *breaking(study),
    ]


def together(study: Study) -> str:
    """What matters most over all metrics, and what matters for none."""
    metrics = study.metrics
    if len(metrics) == 1:
        return ""
    first = [
        field
        for field in study.fields
        if any(
            effect.field == field and effect.verdict is Verdict.MATTERS
            for each in metrics
            for effect in each.effects
        )
    ][:PLACES]
    most = (
        f"Over all {len(metrics)} metrics, by mean total index, what matters most: {joined(first)}."
        if first
        else f"No field surely matters for any of the {len(metrics)} metrics."
    )
    none = study.nowhere
    rest = f" What matters for none of them: {joined(none)}." if none else ""
    return f"{most}{rest}"


def of_metric(answer: MetricAnswer, study: Study) -> str:
    """What moves one metric."""
    scale = ", in powers of ten" if answer.logarithmic else ""
    title = f"{answer.metric.name} ({answer.metric.title}{scale})"
    if answer.still:
        return f"{title}: the same in all of Sobol's design. {unmoved(answer)}".rstrip()
    sentences = [
        mattering(answer),
        negligible(answer, study.threshold),
        unsettled(answer),
        chance(answer),
    ]
    return f"{title}: {' '.join(each for each in sentences if each)}"


def mattering(answer: MetricAnswer) -> str:
    """The fields that surely matter, the first three by name, and whether their order is sure."""
    sure = [each for each in answer.ordered if each.verdict is Verdict.MATTERS]
    if not sure:
        return "no field surely matters."
    named = sure[:PLACES]
    heading = HEADINGS.get(len(sure), "what matters most")
    text = f"{heading}: {joined([with_total(each) for each in named])}."
    rivals = [name for name in answer.rivals if name not in {each.field for each in named}]
    if len(sure) >= PLACES and rivals:
        text += (
            f" Whether {joined(rivals, 'or')} rather belongs among them, this sample does not tell."
        )
    return text


def negligible(answer: MetricAnswer, threshold: float) -> str:
    """The fields that surely do not matter, those that never moved the metric apart."""
    found = [each for each in answer.effects if each.verdict is Verdict.NEGLIGIBLE]
    moving = [each.field for each in found if each.moved]
    little = (
        f"What does not matter (total index surely below {threshold:g}): {joined(moving)}."
        if moving
        else ""
    )
    return f"{little} {unmoved(answer)}".strip()


def unmoved(answer: MetricAnswer) -> str:
    """The fields that never moved the metric, and how often they still may."""
    never = [each for each in answer.effects if not each.moved]
    if not never:
        return ""
    most = max(each.largest_moving_part for each in never)
    fewest = min(each.changes for each in never)
    return (
        f"Never moved it once, in at least {fewest} changes of each alone, so that at most "
        f"{100 * most:.2g} % of such changes do ({100 * CONFIDENCE:g} % sure): "
        f"{joined([each.field for each in never])}."
    )


def unsettled(answer: MetricAnswer) -> str:
    """The fields of which the sample is too small to speak."""
    found = [each for each in answer.ordered if each.verdict is Verdict.UNSETTLED]
    if not found:
        return ""
    return f"Cannot be told from this sample: {joined([with_total(each) for each in found])}."


def chance(answer: MetricAnswer) -> str:
    """How much of the variance is luck."""
    noise = answer.noise
    if noise is None:
        return ""
    reach = (
        f", so that a total index up to {noise.floor:.2g} may be luck alone"
        if noise.floor >= LEAST_PART
        else ""
    )
    return (
        f"Of the variance of a single run {percent(noise.parameters)} comes from the parameters, "
        f"{percent(noise.common)} is luck that all candidates share, {percent(noise.own)} luck of their "
        f"own; in the means of replicates the last is {percent(noise.floor)}{reach}."
    )


def designs(study: Study) -> str:
    """What was evaluated, and what the second witness says."""
    asked = study.question
    few = FEW if study.sobol_blocks < MANY_BLOCKS else ""
    agreed = "agree within the intervals" if study.agrees else "do not agree"
    candidates = study.sobol_blocks * (len(asked.fields) + 2) + study.morris_blocks * (
        len(asked.fields) + 1
    )
    return (
        f"Evaluated: {candidates:,} candidates, in {study.sobol_blocks} blocks of Sobol's design and "
        f"{study.morris_blocks} of Morris's trajectories. Intervals are {100 * CONFIDENCE:g} %, by "
        f"drawing the blocks again; they speak of the ranges that were asked for, all values in them "
        f"alike likely.{few} SALib and SciPy {agreed}: no index of theirs differs by more than "
        f"{study.witness_distance:.1g}."
    )


def breaking(study: Study) -> list[str]:
    """What was left out, and how many candidates break what the file keeps."""
    left, asked = study.left, study.question
    said: list[str] = []
    if left.refused:
        said.append(
            f"{left.refused} blocks were left out, as values in them do not go together: {left.refusal}."
        )
    if asked.breakers is Breakers.IGNORE:
        said.append("Nobody looked whether candidates break invariants.")
    elif left.breaking == 0:
        said.append(
            f"None of the {left.looked_at} candidates that were looked at breaks an invariant that the "
            "file keeps."
        )
    else:
        said.append(f"{broken(left)}; {fate(asked.breakers, left)}.")
    return [" ".join(said)]


def broken(left: Left) -> str:
    """How many break which."""
    worst = [f"{name} ({count})" for name, count in list(left.invariants.items())[:MOST_NAMED]]
    more = len(left.invariants) - len(worst)
    others = f" and {more} more" if more else ""
    return (
        f"{left.breaking} of the {left.looked_at} candidates that were looked at break an invariant "
        f"that the file keeps: {', '.join(worst)}{others}"
    )


def fate(breakers: Breakers, left: Left) -> str:
    """What became of them."""
    if breakers is Breakers.COUNT:
        return "they count like all others, and --invariants exclude leaves them out"
    return (
        f"{left.excluded} blocks with such a candidate were left out, so that fields are no longer "
        "independent in what is left"
    )


def with_total(effect: Effect) -> str:
    """A field with its total index."""
    total = effect.total
    return f"{effect.field} ({total.value:.2f}, {total.lower:.2f} to {total.upper:.2f})"


def percent(part: float) -> str:
    """A part in per cent, to the whole where that is enough.

    Examples
    --------
    >>> percent(1.0), percent(0.123), percent(0.0123), percent(1e-24)
    ('100 %', '12 %', '1.2 %', 'less than 0.01 %')
    """
    if 0 < part < LEAST_PART:
        return f"less than {100 * LEAST_PART:g} %"
    return f"{100 * part:.0f} %" if part >= 0.1 else f"{100 * part:.2g} %"


def joined(names: Sequence[str], word: str = "and") -> str:
    """Names in a sentence.

    Examples
    --------
    >>> joined(["a", "b", "c"]), joined(["a", "b"], "or")
    ('a, b and c', 'a or b')
    """
    return (
        f" {word} ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
    )
