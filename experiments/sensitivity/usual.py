"""What is asked where nobody says otherwise: which fields vary and how far, and how many samples."""

from collections.abc import Iterable
from math import inf
from typing import NamedTuple

from ...agents.settings import EconomySettings
from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ..evaluating.metrics import SAMPLED, Kind, metric_named
from ..evaluating.ranges import DIGITS, Range, kind_of
from ..evaluating.settings import EvaluationSettings
from ..evaluating.variation import varied


class Usual(NamedTuple):
    """A field that varies unless others are named."""

    field: str
    part: float = 0.5
    """How far from the file's value, up and down, as a part of it [1]."""
    most: float = inf
    """What the field can be at all."""


ECONOMIC = (
    Usual("rewards.base_reward"),
    Usual("rewards.authority_share", most=1),
    Usual("issuance.yearly_cap"),
    Usual("slashing.rate", most=1),
    Usual("slashing.detection_probability", most=1),
    Usual("staking.authority_minimum"),
    Usual("staking.unbonding_seconds"),
    Usual("balanced.minimum_stake"),
    Usual("population.pareto_exponent"),
    Usual("population.hurdle_rate_low"),
    Usual("population.hurdle_rate_high"),
    Usual("population.load_mean", most=1),
)
"""What is paid, taken and locked, and who answers to it."""

OF_QUORUMS = (
    Usual("fast.validators"),
    Usual("balanced.validators"),
    Usual("secure.validators"),
    Usual("fast.authority_threshold", 0.1, 1),
    Usual("balanced.authority_threshold", 0.1, 1),
    Usual("balanced.stake_threshold", 0.1, 1),
    Usual("secure.stake_threshold", 0.1, 1),
    Usual("secure.oversight_threshold", 0.1, 1),
)
"""How many sign, and how many must. Thresholds are varied less: a half of two thirds is no quorum."""

SAMPLES_OF_DRAWN, SAMPLES_OF_CLOSED = 64, 256
"""Blocks of Sobol's design where a metric is drawn, and where none is [1]."""

USUAL = {
    Kind.ECONOMY: ECONOMIC,
    Kind.FORMULA: (*ECONOMIC, Usual("network.delay_seconds")),
    Kind.ATTACK: OF_QUORUMS,
    Kind.NETWORK: OF_QUORUMS,
}
"""Fields by the kind of metric, in the order in which they are listed. Source: ours; what a designer of
the protocol would move first, and what is assumed of people."""


def usual_ranges(parameters: Parameters, metrics: Iterable[str]) -> tuple[Range, ...]:
    """Ranges around the values of a file, of the fields that may move some metrics.

    Parameters
    ----------
    parameters
        The file's contents. A field that is zero or absent there has nothing around it, and is left out.
    metrics
        Names of metrics.

    Raises
    ------
    InvalidParameter
        If a range ends at a value that the file's other values do not allow.

    Examples
    --------
    >>> from hybridstake.experiments.parameter_files import load
    >>> [each.field for each in usual_ranges(load("plan"), ["capture_fast"])][:2]
    ['fast.validators', 'balanced.validators']
    """
    kinds = [metric_named(name).kind for name in metrics]
    usual = {each.field: each for kind in Kind if kind in kinds for each in USUAL[kind]}
    found = [around(parameters, each) for each in usual.values()]
    kept = tuple(each for each in found if each is not None)
    for each in kept:
        for end in (each.low, each.high):
            try:
                varied(parameters, {each.field: end})
            except InvalidParameter as error:
                raise InvalidParameter(
                    f"{error}: the usual range around the file's value is too wide; name --vary"
                ) from error
    return kept


def around(parameters: Parameters, usual: Usual) -> Range | None:
    """The range of one field; none where the file's value is zero or absent."""
    table, _, key = usual.field.partition(".")
    value = getattr(getattr(parameters, table), key)
    if not value:
        return None
    low, high = ((1 - usual.part) * float(value), min((1 + usual.part) * float(value), usual.most))
    if kind_of(usual.field) is int:
        low, high = max(1, round(low)), round(high)
        return Range(usual.field, low, high, whole=True) if low < high else None
    low, high = (float(f"{end:.{DIGITS}g}") for end in (low, high))
    return Range(usual.field, low, high, whole=False) if low < high else None


def usual_samples(metrics: Iterable[str]) -> int:
    """Blocks of Sobol's design: fewer where a candidate is lived through."""
    drawn = any(metric_named(name).kind in SAMPLED for name in metrics)
    return SAMPLES_OF_DRAWN if drawn else SAMPLES_OF_CLOSED


def circumstances(epochs: int, people: int) -> EvaluationSettings:
    """The usual circumstances, with an economy of some length and size."""
    return EvaluationSettings(economy=EconomySettings(epochs=epochs, stakers=people))
