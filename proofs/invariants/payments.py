"""Invariants of shares and penalties: everybody who signs is paid, and nobody is paid to offend."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ...models.economics.deterrence import deters_when_kept, largest_deterred_gain
from ...models.economics.issuance import blocks_per_year, capped_issuance, yearly_issuance
from ...models.economics.rewards import (
    authority_pool,
    block_reward,
    load_multiplier,
    staker_pool,
)
from ...models.economics.slashing import penalty, slashed_fraction
from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from .invariant import Invariant, number, plain, tokens

PAY = ("rewards.base_reward", "issuance.yearly_cap", "token.supply")
"""What the pay of a block is computed from, beside the time between blocks and the load."""

LOAD = ("rewards.load_sensitivity", "rewards.target_load")
"""How the pay depends on the load."""

HIGHEST_LOAD = Fraction(1)
"""At which a block pays most [1]."""


def payment_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """Every invariant of shares and penalties.

    Parameters
    ----------
    parameters
        The parameter file's contents.
    """
    yield plain(
        "every-reward-paid",
        parameters.rewards.empty_class_to_other or parameters.rewards.authority_share == 1,
        "rewards.empty_class_to_other",
        "the share of a class with nobody to pay must go to the other class",
        "false",
        ("rewards.authority_share",),
    )
    yield both_classes_are_paid(parameters)
    yield an_outage_costs_no_more(parameters)
    yield a_conspiracy_costs_everything(parameters)
    yield authorities_are_deterred(parameters)
    yield stakers_are_deterred(parameters)


def both_classes_are_paid(parameters: Parameters) -> Invariant:
    """Whoever must sign in Balanced and Secure is paid something for it."""
    rewards = parameters.rewards
    share = as_written(rewards.authority_share)
    paid = min(block_pay(parameters, mode) for mode in (Mode.BALANCED, Mode.SECURE))
    parts = authority_pool(paid, share), staker_pool(paid, share)
    unpaid = "rewards.base_reward" if rewards.base_reward == 0 else "issuance.yearly_cap"
    field = "rewards.authority_share" if paid else unpaid
    return plain(
        "both-classes-paid",
        all(part > 0 for part in parts),
        field,
        "a block must pay both classes, or one has no reason to take part",
        " and ".join(tokens(part) for part in parts) + " for authorities and stakers",
        [other for other in ("rewards.authority_share", *PAY) if other != field],
    )


def an_outage_costs_no_more(parameters: Parameters) -> Invariant:
    """Being silent costs at most as much as signing twice."""
    slashing = parameters.slashing
    return plain(
        "outage-costs-no-more",
        as_written(slashing.unavailability_rate) <= as_written(slashing.rate),
        "slashing.unavailability_rate",
        "an outage, which may be an accident, must cost at most as much as equivocation, "
        f"slashing.rate ({slashing.rate!r})",
        repr(slashing.unavailability_rate),
        ("slashing.rate",),
    )


def a_conspiracy_costs_everything(parameters: Parameters) -> Invariant:
    """As much stake as the protocol cannot bear to be Byzantine loses all when it equivocates."""
    slashing, share = parameters.slashing, parameters.assumptions.byzantine_stake
    lost = slashed_fraction(
        as_written(slashing.rate), as_written(slashing.correlation_factor), share
    )
    return plain(
        "conspiracy-costs-everything",
        lost >= 1,
        "slashing.correlation_factor",
        "slashing.rate + slashing.correlation_factor * assumptions.byzantine_stake must be at least 1, "
        "so that stake enough to break finality loses all",
        f"{slashing.rate!r} + {slashing.correlation_factor!r} * {share} = {number(lost)}",
        ("slashing.rate", "assumptions.byzantine_stake"),
    )


def authorities_are_deterred(parameters: Parameters) -> Invariant:
    """A lone authority's penalty is worth the best-paid block of any mode."""
    pays = {mode: block_pay(parameters, mode, HIGHEST_LOAD) for mode in Mode}
    mode = max(pays, key=lambda each: pays[each])
    return deterred(
        parameters, "authority-deterred", "staking.authority_minimum", mode, pays[mode], tuple(Mode)
    )


def stakers_are_deterred(parameters: Parameters) -> Invariant:
    """A lone staker's penalty is worth a block of the mode in which least is at stake for it."""
    minimum = {
        Mode.BALANCED: parameters.balanced.minimum_stake,
        Mode.SECURE: parameters.secure.minimum_stake,
    }
    pays = {mode: block_pay(parameters, mode, HIGHEST_LOAD) for mode in minimum}
    mode = max(minimum, key=lambda each: pays[each] / as_written(minimum[each]))
    return deterred(
        parameters,
        "staker-deterred",
        f"{mode.label}.minimum_stake",
        mode,
        pays[mode],
        tuple(minimum),
        [f"{each.label}.minimum_stake" for each in minimum if each is not mode],
    )


def deterred(
    parameters: Parameters,
    name: str,
    field: str,
    mode: Mode,
    pay: Fraction,
    modes: tuple[Mode, ...],
    others: list[str] | None = None,
) -> Invariant:
    """A lone offender with the least stake expects to lose what one block pays in all.

    The least that an offence can be about is one block; whoever is not deterred from taking all that it
    pays is deterred from nothing. It is a lower bound: no file knows what a conflict is worth outside.
    """
    table, _, key = field.partition(".")
    stake = as_written(getattr(getattr(parameters, table), key))
    slashing = parameters.slashing
    detection = as_written(slashing.detection_probability)
    lost = penalty(stake, slashed_fraction(as_written(slashing.rate), 0, 0))
    return plain(
        name,
        deters_when_kept(detection, penalty=lost, rent=0, gain=pay),
        field,
        f"slashing.detection_probability * slashing.rate * {field} must be at least what one "
        f"{mode.label.capitalize()} block pays ({tokens(pay)})",
        f"{slashing.detection_probability!r} * {slashing.rate!r} * {number(stake)} = "
        f"{tokens(largest_deterred_gain(detection, lost, 0))}",
        [
            "slashing.rate",
            "slashing.detection_probability",
            *(others or []),
            *PAY,
            *LOAD,
            *(f"{each.label}.block_seconds" for each in modes),
        ],
    )


def block_pay(parameters: Parameters, mode: Mode, load: Fraction | None = None) -> Fraction:
    """What one block of a mode pays in all at launch, exactly.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        Whose blocks they are.
    load
        Network load [1]; none: the target.

    Returns
    -------
    Fraction
        [token/block]

    Notes
    -----
    Source: `economics.payments.yearly_rewards` in exact numbers, of one block.
    """
    rewards, cap = parameters.rewards, parameters.issuance.yearly_cap
    target = as_written(rewards.target_load)
    sensitivity = as_written(rewards.load_sensitivity)
    multiplier: Any = load_multiplier(target if load is None else load, target, sensitivity)
    block_seconds = as_written(mode_parameters(parameters, mode).block_seconds)
    yearly = yearly_issuance(
        block_reward(as_written(rewards.base_reward), multiplier), block_seconds
    )
    if cap is not None:
        yearly = capped_issuance(yearly, parameters.token.supply, as_written(cap))
    return yearly / blocks_per_year(block_seconds)
