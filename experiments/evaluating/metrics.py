"""Metrics to judge parameters by: of the agents' economy, of formulas, of attacks, of networks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from types import MappingProxyType

from ...agents.economy.metrics import METRICS as ECONOMY
from ...models.errors import InvalidParameter
from ...models.protocol.modes import Mode
from ..parameter_files import shorten
from ..publishing.problems import nearest
from ..simulating.economy import SHARES, STATES
from .formulas import FORMULAS


class Kind(StrEnum):
    """Where a metric comes from."""

    ECONOMY = "economy"
    """The last epochs of a run of the agents' economy; one number per replicate."""
    FORMULA = "formula"
    """Closed, of the parameters alone."""
    ATTACK = "attack"
    """An exact probability at the corruption that the settings state."""
    NETWORK = "network"
    """Sampled rounds on a deployment; one number per replicate."""


SAMPLED = (Kind.ECONOMY, Kind.NETWORK)
"""Kinds whose numbers are drawn, and have an interval."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that says what parameters are worth."""

    name: str
    title: str
    """In words, as on an axis."""
    unit: str
    """As in docstrings; `1` if pure."""
    kind: Kind
    least: float = 0.0
    """Below which it cannot be."""
    most: float = inf
    """Above which it cannot be."""


_ECONOMY_TITLES = {
    "staking_ratio": ("part of the supply at stake", "1"),
    "staker_yield": ("yield of stakers", "1/year"),
    "authority_yield": ("yield of authorities", "1/year"),
    "issuance_rate": ("issuance", "1/year"),
    "gini": ("Gini coefficient of stakes", "1"),
    "nakamoto_coefficient": ("Nakamoto coefficient of stake", "1"),
    "hhi": ("Herfindahl index of stakes", "1"),
    "largest_share": ("largest part of the stake", "1"),
    "participation": ("part of the people who stake", "1"),
    "delegated_share": ("part of the stake that is delegated", "1"),
    "authorities": ("authorities that serve", "1"),
    "authority_wealth": ("part of the supply that authorities own", "1"),
    "slashed_fraction": ("part of all tokens that was slashed", "1"),
    "security_budget": ("paid for security, at launch prices", "token/year"),
    "cost_of_corruption": ("least bribe that breaks the mode, at launch prices", "token"),
    "velocity": ("payments over all tokens", "1/year"),
    "price": ("price of a token, in tokens at launch", "1"),
    "treasury_share": ("part of the supply in the treasury", "1"),
    "cartel_share": ("part of the authorities in the cartel", "1"),
    "cartel_prize_token": ("paid to the cartel from outside, at launch prices", "token"),
    "supply_token": ("tokens in existence", "token"),
    "unpaid_token": ("tokens paid to nobody", "token"),
    "offences": ("offences since launch", "1"),
}
_FORMULA_TITLES = {
    "launch_issuance_rate": ("issuance at launch", "1/year"),
    "launch_staker_yield": ("yield of a full set of least stakes", "1/year"),
    "launch_authority_yield": ("yield of the bonds of a full set", "1/year"),
    "entry_staking_ratio": ("part of the supply staked under free entry", "1"),
    "entry_yield": ("yield of stakers under free entry", "1/year"),
    "entry_real_yield": ("yield of stakers under free entry, after dilution", "1/year"),
    "entry_authorities": ("seats that free entry fills", "1"),
    "safety_cost": ("least bribe for two conflicting certificates", "token"),
    "veto_cost": ("least bribe for no certificate", "token"),
    "deterred_gain": ("gain from which a lone authority is deterred", "token"),
    "finality_floor_seconds": ("least time to finality", "s"),
}
_ATTACK_TITLES = {
    "capture": ("probability of two conflicting certificates", "1"),
    "halt": ("probability that no certificate can be formed", "1"),
}
_NETWORK_TITLES = {
    "finality_ms": ("mean time to finality", "ms"),
    "finality_p99_ms": ("time to finality, 99th percentile", "ms"),
    "throughput_tps": ("transactions that the network carries", "1/s"),
}


def _economy() -> list[Metric]:
    """All that an economist reads off a run, but for what a day is like."""
    return [
        Metric(name, *_ECONOMY_TITLES[name], Kind.ECONOMY, 0.0, 1.0 if name in SHARES else inf)
        for name in ECONOMY
        if name not in STATES
    ]


def _formula(name: str) -> Metric:
    """A closed formula, of one mode where its name ends in one."""
    stem, mode = split_mode(name)
    title, unit = _FORMULA_TITLES[stem]
    least = -1.0 if stem == "entry_real_yield" else 0.0
    most = 1.0 if stem == "entry_staking_ratio" else inf
    return Metric(name, f"{title}{mode and f', {mode}'}", unit, Kind.FORMULA, least, most)


def _of_modes(titles: Mapping[str, tuple[str, str]], kind: Kind, most: float) -> list[Metric]:
    """Metrics of every mode."""
    return [
        Metric(f"{stem}_{mode.label}", f"{title}, {mode.label}", unit, kind, 0.0, most)
        for stem, (title, unit) in titles.items()
        for mode in Mode
    ]


def split_mode(name: str) -> tuple[str, str]:
    """A metric's name without its mode, and the mode's name; empty where it has none.

    Examples
    --------
    >>> split_mode("capture_fast"), split_mode("deterred_gain")
    (('capture', 'fast'), ('deterred_gain', ''))
    """
    stem, _, last = name.rpartition("_")
    return (stem, last) if last in {mode.label for mode in Mode} else (name, "")


METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        each.name: each
        for each in (
            *_economy(),
            *(_formula(name) for name in FORMULAS),
            *_of_modes(_ATTACK_TITLES, Kind.ATTACK, 1.0),
            *_of_modes(_NETWORK_TITLES, Kind.NETWORK, inf),
        )
    }
)
"""By name, in the order in which they are listed."""


def metric_named(name: str) -> Metric:
    """A metric by name.

    Raises
    ------
    InvalidParameter
        If there is none, with the nearest names.
    """
    if name not in METRICS:
        raise InvalidParameter(
            f"metric must be one of those that `hybridstake tune --metrics` lists, got {shorten(name)}"
            f"{nearest(name, METRICS)}"
        )
    return METRICS[name]


def metrics_table() -> list[tuple[str, str, str, str]]:
    """All metrics as rows of text, the first a heading."""
    rows = [(each.name, each.kind.value, each.unit, each.title) for each in METRICS.values()]
    return [("metric", "kind", "unit", "what it is"), *rows]
