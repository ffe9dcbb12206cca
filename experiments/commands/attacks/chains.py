"""Attacks on the order of blocks."""

from typing import Annotated, Any

import typer

from ....models.attacks.chains.choices import Race, Strategy, TieBreaking
from ....models.errors import InvalidParameter
from ...reproducing.later import later
from ..values import real, whole
from .answering import attack

double_spend_of = later(".models.attacks.chains.double_spend", "DoubleSpend")
least_confirmations = later(".models.attacks.chains.double_spend", "least_confirmations")
delayed_spend_of = later(".models.attacks.chains.delayed_spend", "DelayedSpend")
least_delayed_confirmations = later(
    ".models.attacks.chains.delayed_spend", "least_delayed_confirmations"
)
settlement_of = later(".models.attacks.chains.settlement", "Settlement")
run_of = later(".models.attacks.chains.run", "Run")
selfish_of = later(".models.attacks.chains.selfish", "Selfish")
truncated_of = later(".models.attacks.chains.truncated_mining", "TruncatedSelfish")


@attack
def double_spend(
    share: Annotated[float, real("share", "Attacker's part of all blocks.")],
    confirmations: Annotated[
        int | None, whole("confirmations", "Blocks that the merchant waits for.")
    ] = None,
    below: Annotated[
        float | None, real("below", "Look for the fewest confirmations with less than this.")
    ] = None,
    model: Annotated[
        Race, typer.Option(help="How far the attacker is when the merchant has waited.")
    ] = Race.ROSENFELD,
    delay: Annotated[
        float | None,
        real("delay", "Seconds until a block is known to all: the answer is then a bound."),
    ] = None,
    interval: Annotated[
        float | None, real("interval", "Mean seconds between blocks, with `--delay`.")
    ] = None,
) -> Any:
    """A chain mined in secret overtakes the one that a merchant waited for."""
    if (confirmations is None) == (below is None):
        given = "neither" if below is None else "both"
        raise InvalidParameter(f"one of confirmations and below must be given, got {given}")
    if (delay is None) != (interval is None):
        given = "interval" if delay is None else "delay"
        raise InvalidParameter(f"delay and interval must be given together, got {given} alone")
    if delay is None:
        if below is None:
            return double_spend_of(share=share, confirmations=confirmations, model=model)
        return least_confirmations(share, below, model)
    if model is not Race.ROSENFELD:
        raise InvalidParameter(f"model must be {Race.ROSENFELD} where delay is given, got {model}")
    if below is None:
        return delayed_spend_of(
            share=share, confirmations=confirmations, delay=delay, interval=interval
        )
    return least_delayed_confirmations(share, below, delay, interval)


@attack
def settlement(
    share: Annotated[float, real("share", "Adversary's part of all slots.")],
    slots: Annotated[int, whole("slots", "Slots that are waited.")],
    unique: Annotated[
        float, real("unique", "Part of the honest slots that has one leader only.")
    ] = 1.0,
) -> Any:
    """A slot of a proof-of-stake chain can still be overturned after so many others."""
    return settlement_of(share=share, unique=unique, slots=slots)


@attack
def run(
    share: Annotated[float, real("share", "Adversary's part of all slots.")],
    length: Annotated[int, whole("length", "Adversarial slots in a row.")],
    slots: Annotated[int, whole("slots", "Slots in all.")],
) -> Any:
    """The adversary proposes at least so many slots one after the other."""
    return run_of(share=share, length=length, slots=slots)


@attack
def selfish(
    share: Annotated[float, real("share", "Attacker's part of the mining power.")],
    gamma: Annotated[
        float | None,
        real("gamma", "Part of the honest power that mines on the attacker's branch of a tie."),
    ] = None,
    strategy: Annotated[
        Strategy, typer.Option(help="Eyal and Sirer's rule, or the best of all.")
    ] = Strategy.OPTIMAL,
    tie_breaking: Annotated[
        TieBreaking, typer.Option(help="Which of two equal branches honest miners extend.")
    ] = TieBreaking.FIRST_SEEN,
    truncation: Annotated[
        int | None,
        whole("truncation", "Only rules whose branches are shorter than so many blocks.", 3),
    ] = None,
) -> Any:
    """Blocks are withheld, so that the attacker ends up with more than their share of the chain."""
    if gamma is None:
        gamma = 0.5 if tie_breaking is TieBreaking.UNIFORM else 0.0
    if truncation is not None:
        if strategy is not Strategy.OPTIMAL:
            raise InvalidParameter(
                f"strategy must be {Strategy.OPTIMAL} beside truncation, got {strategy}"
            )
        return truncated_of(
            share=share, gamma=gamma, truncation=truncation, tie_breaking=tie_breaking
        )
    return selfish_of(share=share, gamma=gamma, strategy=strategy, tie_breaking=tie_breaking)
