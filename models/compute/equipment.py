"""What a validator may run on, and what a core of a rented machine draws, as measured."""

from dataclasses import dataclass
from enum import StrEnum

from ..errors import InvalidParameter
from .energy import power_at


class Hardware(StrEnum):
    """Where a node stands, by the class of machine that was measured."""

    HOME = "home"
    PROFESSIONAL = "professional"
    CLOUD = "cloud"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Draw:
    """Power of one node."""

    watts: float
    """Mean as measured [W]."""
    deviation: float
    """Standard deviation among nodes of the class [W]."""
    source: str


CCRI = "Crypto Carbon Ratings Institute, as in the documentation of Gnosis Chain's analytics"
DRAWS = {
    Hardware.HOME: Draw(22.0, 3.3, CCRI),
    Hardware.PROFESSIONAL: Draw(48.0, 7.2, CCRI),
    Hardware.CLOUD: Draw(155.0, 23.0, f"{CCRI}; its site's overhead is in it"),
    Hardware.SERVER: Draw(
        328.0, 49.2, "Platt et al. 2021, arXiv:2109.03667, upper end for Hedera; spread as of cloud"
    ),
}
"""By class, from the least; the last is meant to be worse than anything that is really run."""

WORST = Hardware.SERVER
"""The class at which the hybrid is at its worst."""
LEAST_PUE, MOST_PUE = 1.0, 1.58
"""At home, and the average site in 2023: Uptime Institute, Global Data Center Survey 2023 [1]."""
USUAL_UTILISATION = 0.5
"""Of servers: Cloud Carbon Footprint, "Methodology", where it is unknown [1]."""


@dataclass(frozen=True, slots=True)
class Core:
    """A core of a rented virtual machine."""

    idle_watts: float
    busy_watts: float
    pue: float

    def watts(self, utilisation: float) -> float:
        """Power with the site's overhead [W]."""
        return power_at(self.idle_watts, self.busy_watts, utilisation) * self.pue


CORES = {
    "AWS": Core(0.74, 3.5, 1.135),
    "GCP": Core(0.71, 4.26, 1.1),
    "Azure": Core(0.78, 3.76, 1.185),
}
"""By provider: Cloud Carbon Footprint, "Methodology", Compute, averages; and its PUE."""
CORE = CORES["AWS"]
"""The core that jobs and checks are computed on."""
IDLE_PART = CORE.idle_watts / CORE.busy_watts
"""Power of an idle machine by that of a busy one, taken for nodes too [1]."""


def hardware_named(name: str) -> Hardware:
    """A class of machines by name, in any case.

    Raises
    ------
    InvalidParameter
        If there is none of that name.
    """
    if name.lower() not in list(Hardware):
        raise InvalidParameter(
            f"watts must be {', '.join(each.upper() for each in Hardware)} or a positive number, "
            f"got {name!r}"
        )
    return Hardware(name.lower())
