"""Whether the mode that is wanted can gather its certificate wherever another mode could."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.parameters.variant import with_tables
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ...models.protocol.switching import wanted_choices
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import conjunction, implies
from .setting import Moment, Moments, decided, exactly

AVAILABLE = ("load", "online", "participation", "stake")
"""Load, parts of the authorities and of the stake that would sign, and the staking ratio."""


def never_stuck(protocol: str, parameters: Parameters) -> Claim:
    """Asked of every protocol; ours may want Balanced or Secure where only Fast can be gathered."""
    name = f"{protocol}.switching.never-stuck"
    return Claim(
        name=name,
        statement=(
            "The wanted mode can gather its certificate whenever some mode can, whoever is away."
        ),
        protocol=protocol,
        conditions=tuple(in_reach(name, parameters, mode) for mode in Mode),
        twins=(fast_at_any_time(name, parameters),),
    )


def never_stuck_with_stake(protocol: str, parameters: Parameters) -> Claim:
    """The price: how much stake must sign."""
    name = f"{protocol}.switching.never-stuck-with-stake"
    enough = stake_signs(parameters)
    return Claim(
        name=name,
        statement=(
            "The wanted mode can gather its certificate whenever some mode can, as long as "
            f"{enough.name}."
        ),
        protocol=protocol,
        conditions=tuple(in_reach(name, parameters, mode, enough) for mode in Mode),
        twins=(fast_at_any_time(name, parameters, enough),),
    )


def in_reach(name: str, parameters: Parameters, mode: Mode, *premises: Premise) -> Condition:
    """Where one mode could decide, the wanted mode can."""
    return Condition(
        f"{name}: where {mode.label.capitalize()} could",
        (
            Premise(
                f"a {mode.label.capitalize()} certificate can be gathered",
                lambda each: can_gather(parameters, mode, each),
            ),
            *premises,
        ),
        Premise(
            "so can one of the wanted mode",
            lambda each: conjunction(
                [
                    implies(wanted(parameters, each) == mode, can_gather(parameters, mode, each))
                    for mode in Mode
                ]
            ),
        ),
        Moments(AVAILABLE),
    )


def can_gather(parameters: Parameters, mode: Mode, each: Moment) -> Any:
    """Whether those who would sign are a certificate of a mode."""
    return quorum(parameters, mode).is_met(each["online"], 1, each["stake"], 1)


def wanted(parameters: Parameters, each: Moment) -> Any:
    """The mode that the switching rule asks for, by the protocol's own choices."""
    return decided(
        wanted_choices(exactly(parameters), each["load"], each["online"], 1, each["participation"])
    )


def stake_signs(parameters: Parameters) -> Premise:
    """As much stake as Balanced and Secure ask for would sign."""
    strict = parameters.quorums.strict
    most = max(parameters.balanced.stake_threshold, parameters.secure.stake_threshold)
    return Premise(
        f"{'more than' if strict else 'at least'} {most} of the stake would sign",
        lambda each: (
            each["stake"] * most.denominator > most.numerator
            if strict
            else each["stake"] * most.denominator >= most.numerator
        ),
    )


def fast_at_any_time(name: str, parameters: Parameters, *premises: Premise) -> Condition:
    """The same with a rule that wants Fast however few authorities are online."""
    return in_reach(
        f"{name}, Fast at any time", fast_in_any_company(parameters), Mode.SECURE, *premises
    )


def fast_in_any_company(parameters: Parameters) -> Parameters:
    """A protocol that wants Fast however few authorities are online."""
    switching = replace(
        parameters.switching, fast_min_availability=0.0, fast_max_load=float(Fraction(1, 2))
    )
    return with_tables(parameters, switching=switching)
