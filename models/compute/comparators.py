"""Proof-of-work chains whose energy others have estimated, to hold the hybrid against."""

from dataclasses import dataclass
from difflib import get_close_matches

from ..errors import InvalidParameter
from .energy import KILOWATT_HOURS_PER_TERAWATT_HOUR, mean_power, yearly_energy


@dataclass(frozen=True, slots=True)
class Comparator:
    """A chain's energy in a year."""

    name: str
    terawatt_hours: float
    """[TWh/year]"""
    megatonnes: float | None
    """Emissions, where the source tells them [Mt CO2e/year]."""
    source: str

    @property
    def watts(self) -> float:
        """Mean power [W]."""
        return mean_power(self.terawatt_hours * KILOWATT_HOURS_PER_TERAWATT_HOUR)


COMPARATORS = {
    each.name: each
    for each in (
        Comparator("ethereum-pow", 23.0, 11.0, "CCRI 2022, The Merge: before it"),
        Comparator(
            "ethereum-pow-2021", 17.3, None, "CCRI 2022, Energy Efficiency of PoS Protocols"
        ),
        Comparator("bitcoin", 138.0, 39.8, "Cambridge 2025, Digital Mining Industry Report"),
        Comparator("bitcoin-2022", 95.5, None, "Cambridge, CBECI as revised in 2023"),
        Comparator("bitcoin-2021", 89.0, None, "Cambridge, CBECI as revised in 2023"),
    )
}
"""By name."""


LEAST_WATTS, MOST_WATTS = 1e-3, 1e15
"""Powers of a chain that may be given: the whole world draws less than a hundredth of the most [W]."""


def comparator_named(name: str) -> Comparator:
    """A chain by name, or one that draws so many watts.

    Parameters
    ----------
    name
        A name of the table in any case, or a positive power [W].

    Raises
    ------
    InvalidParameter
        If it is neither; it tells the nearest names.
    """
    found = COMPARATORS.get(name.lower())
    if found is not None:
        return found
    watts = number_of(name)
    if watts is not None:
        if not LEAST_WATTS <= watts <= MOST_WATTS:
            raise InvalidParameter(
                f"compare must lie in [{LEAST_WATTS:g}, {MOST_WATTS:g}] W, got {watts!r}"
            )
        yearly = yearly_energy(watts) / KILOWATT_HOURS_PER_TERAWATT_HOUR
        return Comparator(f"{watts:,.10g} W", yearly, None, "as given")
    near = get_close_matches(name.lower(), COMPARATORS, n=2, cutoff=0.4)
    names = f"; nearest: {', '.join(near)}" if near else ""
    raise InvalidParameter(
        f"compare must be {', '.join(COMPARATORS)} or a power in watts, got {name!r}{names}"
    )


def number_of(text: str) -> float | None:
    """A number as it is written; none where there is none."""
    try:
        return float(text)
    except ValueError:
        return None
