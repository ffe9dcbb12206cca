"""Splitting and silence: positions that nobody who weighs them takes."""

import numpy as np
from hybridstake.agents.choices.picking import best_response
from hybridstake.agents.choices.positions import POSITIONS, Position, StakeOffer, options


def test_splitting_and_silence_are_dominated_for_every_wealth() -> None:
    """Ten thousand people of all sizes, positions and tastes, in ten markets: never worth more, ties
    included, than one validator and than leaving; nor does anybody choose them.
    """
    rng = np.random.default_rng(5)
    people = 10_000
    for _ in range(10):
        wealth = (10 ** rng.uniform(0, 15, people)).astype(np.int64)
        position = rng.integers(POSITIONS, size=people)
        staked = wealth * (position != Position.IDLE)
        stakes = (int(staked[position == each].sum()) for each in Position)
        _, delegated, validate, split, _, griefing = stakes
        offer = StakeOffer(
            pool=float(10 ** rng.uniform(6, 17)),
            validating=validate + split + griefing,
            delegated=delegated,
            griefing=griefing,
            minimum=int(10 ** rng.uniform(0, 12)),
            commission=rng.uniform(),
            cost=float(10 ** rng.uniform(0, 12)),
            silence_loss=rng.uniform(0, 5),
            griefing_loss=rng.uniform(),
            griefing_factor=rng.uniform(0, 5),
            exit_share=rng.uniform(),
            risk_premium=rng.uniform(0, 0.5),
        )
        found = options(
            offer, wealth, staked, position, rng.uniform(0, 2, people), rng.uniform(0, 2, people)
        )
        worths = found.worths
        assert (worths[Position.SPLIT] <= worths[Position.VALIDATE]).all()
        assert (worths[Position.OFFLINE] <= worths[Position.IDLE]).all()
        chosen = best_response(worths, found.feasible, position)
        taken = np.isin(chosen, (Position.SPLIT, Position.OFFLINE))
        assert not (taken & (chosen != position)).any()
