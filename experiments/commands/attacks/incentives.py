"""Bribes, old keys, and wealth that grows by itself."""

from typing import Annotated, Any

import typer

from ....models.attacks.incentives.choices import Exit, Law, Target
from ...reproducing.later import later
from ..terminal import Params
from ..values import real, whole
from .answering import attack
from .modes import ModeName, chosen
from .stakes import Stakes

load = later("parameter_files", "load")
bribery_of = later(".models.attacks.incentives.bribery", "Bribery")
long_range_of = later(".models.attacks.incentives.long_range", "LongRange")
stakes_of = later("stakes_files", "stakes_of")
receipt_seconds = later(".models.protocol.checkpoints", "receipt_seconds")
concentration_of = later(".models.attacks.incentives.paid_by_lot", "concentration_of")

Modes = Annotated[ModeName, typer.Option(help="Mode of PARAMS.")]
YEAR_SECONDS = 31_536_000.0


@attack
def long_range(
    params: Params = "reference",
    mode: Modes = ModeName.BALANCED,
    key_sale: Annotated[
        float, real("key_sale", "Chance that one who has left sells its key.")
    ] = 0.3,
    turnover: Annotated[
        float, real("turnover", "Part of the set that wishes to leave in a year, as a rate.")
    ] = 0.5,
    leaving: Annotated[Exit, typer.Option(help="How it leaves.")] = Exit.EXPONENTIAL,
    age: Annotated[float, real("age", "Seconds since the histories parted.")] = YEAR_SECONDS,
    absence: Annotated[
        float | None,
        real("absence", "Seconds for which the node was away; without it, it is new."),
    ] = None,
    checkpoint_period: Annotated[
        float | None, real("checkpoint_period", "Seconds between checkpoints; else that of PARAMS.")
    ] = None,
    unbonding: Annotated[
        float | None,
        real("unbonding", "Seconds from the wish to leave to the money; else that of PARAMS."),
    ] = None,
    key_price: Annotated[
        float, real("key_price", "Price of a key over the stake that it held.")
    ] = 0.01,
) -> Any:
    """Enough keys of those who have left are for sale to forge an old certificate."""
    parameters = load(params)
    return long_range_of(
        parameters=parameters,
        mode=chosen(mode),
        key_sale=key_sale,
        turnover=turnover,
        leaving=leaving,
        age=age,
        absence=absence,
        receipt=0.0 if absence is None else float(receipt_seconds(parameters)),
        checkpoint_period=checkpoint_period,
        unbonding=unbonding,
        key_price=key_price,
    )


@attack
def bribery(
    params: Params = "reference",
    mode: Modes = ModeName.BALANCED,
    target: Annotated[Target, typer.Option(help="What the bribe is for.")] = Target.SAFETY,
    profit: Annotated[
        float, real("profit", "Tokens that success is worth to the briber.")
    ] = 1_000_000.0,
    budget_bribe: Annotated[
        float | None, real("budget_bribe", "Tokens paid in all; else the profit.")
    ] = None,
    acceptance_spread: Annotated[
        float,
        real("acceptance_spread", "Spread of the logarithm of the price of one holder."),
    ] = 0.25,
    years_out: Annotated[
        float | None,
        real("years_out", "Years without reward for the punished; else the time of unbonding."),
    ] = None,
    stakes: Stakes = None,
) -> Any:
    """A posted offer is accepted by enough holders to break a mode."""
    return bribery_of(
        parameters=load(params),
        mode=chosen(mode),
        target=target,
        profit=profit,
        budget_bribe=budget_bribe,
        acceptance_spread=acceptance_spread,
        years_out=years_out,
        stakes=None if stakes is None else stakes_of(stakes, 0)[0],
    )


@attack
def concentration(
    params: Params = "reference",
    mode: Modes = ModeName.BALANCED,
    years: Annotated[float, real("years", "Horizon.")] = 10.0,
    rewards_per_year: Annotated[
        float, real("rewards_per_year", "Into how many rewards a year's pay is parted.")
    ] = 365.0,
    largest_share: Annotated[
        float, real("largest_share", "Share of the largest holder at the beginning.")
    ] = 0.3,
    holders: Annotated[
        int, whole("holders", "Holders that are watched; one plays against a crowd.")
    ] = 1,
    threshold: Annotated[float, real("threshold", "Share that none is to pass.")] = 0.33,
    law: Annotated[Law, typer.Option(help="How large a reward is.")] = Law.CONSTANT,
    staked: Annotated[
        float | None,
        real(
            "staked",
            "Tokens at stake at the beginning; else what the hurdle rates of PARAMS bring.",
        ),
    ] = None,
    reward: Annotated[
        float | None, real("reward", "Tokens of the first reward; else its part of PARAMS' pay.")
    ] = None,
) -> Any:
    """Luck with rewards takes a holder past a share of all stake that none was to pass."""
    return concentration_of(
        load(params),
        chosen(mode),
        years=years,
        rewards_per_year=rewards_per_year,
        staked=staked,
        reward=reward,
        largest_share=largest_share,
        holders=holders,
        threshold=threshold,
        law=law,
    )
