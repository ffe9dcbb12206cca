"""What a person's money has brought in an epoch, against the pay and the bills of that epoch."""

import numpy as np
import pytest
from hybridstake.agents.choices.positions import Position
from hybridstake.agents.choices.rates import identities, realised_rate


@pytest.mark.parametrize(
    ("position", "rate"),
    [
        (Position.IDLE, 0.07),
        (Position.DELEGATE, 0.2),
        (Position.VALIDATE, 0.15),
        (Position.SPLIT, 0.10),
        (Position.GRIEF, 0.15),
    ],
)
def test_a_return_is_pay_less_cost_over_stake_and_a_hurdle_where_idle(
    position: Position, rate: float
) -> None:
    """100 for half a year on 1,000, less 50 a year for every validator that it runs."""
    found = realised_rate(100, 1_000, int(position), 0.07, cost=50.0, years=0.5)
    np.testing.assert_allclose(found, rate, rtol=1e-12)


def test_silence_brings_nothing_and_costs_nothing() -> None:
    assert realised_rate(0, 1_000, int(Position.OFFLINE), 0.07, cost=50.0, years=0.5) == 0.0


def test_every_position_runs_as_many_validators_as_it_says() -> None:
    assert [identities(int(position)) for position in Position] == [0, 0, 1, 2, 0, 1]


def test_arrays_of_people_are_read_one_by_one() -> None:
    rng = np.random.default_rng(1)
    position = rng.integers(0, len(Position), 100)
    staked = rng.integers(0, 3, 100) * 500
    paid = rng.integers(0, 50, 100)
    hurdle = rng.random(100)
    together = realised_rate(paid, staked, position, hurdle, 20.0, 0.5)
    for row in range(100):
        alone = realised_rate(
            int(paid[row]), int(staked[row]), int(position[row]), float(hurdle[row]), 20.0, 0.5
        )
        assert together[row] == alone
