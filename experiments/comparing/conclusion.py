"""What a comparison or a report comes to, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..evaluating.metrics import SAMPLED
from .comparison import Comparison
from .invariants import Held, count_held
from .quantities import Quantity
from .risks import Risk
from .verdict import Verdict, runs_to_tell
from .wording import DIGITS, amount, chance, counted, from_to, listed, told_apart

HEADINGS = {
    Verdict.BETTER: "What gets better in B",
    Verdict.WORSE: "What gets worse in B",
    Verdict.DIFFERENT: "What changes, for better or worse as the purpose may be",
    Verdict.UNDECIDED: "What cannot be told apart",
    Verdict.SAME: "What stays the same",
}

KEYS = {
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.DIFFERENT: "different",
    Verdict.UNDECIDED: "undecided",
    Verdict.SAME: "same",
}
"""For machines."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A sentence or two, and then what they rest on."""

    lead: str
    groups: dict[str, list[str]]
    """Lines by heading."""
    keys: tuple[str, ...]
    """Of the groups, for machines."""

    def as_dict(self) -> dict[str, Any]:
        """The contract with machines."""
        return {"lead": self.lead, **dict(zip(self.keys, self.groups.values(), strict=True))}


def concluded(found: Comparison) -> Conclusion:
    """What gets better and worse from the first file to the second, and what nobody can tell.

    Parameters
    ----------
    found
        Of two files.
    """
    if not found.differing:
        lead = (
            f"Nothing differs: A ({found.subjects[0].short}) and B ({found.subjects[1].short}) say the "
            f"same in all {len(found.fields)} fields, and so does all that is measured of them."
        )
        return Conclusion(lead, {}, ())
    lines: dict[Verdict, list[str]] = {each: [] for each in HEADINGS}
    for verdict in HEADINGS:
        lines[verdict] += of_invariants(found.invariants, verdict)
        lines[verdict] += of_risks(found.risks, verdict)
        lines[verdict] += of_quantities(found, verdict)
    told = {verdict: group for verdict, group in lines.items() if group}
    runs = counted(found.conditions.runs, "run")
    groups = {
        f"{HEADINGS[verdict]}{f' at {runs}' if verdict is Verdict.UNDECIDED else ''}": group
        for verdict, group in told.items()
    }
    return Conclusion(lead_of(found), groups, tuple(KEYS[verdict] for verdict in told))


def lead_of(found: Comparison) -> str:
    """Counts in a sentence or two."""
    first, second = found.subjects
    kept = [count_held(found.invariants, side) for side in range(2)]
    verdicts = [each.verdict for each in (*found.risks, *found.quantities)]
    counts = {verdict: verdicts.count(verdict) for verdict in HEADINGS}
    fields, better, worse, different, same = (
        inflected(count, one, many)
        for count, one, many in (
            (len(found.differing), "differs", "differ"),
            (counts[Verdict.BETTER], "gets better", "get better"),
            (counts[Verdict.WORSE], "gets worse", "get worse"),
            (counts[Verdict.DIFFERENT], "changes", "change"),
            (counts[Verdict.SAME], "stays the same", "stay the same"),
        )
    )
    return (
        f"From A ({first.short}) to B ({second.short}), of {len(found.fields)} fields {fields}. "
        f"A keeps {kept[0][0]} of {kept[0][1]} invariants, B {kept[1][0]} of {kept[1][1]}. "
        f"Of {counted(sum(counts.values()), 'number')}, {better}, {worse}, {different} in a way that is "
        f"good or bad by purpose, {same}, and {counts[Verdict.UNDECIDED]} cannot be told apart at "
        f"{counted(found.conditions.runs, 'run')}."
    )


def inflected(count: int, one: str, many: str) -> str:
    """What some of many do.

    Examples
    --------
    >>> inflected(1, "differs", "differ")
    '1 differs'
    """
    return f"{count} {one if count == 1 else many}"


def of_invariants(invariants: list[Held], verdict: Verdict) -> Iterator[str]:
    """A line for invariants that are mended, or that are broken."""
    names = [each.name for each in invariants if each.verdict is verdict]
    if not names:
        return
    if verdict is Verdict.SAME:
        yield f"the verdict of {counted(len(names), 'invariant')}"
        return
    does = {
        Verdict.BETTER: "B keeps what A breaks or leaves undecided",
        Verdict.WORSE: "B breaks or leaves undecided what A keeps",
    }.get(verdict, "neither file keeps them, in different ways")
    yield f"{counted(len(names), 'invariant')} ({does}): {listed(names)}"


def of_risks(risks: list[Risk], verdict: Verdict) -> Iterator[str]:
    """A line for every failure of a mode, whatever the number of corruptions."""
    alike: dict[str, list[Risk]] = {}
    for each in risks:
        if each.verdict is verdict:
            alike.setdefault(each.title, []).append(each)
    if verdict is Verdict.SAME:
        if alike:
            yield f"chances of failure: {'; '.join(alike)}"
        return
    how = "less likely" if verdict is Verdict.BETTER else "more likely"
    for title, group in alike.items():
        shares = listed([each.shares.words for each in group])
        chances = "; ".join(" → ".join(chances_of(each)) for each in group)
        yield f"{title}: {how} at {shares} corrupted ({chances})"


def chances_of(risk: Risk) -> list[str]:
    """Chances of every file."""
    answers = [None if each is None else each.estimate for each in risk.found]
    pairs = [each and (each.probability, each.log10_probability) for each in answers]
    return told_apart(
        pairs, lambda pair, digits: "none" if pair is None else chance(*pair, digits), 3
    )


def of_quantities(found: Comparison, verdict: Verdict) -> Iterator[str]:
    """A line for every number, with those of all modes together; of those that stay, one for all."""
    alike: dict[str, list[Quantity]] = {}
    for each in found.quantities:
        if each.verdict is verdict:
            alike.setdefault(each.title_of_all_modes, []).append(each)
    if verdict is Verdict.SAME:
        if alike:
            yield "; ".join(f"{title}{modes_of(group)}" for title, group in alike.items())
        return
    for title, group in alike.items():
        told = "; ".join(
            f"{f'{each.mode} ' if each.mode else ''}{' → '.join(means_of(each))}{spread(each)}"
            f"{wanting(each) if verdict is Verdict.UNDECIDED else ''}"
            for each in group
        )
        yield f"{title[0].upper()}{title[1:]}: {told}"


def modes_of(group: list[Quantity]) -> str:
    """Modes of numbers that are of one each."""
    modes = [each.mode for each in group if each.mode]
    return f" ({listed(modes)})" if modes else ""


def wanting(quantity: Quantity) -> str:
    """How many runs would tell so large a difference apart."""
    difference = quantity.difference
    runs = None if difference is None else runs_to_tell(difference, len(quantity.values[0] or ()))
    return "" if runs is None else f", some {runs:,} runs would tell so large a difference apart"


def means_of(quantity: Quantity) -> list[str]:
    """Means of every file with their unit."""
    unit = quantity.metric.unit
    means = [None if each is None else each["mean"] for each in quantity.intervals]
    return told_apart(
        means, lambda mean, digits: "none" if mean is None else amount(mean, unit, digits), DIGITS
    )


def spread(quantity: Quantity) -> str:
    """How far the difference may be from what was found; nothing of what has no chance in it."""
    difference = quantity.difference
    if difference is None or quantity.metric.kind not in SAMPLED:
        return ""
    return f" (difference {from_to(difference, quantity.metric.unit)})"
