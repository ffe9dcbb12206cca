"""A search in plain words: what is gained, what is given up, what binds, and how sure that is."""

from collections.abc import Sequence

from ..evaluating.variation import differences
from ..simulating.economy import Interval
from .answering import Answer, keeps_for_sure
from .gate import Refusal
from .problem import Objective


def paragraph(answer: Answer) -> str:
    """What was found, for somebody who will not read the table.

    Parameters
    ----------
    answer
        Of a search that recommends something.
    """
    sentences = [changes(answer), *gained(answer), bound(answer), surety(answer)]
    if answer.given_fails:
        sentences.insert(1, repaired(answer))
    if answer.volume is not None:
        sentences.append(against_random(answer))
    return " ".join(sentence for sentence in sentences if sentence)


def changes(answer: Answer) -> str:
    """What differs from the parameters given."""
    assert answer.parameters is not None, "something is recommended"
    given = answer.problem.given
    found = [
        f"{table}.{key} = {value} instead of {getattr(getattr(given, table), key)}"
        for (table, key), value in differences(answer.parameters, given).items()
    ]
    return f"Recommended: {', '.join(found)}." if found else "Recommended: what was given."


def repaired(answer: Answer) -> str:
    """That the parameters given break invariants, and that the recommended do not."""
    names = ", ".join(each["name"] for each in answer.given_fails)
    count = len(answer.given_fails)
    return (
        f"What was given breaks {count} {'invariant' if count == 1 else 'invariants'} ({names}); the "
        "recommended set breaks none."
    )


def gained(answer: Answer) -> list[str]:
    """Objective by objective: gained, given up, or no difference that can be seen."""
    point = answer.recommended
    gains = None if point is None else answer.gains(point)
    if gains is None or answer.given is None or point is None:
        return ["What was given cannot be evaluated, so that nothing can be compared with it."]
    kinds: dict[str, list[str]] = {"Gained": [], "Given up": [], "Not to be told apart": []}
    for objective in answer.problem.objectives:
        name = objective.metric
        was = sum(answer.given[name]) / len(answer.given[name])
        now = point.intervals()[name]["mean"]
        kinds[direction(objective, gains[name])].append(
            f"{name} from {was:.4g} to {now:.4g}{span(gains[name])}"
        )
    if not kinds["Given up"]:
        kinds["Given up"].append("no objective")
    return [f"{kind}: {'; '.join(told)}." for kind, told in kinds.items() if told]


def direction(objective: Objective, gain: Interval) -> str:
    """Whether a difference is a gain, a loss, or neither for sure."""
    lower, upper = gain["lower"], gain["upper"]
    if lower is None or upper is None or lower <= 0 <= upper:
        return "Not to be told apart"
    return "Gained" if (lower > 0) is objective.maximise else "Given up"


def span(gain: Interval) -> str:
    """The interval of a difference, where it is one.

    Examples
    --------
    >>> span({"mean": 2.0, "lower": 1.0, "upper": 3.0})
    ' (difference 2, 95 % interval 1 to 3)'
    """
    lower, upper = gain["lower"], gain["upper"]
    if lower is None or upper is None:
        return " (one pair of runs: no interval)"
    if lower == upper:
        return ""
    return f" (difference {gain['mean']:.4g}, 95 % interval {lower:.4g} to {upper:.4g})"


def bound(answer: Answer) -> str:
    """What binds."""
    if not answer.bindings:
        return "Nothing binds: no condition, no end of a range and no invariant is near."
    told = [f"{each.name} ({each.told})" for each in answer.bindings]
    return f"What binds: {'; '.join(told)}."


def surety(answer: Answer) -> str:
    """How far these numbers can be trusted."""
    problem, point = answer.problem, answer.recommended
    assert point is not None, "something is recommended"
    looked = len(answer.trials)
    refused = looked - answer.evaluated
    said = (
        f"How sure: of {looked} candidates, {refused} refused before simulation, "
        f"{answer.evaluated} were evaluated, and {answer.feasible} of these kept every condition"
    )
    if problem.is_drawn:
        count = max(len(each) for each in point.numbers.values())
        said += (
            f"; the numbers are of {count} fresh runs that the search had not seen, paired with as "
            "many of what was given under the same chance"
        )
        if problem.conditions and not keeps_for_sure(problem, point):
            said += "; a condition holds on average, but its interval reaches beyond the bound"
    else:
        said += "; all numbers are exact, as nothing is drawn"
    proved = "Every invariant is proved of the recommended set; that nothing better exists is not."
    return f"{said}. {proved}"


def against_random(answer: Answer) -> str:
    """How the search did beside searches at random."""
    assert answer.volume is not None, "it was asked for"
    volumes = answer.volumes_at_random
    beaten = sum(answer.volume > each for each in volumes)
    mean = sum(volumes) / len(volumes)
    return (
        f"Hypervolume {answer.volume:.3f} against {mean:.3f} on average at random with the same budget; "
        f"better than {beaten} of {len(volumes)}."
    )


def no_candidate(answer: Answer) -> str:
    """In one line, why nothing is recommended."""
    looked, evaluated = len(answer.trials), answer.evaluated
    if answer.feasible:
        return (
            f"no candidate of {looked} keeps the conditions on fresh runs: more --replicates, or a "
            "looser condition"
        )
    if evaluated:
        conditions = " and ".join(str(each) for each in answer.problem.conditions)
        return (
            f"no candidate of {looked} passes: {evaluated} were evaluated, "
            f"and none keeps {conditions}"
        )
    names = ", ".join(f"{name} ({count})" for name, count in list(answer.refused.items())[:6])
    return f"no candidate of {looked} passes: all are refused, by {names}{remedy(answer)}"


def remedy(answer: Answer) -> str:
    """Fields to set, where rules refused all and read nothing that varies."""
    blocked = blocking(answer)
    if not blocked:
        return ""
    fields = ", ".join(dict.fromkeys(each["field"] for each in blocked))
    return f"; no varied field can repair {len(blocked)} of these: set {fields} (--fix FIELD=VALUE)"


def blocking(answer: Answer) -> list[Refusal]:
    """Rules that refused every candidate and read no field that varies."""
    fields = {each.field for each in answer.problem.ranges}
    first = answer.trials[0].refusals if answer.trials else []
    return [
        each
        for each in first
        if each["field"]
        and not fields & {each["field"], *each["others"]}
        and all(
            each["name"] in {other["name"] for other in trial.refusals} for trial in answer.trials
        )
    ]


def failings(answer: Answer) -> str:
    """What the parameters given break, and which varied fields could repair it."""
    fields = [each.field for each in answer.problem.ranges]
    told = [failing(each, fields) for each in answer.given_fails]
    return "What is given breaks\n" + "\n".join(f"  {line}" for line in told)


def failing(refusal: Refusal, varied: Sequence[str]) -> str:
    """One invariant with the varied fields that could repair it."""
    able = [field for field in varied if field in (refusal["field"], *refusal["others"])]
    how = f"may be repaired by {', '.join(able)}" if able else f"set {refusal['field']}"
    return f"{refusal['name']}: {how}"
