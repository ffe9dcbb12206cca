"""How much energy does the hybrid take, and against which proof-of-work chains does it save 95 %?

Watts are measured by others, and counts come from the parameters; spare machines, watts, sites and
utilisation are uncertain and drawn together. Published figures stand beside ours, found again or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from ...models.compute.carbon import emissions
from ...models.compute.comparators import COMPARATORS
from ...models.compute.energy import energy_each, watt_hours, yearly_energy
from ...models.compute.equipment import WORST, Hardware
from ...models.compute.footprint import Footprint, footprint_of, most_nodes, nodes_of
from ...models.compute.grid_intensities import GRIDS
from ...models.compute.proof_of_work import PROMISED, break_even_power, mining_budget, reduction
from ...models.compute.published_energy import energy_comparisons
from ...models.compute.uncertainty import interval, tornado
from ...models.execution.comparison import Comparison, Role
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ..claims.finding import Finding, Verdict
from ..claims.wording import amount
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.validators", "fast.throughput_tps", "balanced.validators", "balanced.throughput_tps",
    "secure.validators", "secure.throughput_tps",
)  # fmt: skip

SMALL_CHAIN_WATTS = 1e6
"""Of a proof-of-work chain for which the promise is asked too [W]. Source: ours."""
SMALL_CHAIN = "small chain"
ELECTRICITY_PARTS = (0.4, 0.6, 0.8)
"""Of a miner's costs [1]. Source: ours, about the 0.8 of Cambridge's Digital Mining Industry Report."""
ELECTRICITY_PRICE = 0.05
"""[USD/kWh] Source: ours."""
COUNTRIES = ("NOR", "FRA", "DEU", "USA", "CHN", "IND", "KAZ", "WLD")
"""In which all nodes stand."""
DRAWS = {Precision.TINY: 500, Precision.DEFAULT: 20_000, Precision.FULL: 1_000_000}
"""Of all uncertain numbers at once [1]."""


class Part(StrEnum):
    """What a row is about."""

    POWER = "power"
    COMPARED = "compared"
    TORNADO = "tornado"
    BUDGET = "budget"
    EMITTED = "emitted"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Case:
    """One class of machines; without one, the published figures."""

    parameters: Parameters
    hardware: Hardware | None
    draws: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every class of machines; what others have published with the plan, where it is read first."""
    found = [Case(parameters, each, DRAWS[precision]) for each in Hardware]
    return [*found, Case(parameters, None, 0)] if protocol == "plan" else found


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """All that is known of one class of machines."""
    if case.hardware is None:
        return [published_row(each) for each in energy_comparisons()]
    rng = generators(Stream.SAMPLING)
    largest = footprint_of(case.hardware, most_nodes(case.parameters))
    return [
        *(mode_row(case, mode, rng) for mode in Mode),
        *compared_rows(case, largest, rng),
        *tornado_rows(case.hardware, largest),
        *budget_rows(case.hardware, largest),
        *emitted_rows(case.hardware, largest),
    ]


def row(part: Part, hardware: str, what: str, value: float, **more: Any) -> dict[str, Any]:
    """One number with what may be beside it."""
    return {
        "part": part.value, "hardware": hardware, "what": what, "value": float(value), "low": 0.0,
        "high": 0.0, "extra": 0.0, "agrees": False, "way": "", "reason": "", **more,
    }  # fmt: skip


def mode_row(case: Case, mode: Mode, rng: np.random.Generator) -> dict[str, Any]:
    """Power of the nodes of a mode [W] with its interval, and what falls to a transaction [Wh]."""
    assert case.hardware is not None
    known = footprint_of(case.hardware, nodes_of(case.parameters, mode))
    found = interval(known.power, known.laws, case.draws, rng)
    throughput = float(mode_parameters(case.parameters, mode).throughput_tps)
    each = watt_hours(energy_each(known.stated_watts, throughput))
    return row(
        Part.POWER, case.hardware.value, mode.label, known.stated_watts,
        low=found.low, high=found.high, extra=each,
    )  # fmt: skip


