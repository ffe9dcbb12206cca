"""Tables of metrics: what is exact, and what is drawn with its intervals."""

from collections.abc import Iterator

from ..evaluating.metrics import SAMPLED, Kind, split_mode
from .comparison import Comparison
from .conclusion import means_of
from .quantities import PROMISED, Quantity
from .table import Note, Row, Table, sides
from .wording import amount, between, counted, from_to

COSTS = ("safety_cost", "veto_cost", "deterred_gain")
"""Formulas of what an attacker pays, without their mode."""


def costs_table(found: Comparison) -> Table:
    """What an attacker must pay."""
    before = (
        "What holders lose on average by giving in to a briber: slash and rent. Stakers are a full set "
        "of least stakes. Exact."
    )
    return exact_table(found, "costs", "Cost of corruption", before, is_cost=True)


def launch_table(found: Comparison) -> Table:
    """Closed formulas of rewards."""
    before = "Closed formulas of the parameter file: what is paid before agents decide. Exact."
    return exact_table(found, "launch", "Rewards at launch", before, is_cost=False)


def exact_table(found: Comparison, key: str, title: str, before: str, *, is_cost: bool) -> Table:
    """Formulas without any chance, of one sort."""
    rows = [
        quantity_row(found, each)
        for each in found.quantities
        if each.metric.kind is Kind.FORMULA
        and (split_mode(each.metric.name)[0] in COSTS) == is_cost
    ]
    heading = ("quantity", *sides(found, "value"), *(["B − A"] if found.is_pair else []))
    return Table(key, title, heading, rows, before)


def economy_table(found: Comparison) -> Table:
    """Metrics of the agents' economy at the end of runs."""
    conditions = found.conditions
    before = (
        f"Means over the last {counted(min(conditions.last_epochs, conditions.epochs), 'day')} of "
        f"{counted(conditions.runs, 'run')} of "
        f"{counted(conditions.epochs, 'day')} and {counted(conditions.people, 'person', 'people')}. "
        f"{about_intervals(found)}"
    )
    return sampled_table(found, "economy", "Economy", before, Kind.ECONOMY, [])


def finality_table(found: Comparison) -> Table:
    """Times to finality and throughput, with what is promised."""
    conditions = found.conditions
    placed = found.placed
    validators = counted(sum(placed.validators.values()), "validator")
    before = (
        f"On {conditions.deployment}, {validators} ({placed.title.rstrip('.')}): means of "
        f"{counted(conditions.runs, 'sample')} of rounds. {about_intervals(found)}"
    )
    title, below = "Finality and throughput", list(promises(found))
    return sampled_table(found, "finality", title, before, Kind.NETWORK, below)


def sampled_table(
    found: Comparison, key: str, title: str, before: str, kind: Kind, below: list[Note]
) -> Table:
    """Metrics that are drawn, with intervals."""
    rows = [quantity_row(found, each) for each in found.quantities if each.metric.kind is kind]
    heading = ("quantity", *sides(found, "mean"), "B − A" if found.is_pair else "interval")
    return Table(key, title, heading, rows, before, below)


def about_intervals(found: Comparison) -> str:
    """What an interval means."""
    conditions = found.conditions
    together = f"{100 * conditions.confidence:g} %"
    if not found.is_pair:
        return "Intervals are Student's, each with 95 % confidence."
    return (
        "Run k of A and run k of B have the same chance; intervals are Student's of the differences run "
        f"by run, and hold all together with {together} confidence."
    )


def quantity_row(found: Comparison, quantity: Quantity) -> Row:
    """A metric: its means, and how sure we are."""
    cells = (quantity.metric.title, *means_of(quantity), *certainty(found, quantity))
    return Row(cells, quantity.verdict, quantity)


def certainty(found: Comparison, quantity: Quantity) -> Iterator[str]:
    """The interval of a difference; of one file that of the mean, and nothing of what is exact."""
    unit = quantity.metric.unit
    if found.is_pair:
        difference = quantity.difference
        yield "none" if difference is None else from_to(difference, unit)
    elif quantity.metric.kind in SAMPLED:
        interval = quantity.intervals[0]
        yield "none" if interval is None else between(interval, unit)


def promises(found: Comparison) -> Iterator[Note]:
    """A line for every file and every metric that it promises: what, and whether it is kept."""
    for side, subject in enumerate(found.subjects):
        for stem in PROMISED:
            alike = [
                each
                for each in found.quantities
                if split_mode(each.metric.name)[0] == stem and each.values[side] is not None
            ]
            told = [f"{each.mode} {promise_words(each, side)}" for each in alike]
            if told:
                whose = f"{subject.letter}, " if found.is_pair else ""
                yield Note(f"{whose}{alike[0].title_of_all_modes}: {', '.join(told)}")


def promise_words(quantity: Quantity, side: int) -> str:
    """What a file promises, and whether it is kept."""
    asked = quantity.promised[side]
    assert asked is not None, "asked of what is promised"
    verdict = "kept" if quantity.keeps(side) else "missed"
    return f"{amount(asked, quantity.metric.unit)} promised and {verdict}"
