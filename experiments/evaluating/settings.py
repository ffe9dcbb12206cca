"""Under which circumstances parameters are evaluated."""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from ...agents.settings import EconomySettings
from ...models.parameters.checks import check_count, check_share
from ..networking.deployments import Deployment, load_deployment
from ..simulating.scenarios import check_in_run, load_scenario

USUAL_DEPLOYMENT = "europe"


def usual_economy() -> EconomySettings:
    """An economy that is small enough to be lived through for every candidate of a search."""
    return EconomySettings(epochs=180, stakers=200)


@cache
def usual_deployment() -> Deployment:
    """Where validators stand if nobody says otherwise, read once."""
    return load_deployment(USUAL_DEPLOYMENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluationSettings:
    """The economy, the attacker and the network that all candidates meet."""

    economy: EconomySettings = field(default_factory=usual_economy)
    """Who lives there, and how long."""
    last_epochs: int = 30
    """Epochs at the end of a run of which a number is the mean: one day has one mode, which decides
    what is paid on it [epoch]. Source: assumption, a month."""
    authority_corruption: float = 0.2
    """Chance that an authority is corrupted [1]. Source: assumption, below the bound of a third."""
    stake_corruption: float = 0.2
    """Chance that a staker is corrupted [1]. Source: assumption, likewise."""
    correlation: float = 0.0
    """Correlation of two members of a class [1]. Source: assumption, independent."""
    deployment: Deployment | None = None
    """Where validators stand; none: `usual_deployment`."""
    rounds: int = 1_000
    """Rounds of the network that are sampled for one number [1]."""

    def __post_init__(self) -> None:
        check_share("authority_corruption", self.authority_corruption)
        check_share("stake_corruption", self.stake_corruption)
        check_share("correlation", self.correlation)
        check_count("rounds", self.rounds, least=1)
        check_count("last_epochs", self.last_epochs, least=1)

    @property
    def placed(self) -> Deployment:
        """Where validators stand."""
        return usual_deployment() if self.deployment is None else self.deployment

    def record(self) -> dict[str, Any]:
        """All of it as plain data: links by their hash."""
        placed = self.placed
        links = hashlib.sha256()
        for part in (placed.links.median_ms, placed.links.ninetieth_ms):
            links.update(part.tobytes())
        return {
            "economy": self.economy.record(),
            "last_epochs": self.last_epochs,
            "authority_corruption": self.authority_corruption,
            "stake_corruption": self.stake_corruption,
            "correlation": self.correlation,
            "regions": list(placed.links.regions),
            "validators": placed.validators,
            "links_sha256": links.hexdigest(),
            "rounds": self.rounds,
        }


def settings_of(
    *,
    agents: int | None = None,
    epochs: int | None = None,
    scenario: str | None = None,
    deployment: str | None = None,
    authority_corruption: float = 0.2,
    stake_corruption: float = 0.2,
) -> EvaluationSettings:
    """Circumstances as a command line says them.

    Parameters
    ----------
    agents, epochs
        People who may stake [1], and days of a run [epoch]; the usual ones where not said.
    scenario, deployment
        Name or path of what happens to the economy, and of where validators stand.
    authority_corruption, stake_corruption
        As in `EvaluationSettings` [1].

    Raises
    ------
    InvalidParameter
        In one line, if anything of it cannot be.
    """
    usual = usual_economy()
    economy = usual if scenario is None else load_scenario(scenario).settings
    if scenario is None or epochs is not None:
        economy = replace(economy, epochs=usual.epochs if epochs is None else epochs)
    if scenario is None or agents is not None:
        economy = replace(economy, stakers=usual.stakers if agents is None else agents)
    check_in_run(economy.shocks, economy.epochs)
    return EvaluationSettings(
        economy=economy,
        deployment=None if deployment is None else load_deployment(deployment),
        authority_corruption=authority_corruption,
        stake_corruption=stake_corruption,
    )
