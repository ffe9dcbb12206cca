"""Power of the hybrid's network: how many nodes, what each draws, and what is not known of it."""

from dataclasses import dataclass, replace
from typing import Any

from ..errors import InvalidParameter
from ..parameters.parameters import Parameters
from ..protocol.modes import Mode, mode_parameters
from .energy import rescaled_power, site_power
from .equipment import (
    DRAWS,
    IDLE_PART,
    LEAST_PUE,
    MOST_PUE,
    USUAL_UTILISATION,
    Hardware,
)
from .uncertainty import Known, Law, LogNormal, Triangular

UTILISATION = Triangular(0.1, USUAL_UTILISATION, 1.0)
"""Of a node: hardly busy to fully, most likely what is usual [1]. Source: ours."""
SPARES = Triangular(1.0, 1.0, 2.0)
"""Machines for each validator: mostly one, or a second that waits [1]. Source: ours."""
LEAST_WATTS, MOST_WATTS, LARGEST_PUE = 1e-3, 1e9, 100.0
"""Beyond them nothing is a machine or a site [W], [1]."""
USUAL_PUE = 1.135
"""Of a large provider: Cloud Carbon Footprint, "Methodology" [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Footprint:
    """What is known of a network's power, number by number."""

    validators: int
    """That are online [1]."""
    spares: Law = SPARES
    """Machines for each of them [1]."""
    watts: Law
    """Of a machine at the usual utilisation [W]."""
    pue: Law
    """Power of the site by that of the machine [1]."""
    utilisation: Law = UTILISATION
    """Of a machine [1]."""

    def __post_init__(self) -> None:
        if not self.validators >= 1:
            raise InvalidParameter(f"validators must be at least 1, got {self.validators!r}")

    @property
    def laws(self) -> dict[str, Law]:
        """The law of each uncertain number, by name."""
        return {
            "spares": self.spares,
            "watts": self.watts,
            "pue": self.pue,
            "utilisation": self.utilisation,
        }

    @property
    def stated_watts(self) -> float:
        """Power with every number as its source states it [W]."""
        return float(self.power(**{name: law.stated for name, law in self.laws.items()}))

    def power(self, spares: Any, watts: Any, pue: Any, utilisation: Any) -> Any:
        """Power of the network at some numbers, floats or arrays alike [W]."""
        each = rescaled_power(watts, IDLE_PART, USUAL_UTILISATION, utilisation)
        return site_power(self.validators * spares, each, pue)


def footprint_of(hardware: Hardware, validators: int) -> Footprint:
    """What is known of a network of one class of machines.

    Parameters
    ----------
    hardware
        What every node runs on.
    validators
        That are online [1].
    """
    drawn = DRAWS[hardware]
    return Footprint(
        validators=validators,
        watts=LogNormal(drawn.watts, drawn.deviation),
        pue=PUES[hardware],
    )


PUES: dict[Hardware, Law] = {
    Hardware.HOME: Known(LEAST_PUE),
    Hardware.PROFESSIONAL: Triangular(LEAST_PUE, USUAL_PUE, MOST_PUE),
    Hardware.CLOUD: Known(LEAST_PUE),
    Hardware.SERVER: Known(MOST_PUE),
}
"""Of the sites: homes have no overhead, the cloud's is in its watts, the worst is in an average one."""


def with_watts(found: Footprint, watts: float) -> Footprint:
    """The same with every machine at so many watts.

    Raises
    ------
    InvalidParameter
        Where no machine draws so little or so much.
    """
    if not LEAST_WATTS <= watts <= MOST_WATTS:
        raise InvalidParameter(
            f"watts must lie in [{LEAST_WATTS:g}, {MOST_WATTS:g}], got {watts!r}"
        )
    return replace(found, watts=Known(watts))


def with_pue(found: Footprint, pue: float) -> Footprint:
    """The same on sites of one power usage effectiveness.

    Raises
    ------
    InvalidParameter
        Where a site would draw less than its machines, or a hundred times as much.
    """
    if not 1 <= pue <= LARGEST_PUE:
        raise InvalidParameter(f"pue must lie in [1, {LARGEST_PUE:g}], got {pue!r}")
    return replace(found, pue=Known(pue))


def nodes_of(parameters: Parameters, mode: Mode) -> int:
    """Machines that stay on for a mode: its validators, and the authorities beside them [1]."""
    own = mode_parameters(parameters, mode).validators
    return own if mode is Mode.FAST else parameters.fast.validators + own


def most_nodes(parameters: Parameters) -> int:
    """Machines of the mode that needs most of them: nobody leaves when modes change [1]."""
    return max(nodes_of(parameters, mode) for mode in Mode)