def compared_rows(case: Case, known: Footprint, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Part saved against each chain with its interval, and by how often it draws more."""
    assert case.hardware is not None
    chains = {name: each.watts for name, each in COMPARATORS.items()}
    found = interval(known.power, known.laws, case.draws, rng)
    return [
        row(
            Part.COMPARED, case.hardware.value, name, reduction(known.stated_watts, watts),
            low=reduction(found.high, watts), high=reduction(found.low, watts),
            extra=watts / known.stated_watts, agrees=reduction(found.high, watts) >= PROMISED,
        )
        for name, watts in {**chains, SMALL_CHAIN: SMALL_CHAIN_WATTS}.items()
    ]  # fmt: skip


def tornado_rows(hardware: Hardware, known: Footprint) -> list[dict[str, Any]]:
    """Break-even [W] with one number at either end of its law."""
    base = break_even_power(known.stated_watts, PROMISED)
    return [
        row(
            Part.TORNADO, hardware.value, name, base,
            low=break_even_power(low, PROMISED), high=break_even_power(high, PROMISED),
        )
        for name, (low, high) in tornado(known.power, known.laws).items()
    ]  # fmt: skip


def budget_rows(hardware: Hardware, known: Footprint) -> list[dict[str, Any]]:
    """Security budget at which mining by free entry burns the break-even [USD/year]."""
    energy = break_even_power(yearly_energy(known.stated_watts), PROMISED)
    return [
        row(
            Part.BUDGET, hardware.value, "security budget",
            mining_budget(energy, part, ELECTRICITY_PRICE), extra=part,
        )
        for part in ELECTRICITY_PARTS
    ]  # fmt: skip


def emitted_rows(hardware: Hardware, known: Footprint) -> list[dict[str, Any]]:
    """Emissions of a year if all nodes stand in one country [t CO2e/year]."""
    energy = yearly_energy(known.stated_watts)
    return [
        row(Part.EMITTED, hardware.value, code, emissions(energy, GRIDS[code].intensity) / 1e6)
        for code in COUNTRIES
    ]


def published_row(compared: Comparison) -> dict[str, Any]:
    """A published number; ours goes from `low` to `high`, and `extra` is the tolerance."""
    return row(
        Part.PUBLISHED, compared.system, compared.what, compared.measured,
        low=float(compared.least), high=float(compared.most), extra=compared.tolerance,
        agrees=compared.agrees, way=compared.role.value, reason=compared.reason,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """The table of one protocol, asked by name."""

    table: pd.DataFrame

    def of(self, part: Part, hardware: Hardware, what: str) -> Any:
        """One row."""
        chosen = (self.table["part"] == part.value) & (self.table["hardware"] == hardware.value)
        (found,) = self.table[chosen & (self.table["what"] == what)].itertuples()
        return found

    def largest(self, hardware: Hardware) -> float:
        """Power of the mode that needs most nodes [W]."""
        return max(self.of(Part.POWER, hardware, mode.label).value for mode in Mode)

    def break_even(self, hardware: Hardware) -> float:
        """Power of a chain of which the promised part is just saved [W]."""
        return break_even_power(self.largest(hardware), PROMISED)

    def highest_break_even(self, hardware: Hardware) -> float:
        """The same at the upper end of the interval [W]."""
        largest = max(self.of(Part.POWER, hardware, mode.label).high for mode in Mode)
        return break_even_power(largest, PROMISED)


def plan_of(table: pd.DataFrame) -> Rows:
    """What is found of the plan."""
    return Rows(table[table["protocol"] == "plan"])


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Powers, parts saved, break-evens, and how many published figures are found again."""
    plan = plan_of(table)
    found: dict[str, Any] = {
        "promised_percent": float(100 * PROMISED),
        "times": float(break_even_power(1, PROMISED)),
        "small_chain_mw": SMALL_CHAIN_WATTS / 1e6,
        "electricity_part": ELECTRICITY_PARTS[1],
        "electricity_price": ELECTRICITY_PRICE,
        "times_authorities": plan.largest(WORST)
        / plan.of(Part.POWER, WORST, Mode.FAST.label).value,
    }
    for each in Hardware:
        secure = plan.of(Part.POWER, each, Mode.SECURE.label)
        found |= {
            f"{each}_kw": secure.value / 1e3,
            f"{each}_low_kw": secure.low / 1e3,
            f"{each}_high_kw": secure.high / 1e3,
            f"{each}_mwh": yearly_energy(secure.value) / 1e3,
            f"{each}_wh_per_transaction": secure.extra,
            f"{each}_break_even_mw": plan.break_even(each) / 1e6,
            f"{each}_highest_break_even_mw": plan.highest_break_even(each) / 1e6,
            f"{each}_small_chain_percent": 100 * plan.of(Part.COMPARED, each, SMALL_CHAIN).value,
        }
        for name in ("ethereum-pow", "bitcoin"):
            against = plan.of(Part.COMPARED, each, name)
            key = f"{each}_{name.replace('-', '_')}"
            found |= {
                f"{key}_percent": 100 * against.value,
                f"{key}_low_percent": 100 * against.low,
            }
        for code in ("NOR", "FRA", "KAZ"):
            found[f"{each}_{code.lower()}_tonnes"] = plan.of(Part.EMITTED, each, code).value
    worst_budgets = plan.table[
        (plan.table["part"] == Part.BUDGET.value) & (plan.table["hardware"] == WORST.value)
    ]
    middle = worst_budgets["extra"] == ELECTRICITY_PARTS[1]
    published = table[table["part"] == Part.PUBLISHED.value]
    predicted = published[published["way"] == Role.PREDICTED.value]
    return found | {
        "worst_budget_million": float(worst_budgets[middle]["value"].iloc[0]) / 1e6,
        "least_budget_million": float(worst_budgets["value"].min()) / 1e6,
        "most_budget_million": float(worst_budgets["value"].max()) / 1e6,
        "published": len(published),
        "predicted": len(predicted),
        "reproduced": int((predicted["agrees"] & is_point(predicted)).sum()),
        "within_range": int((predicted["agrees"] & ~is_point(predicted)).sum()),
        "not_reproduced": int((~predicted["agrees"]).sum()),
        "consistent": int((published["way"] == Role.FITTED.value).sum()),
        "unanswered": int((published["way"] == Role.NOT_MODELLED.value).sum()),
    }


def is_point(published: pd.DataFrame) -> pd.Series:
    """Whether ours is one number and not a range, for each row."""
    return published["low"] == published["high"]


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Published figures beside ours."""
    rows = table[table["part"] == Part.PUBLISHED.value].to_dict("records")
    return {"energy_footprint": pd.DataFrame([printed(each) for each in rows])}


OUTCOMES = {
    Role.FITTED.value: "consistency check",
    Role.NOT_MODELLED.value: "not reproducible",
}
"""Of rows that nothing of ours predicts."""


def printed(each: Any) -> dict[str, str]:
    """A published number, ours, and what to make of the two."""
    answered = each["way"] != Role.NOT_MODELLED.value
    ends = list(dict.fromkeys(shown(each[end]) for end in ("low", "high")))
    found = "reproduced" if len(ends) == 1 else "within our range"
    outcome = found if each["agrees"] else "not reproduced"
    return {
        "Source": each["hardware"],
        "What": each["what"],
        "Published": shown(each["value"]),
        "Ours": " to ".join(ends) if answered else "none",
        "Difference": difference(each) if answered and len(ends) == 1 else "",
        "Outcome": OUTCOMES.get(each["way"], outcome),
        "Remark": each["reason"],
    }


def difference(each: Any) -> str:
    """By how much ours is above the published number."""
    return f"{100 * (each['low'] / each['value'] - 1):+.2g} %"


def shown(value: float) -> str:
    """As many digits as matter."""
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.5g}"


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """From which comparator on the promise holds, and what stakers add to the authorities' energy."""
    plan = plan_of(table)
    return {
        "C03": against_mining(plan, most_nodes(parameters["plan"])),
        "C103": against_authorities(plan, most_nodes(parameters["plan"])),
    }


def against_mining(plan: Rows, nodes: int) -> Finding:
    """On the worst machines, and at the upper end of what is uncertain."""
    condition = (
        f"the proof-of-work chain draws at least {float(break_even_power(1, PROMISED)):.0f} times as "
        f"much: {megawatts(plan.break_even(WORST))} where {nodes:,} nodes run on the worst machines, "
        f"{megawatts(plan.highest_break_even(WORST))} at the upper end of what is uncertain"
    )
    small = plan.of(Part.COMPARED, WORST, SMALL_CHAIN)
    if small.value < PROMISED:
        condition += (
            f"; against a chain of {megawatts(SMALL_CHAIN_WATTS)} it saves {small.value:.0%}"
        )
    return Finding(Verdict.HOLDS_IF, condition, "any.energy.break-even; energy_footprint")


def against_authorities(plan: Rows, nodes: int) -> Finding:
    """Nodes of all modes beside those of Fast, on machines of one class."""
    fast = plan.of(Part.POWER, WORST, Mode.FAST.label).value
    times = plan.largest(WORST) / fast
    words = (
        f"{nodes:,} nodes stay on whichever mode is chosen, and draw {times:.1f} times as much as the "
        "authorities alone"
    )
    return Finding(Verdict.REFUTED if times > 1 else Verdict.MEASURED, words, "energy_footprint")


def megawatts(watts: float) -> str:
    """A large power."""
    return f"{amount(watts / 1e6)} MW"
