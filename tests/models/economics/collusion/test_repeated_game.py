"""The repeated game played out, against the closed forms; all bounds in standard errors."""

import math

import numpy as np
import pytest
from hybridstake.models.economics.collusion.patience import patience_range
from hybridstake.models.economics.collusion.repeated_game import RepeatedGame, play, staying
from hybridstake.models.economics.collusion.stage import Stage
from hybridstake.models.economics.collusion.trigger import (
    cartel_surplus,
    critical_discount_factor_when_watched,
)
from numpy.typing import NDArray

STAGE = Stage(member=3.0, deviator=5.0, outsider=0.0, honest=1.0)
PATHS = 20_000
Z = 4.5
"""Standard errors; by chance a comparison fails once in 150,000 seeds."""


def game(discount: float, detection: float, loss: float, epochs: int | None = None) -> RepeatedGame:
    return RepeatedGame(
        stage=STAGE, discount=discount, detection=detection, loss=loss, punishment_epochs=epochs
    )


def error(gains: NDArray[np.float64]) -> float:
    """Standard error of the mean."""
    return float(gains.std(ddof=1)) / math.sqrt(gains.size)


@pytest.mark.parametrize(
    ("discount", "detection", "loss"), [(0.9, 0.1, 2.0), (0.5, 0.3, 6.0), (0.97, 0.02, 30.0)]
)
def test_staying_is_worth_the_closed_form(discount: float, detection: float, loss: float) -> None:
    expected = cartel_surplus(discount, STAGE.member, STAGE.honest, detection, loss)
    played = play(game(discount, detection, loss), PATHS, np.random.default_rng(1), cheats=False)
    drawn = staying(game(discount, detection, loss), (PATHS,), np.random.default_rng(2))
    for gains in (played, drawn):
        assert abs(gains.mean() - expected) < Z * error(gains)
        assert error(gains) < 0.05 * abs(expected) + 0.05


def test_a_play_and_a_drawn_end_have_the_same_law() -> None:
    """Deciles of the two, each with a standard error of about 0.5 % of the paths."""
    played = play(game(0.9, 0.1, 5.0), PATHS, np.random.default_rng(1), cheats=False)
    drawn = staying(game(0.9, 0.1, 5.0), (PATHS,), np.random.default_rng(2))
    for level in np.quantile(drawn, np.linspace(0.1, 0.9, 9)):
        below = [(gains <= level + 1e-6).mean() for gains in (played, drawn)]
        assert below[0] == pytest.approx(below[1], abs=Z * math.sqrt(0.5 / PATHS))


def test_who_cheats_once_is_honest_for_ever_after() -> None:
    gains = play(game(0.9, 0.1, 5.0), 10, np.random.default_rng(1), cheats=True)
    assert gains.tolist() == [STAGE.deviator - STAGE.honest] * 10


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize(("detection", "loss"), [(0.0, 0.0), (0.05, 2.0), (0.15, 1.0)])
def test_play_turns_at_the_critical_discount_factor(
    side: int, detection: float, loss: float
) -> None:
    """A twentieth of the way to one above it staying is better, and as much below it is not."""
    critical = critical_discount_factor_when_watched(
        STAGE.member, STAGE.deviator, STAGE.honest, detection, loss
    )
    discount = critical + side * 0.05
    stay, cheat = (
        play(game(discount, detection, loss), PATHS, np.random.default_rng(3), cheats=cheats)
        for cheats in (False, True)
    )
    difference = side * (stay.mean() - cheat.mean())
    assert difference > Z * error(stay - cheat)


@pytest.mark.parametrize("epochs", [3, 6])
def test_play_with_forgiveness_turns_at_both_ends_of_the_range(epochs: int) -> None:
    detection, loss = 0.08, 1.0
    found = patience_range(STAGE, detection, loss, epochs)
    assert found is not None
    least, most = found
    width = most - least

    def advantage(discount: float) -> float:
        """Of staying over cheating, in standard errors."""
        stay, cheat = (
            play(game(discount, detection, loss, epochs), PATHS, np.random.default_rng(seed),
                 cheats=cheats)
            for seed, cheats in ((5, False), (6, True))
        )  # fmt: skip
        return float((stay.mean() - cheat.mean()) / math.hypot(error(stay), error(cheat) + 1e-12))

    assert advantage(least + width / 2) > Z
    assert advantage(least - 0.2) < -Z
    if most < 0.98:
        assert advantage((1 + most) / 2) < -1


def test_an_unwatched_cartel_goes_on_for_ever() -> None:
    """2 / (1 - 0.9), to where the weight of an epoch is negligible."""
    played = play(game(0.9, 0.0, 5.0), 3, np.random.default_rng(1), cheats=False)
    drawn = staying(game(0.9, 0.0, 5.0), (3,), np.random.default_rng(1))
    assert played == pytest.approx([20.0] * 3, rel=1e-9)
    assert drawn == pytest.approx([20.0] * 3, rel=1e-12)
