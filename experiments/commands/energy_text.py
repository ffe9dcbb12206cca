"""What `hybridstake energy` tells people."""

from typing import Any

from .terminal import columns

INPUTS = {
    "spares": "machines per validator",
    "watts": "watts of a machine",
    "pue": "overhead of the site",
    "utilisation": "utilisation",
}
"""Uncertain numbers, in words."""


def as_text(told: dict[str, Any]) -> str:
    """The account for people."""
    low, high = told["power_interval_w"]
    least, most = told["energy_interval_kwh_per_year"]
    cleanest, dirtiest = told["t_co2e_interval_per_year"]
    rows = [
        (told["mode"], "as stated", "95 % interval"),
        ("power [kW]", number(told["power_w"] / 1e3), ends(low / 1e3, high / 1e3)),
        ("energy [MWh/year]", number(told["energy_kwh_per_year"] / 1e3), ends(least / 1e3, most / 1e3)),
        (f"emissions in {told['country']} [t CO2e/year]", number(told["t_co2e_per_year"]),
         ends(cleanest, dirtiest)),
        (f"of a transaction at {told['transactions_per_second']:,.0f}/s [Wh]",
         number(told["wh_per_transaction"] or float("inf")), ""),
        ("one transaction more adds [Wh]", number(told["wh_added_per_transaction"] or float("inf")), ""),
        (f"saved against {told['comparator']}", percent(told["reduction"]),
         " to ".join(percent(each) for each in told["reduction_interval"])),
    ]  # fmt: skip
    moved = [
        ("uncertain number", "power at its ends [kW]"),
        *(
            (INPUTS[name], ends(first / 1e3, last / 1e3))
            for name, (first, last) in told["tornado_w"].items()
        ),
    ]
    head = f"{told['nodes']:,} nodes of {told['watts_per_node']:g} W, PUE {told['pue']:g}"
    return "\n\n".join([head, columns(rows), columns(moved), conclusion(told)])


def conclusion(told: dict[str, Any]) -> str:
    """Whether 95 % are saved, and of which chains they would not be."""
    times = told["comparator_power_w"] / told["power_w"]
    saved = "saves 95 %" if told["saves_95_percent"] else "does not save 95 %"
    return (
        f"{told['comparator']} draws {number(times)} times as much, so this {saved}; "
        f"it would not against a chain below {number(told['break_even_w'] / 1e6)} MW"
    )


def number(value: float) -> str:
    """Four digits, or all before the point."""
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"


def percent(part: float) -> str:
    """A part as a percentage, with as many digits as tell it from all."""
    return f"{100 * part:.4f} %"


def ends(low: float, high: float) -> str:
    """From one number to another."""
    return f"{number(low)} to {number(high)}"
