"""The energy of one network of the hybrid: what it draws, emits and saves, and how sure that is."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .carbon import emissions
from .comparators import Comparator
from .energy import computing_energy, energy_each, watt_hours, yearly_energy
from .equipment import CORE
from .footprint import Footprint
from .grid_intensities import Grid
from .proof_of_work import PROMISED, break_even_power, reduction
from .uncertainty import Interval, interval, tornado

GRAMS_PER_TONNE = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """What is known of a network's energy, and of a chain that it is held against."""

    footprint: Footprint
    throughput: float
    """Transactions that the network carries [1/s]."""
    checking_seconds: float
    """Of one core of each node for a transaction [s]."""
    comparator: Comparator
    grid: Grid
    power: Interval
    """With all numbers drawn at once [W]."""

    @property
    def watts(self) -> float:
        """Power with every number as its source states it [W]."""
        return self.footprint.stated_watts

    @property
    def saved(self) -> tuple[float, float, float]:
        """Part of the comparator's power that is saved: as stated, at least, at most (95 %) [1]."""
        least, most = (
            reduction(each, self.comparator.watts) for each in (self.power.high, self.power.low)
        )
        return reduction(self.watts, self.comparator.watts), least, most

    @property
    def break_even_watts(self) -> float:
        """Comparator's power below which less is saved than promised [W]."""
        return break_even_power(self.watts, PROMISED)

    @property
    def waiting_wh(self) -> float:
        """What falls to a transaction of nodes that are on in any case [Wh]."""
        return watt_hours(energy_each(self.watts, self.throughput))

    @property
    def checking_wh(self) -> float:
        """What a transaction adds, because every node checks it [Wh]."""
        core_watts = CORE.busy_watts * CORE.pue
        machines = self.footprint.validators
        return watt_hours(computing_energy(core_watts, self.checking_seconds, machines))

    def tonnes(self, watts: float) -> float:
        """Emissions of a year at a power, all nodes in one country [t CO2e/year]."""
        return emissions(yearly_energy(watts), self.grid.intensity) / GRAMS_PER_TONNE

    def as_dict(self) -> dict[str, Any]:
        """The account as JSON."""
        saved, least, most = self.saved
        ends = (self.power.low, self.power.high)
        laws = self.footprint.laws
        return {
            "nodes": self.footprint.validators,
            "watts_per_node": laws["watts"].stated,
            "pue": laws["pue"].stated,
            "power_w": self.watts,
            "power_interval_w": list(ends),
            "energy_kwh_per_year": yearly_energy(self.watts),
            "energy_interval_kwh_per_year": [yearly_energy(end) for end in ends],
            "transactions_per_second": self.throughput,
            "wh_per_transaction": finite(self.waiting_wh),
            "wh_added_per_transaction": finite(self.checking_wh),
            "country": self.grid.code,
            "g_co2e_per_kwh": self.grid.intensity,
            "t_co2e_per_year": self.tonnes(self.watts),
            "t_co2e_interval_per_year": [self.tonnes(end) for end in ends],
            "comparator": self.comparator.name,
            "comparator_power_w": self.comparator.watts,
            "comparator_source": self.comparator.source,
            "reduction": saved,
            "reduction_interval": [least, most],
            "saves_95_percent": saved >= PROMISED,
            "break_even_w": self.break_even_watts,
            "tornado_w": {
                name: list(moved) for name, moved in tornado(self.footprint.power, laws).items()
            },
        }


def finite(value: float) -> float | None:
    """A number that JSON can tell; none where it is too large, as of a network without transactions."""
    return value if value < float("inf") else None


def account_of(
    footprint: Footprint,
    throughput: float,
    checking_seconds: float,
    comparator: Comparator,
    grid: Grid,
    draws: int,
    rng: np.random.Generator,
) -> Account:
    """The account of a network.

    Parameters
    ----------
    footprint
        What is known of its nodes.
    throughput
        Transactions that it carries [1/s].
    checking_seconds
        Of one core of each node for a transaction [s].
    comparator
        A proof-of-work chain.
    grid
        Of all nodes.
    draws
        Of the uncertain numbers [1].
    rng
        Where chance comes from.
    """
    power = interval(footprint.power, footprint.laws, draws, rng)
    return Account(
        footprint=footprint, throughput=throughput, checking_seconds=checking_seconds,
        comparator=comparator, grid=grid, power=power,
    )  # fmt: skip
