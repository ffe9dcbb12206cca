"""What a report of one file comes to, in plain words."""

from collections.abc import Iterator

from .comparison import Comparison
from .conclusion import Conclusion, chances_of
from .invariants import HOLDS, count_held
from .quantities import Quantity
from .wording import amount, between, counted, listed

TELLING = (
    "staking_ratio", "staker_yield", "authority_yield", "issuance_rate", "nakamoto_coefficient",
    "largest_share", "cost_of_corruption",
)  # fmt: skip
"""Metrics of the economy that a reader asks for first; the tables have all."""


def reported(found: Comparison) -> Conclusion:
    """What one file keeps, breaks, promises and comes to.

    Parameters
    ----------
    found
        Of one file.
    """
    kept, every = count_held(found.invariants, 0)
    name, conditions = found.subjects[0].short, found.conditions
    departs = ""
    if found.differing:
        departs = f"departs from the plan in {counted(len(found.differing), 'field')}, and "
    promises = [each for each in found.quantities if each.is_promise and each.values[0] is not None]
    missed = [each for each in promises if not each.keeps(0)]
    lead = (
        f"{name} {departs}keeps {kept} of {every} invariants. On {conditions.deployment} it keeps "
        f"{len(promises) - len(missed)} of {len(promises)} promises of finality and throughput."
    )
    groups = {
        "What is broken": [
            f"{each.name}: {each.reason}" for each in found.invariants if each.verdicts[0] != HOLDS
        ],
        f"What it promises, and what {conditions.deployment} allows": [
            promised(each) for each in promises
        ],
        f"What {counted(conditions.epochs, 'day')} of the economy come to": list(telling(found)),
        "How random corruption breaks it": list(broken_by(found)),
    }
    keys = ("broken", "promises", "economy", "attacks")
    told = [(key, title) for key, title in zip(keys, groups, strict=True) if groups[title]]
    return Conclusion(
        lead, {title: groups[title] for _, title in told}, tuple(key for key, _ in told)
    )


def promised(quantity: Quantity) -> str:
    """What was measured beside the promise."""
    found, asked, unit = quantity.intervals[0], quantity.promised[0], quantity.metric.unit
    assert found is not None, "asked of what was measured"
    assert asked is not None, "asked of what is promised"
    verdict = "kept" if quantity.keeps(0) else "missed"
    return (
        f"{quantity.metric.title}: {amount(found['mean'], unit)}, promised {amount(asked, unit)}: "
        f"{verdict}"
    )


def telling(found: Comparison) -> Iterator[str]:
    """Metrics of the economy that are asked for first, with their intervals."""
    for each in found.quantities:
        interval, unit = each.intervals[0], each.metric.unit
        if each.metric.name not in TELLING or interval is None:
            continue
        told = f"{amount(interval['mean'], unit)} ({between(interval, unit)})"
        yield f"{each.metric.title}: {told}"


def broken_by(found: Comparison) -> Iterator[str]:
    """A line for every failure of a mode."""
    for title in dict.fromkeys(each.title for each in found.risks):
        group = [each for each in found.risks if each.title == title]
        shares = listed([each.shares.words for each in group])
        yield f"{title}: {', '.join(chances_of(each)[0] for each in group)} at {shares} corrupted"
