"""A proof-of-work chain so small that little is saved against it, computed as the models compute it."""

from collections.abc import Mapping

from ...models.compute.energy import site_power, yearly_energy
from ...models.compute.equipment import DRAWS, LEAST_PUE, Hardware
from ...models.compute.footprint import most_nodes
from ...models.compute.proof_of_work import PROMISED, reduction
from ...models.parameters.parameters import Parameters
from ..solving.claim import Proof
from .numbers import numbers_of
from .replay import NotReplayed, Replay, Replayer


def little_saved(proof: Proof, parameters: Parameters) -> Replay:
    """A year of both networks, the counterexample's chain and that of the parameters.

    Parameters
    ----------
    proof
        Of a claim that much is saved of any chain's power.
    parameters
        Whose validators are counted.

    Raises
    ------
    NotReplayed
        When the claim is not refuted by a power, or as much is saved as promised.
    """
    comparator = float(numbers_of(proof)["comparator"])
    nodes, watts = most_nodes(parameters), DRAWS[Hardware.HOME].watts
    power = site_power(nodes, watts, LEAST_PUE)
    saved = reduction(power, comparator)
    if saved >= float(PROMISED):
        raise NotReplayed(f"{saved:.1%} of {comparator:,.0f} W are saved")
    return Replay(
        "A year of a small proof-of-work chain",
        (
            f"{nodes:,} nodes at home draw {watts:g} W each, {power:,.0f} W together",
            f"in a year they take {yearly_energy(power):,.0f} kWh",
            f"a proof-of-work chain that draws {comparator:,.0f} W takes "
            f"{yearly_energy(comparator):,.0f} kWh",
        ),
        f"Against a proof-of-work chain of {comparator:,.0f} W the hybrid saves {saved:.1%}, and not "
        f"{float(PROMISED):.0%}.",
    )


REPLAYS: Mapping[str, Replayer] = {"energy.any-comparator": little_saved}
