"""People who learn the verification game: where they end, where they cycle, and the twin."""

from dataclasses import replace

import numpy as np
import pytest
from hybridstake.agents.providers.inspection import Inspection, play
from hybridstake.agents.providers.inspectors import InspectionModel
from hybridstake.models.compute.verification.game import cheating_at_rest, checked_at_rest
from hybridstake.models.errors import InvalidParameter

GAME = Inspection(penalty=4, gain=1, bounty=2.5, cost=1)


def averages(game: Inspection, seed: int, rounds: int = 2_500) -> tuple[float, float]:
    """Cheating and checks over the second half of the rounds."""
    played = play(game, rounds, np.random.default_rng(seed), (0.6, 0.6))
    half = rounds // 2
    return float(played.cheating[half:].mean()), float(played.checked[half:].mean())


def test_time_averages_come_to_the_equilibrium() -> None:
    """Within 0.005 of the logit equilibrium, and of the mixed one within that and the noise's bias."""
    mixed = np.array([cheating_at_rest(2.5, 1), checked_at_rest(4, 0, 1)])
    rest = np.array(GAME.rest)
    assert abs(rest - mixed).max() < 0.03
    found = np.mean([averages(GAME, seed) for seed in range(4)], axis=0)
    assert abs(found - rest).max() < 0.005
    assert abs(found - mixed).max() < 0.035


def test_less_noise_brings_the_rest_nearer_to_the_equilibrium() -> None:
    distances = [
        abs(np.array(replace(GAME, noise=noise).rest) - (0.4, 0.2)).max()
        for noise in (0.2, 0.05, 0.01)
    ]
    assert distances[0] > 3 * distances[1] > 9 * distances[2]


@pytest.mark.parametrize(("part", "calm"), [(0.3, True), (6.0, False)])
def test_play_comes_to_rest_exactly_up_to_the_largest_weight(part: float, calm: bool) -> None:
    game = replace(GAME, weight=part * GAME.largest_weight, providers=20_000, verifiers=20_000)
    played = play(game, 1_200, np.random.default_rng(1), GAME.rest)
    swing = float(np.ptp(played.cheating[900:]))
    assert (swing < 0.05) if calm else (swing > 0.5)


def test_answers_to_the_last_round_alone_cheat_half_of_the_time_whatever_the_stakes() -> None:
    for bounty in (1.5, 2.5, 9.0):
        game = replace(GAME, bounty=bounty, weight=1.0, noise=0.01)
        assert averages(game, 1, 200) == pytest.approx((0.5, 0.5), abs=0.02)


def test_a_higher_penalty_means_fewer_checks_and_not_less_cheating() -> None:
    mild, harsh = (averages(replace(GAME, penalty=penalty), 1) for penalty in (2.0, 8.0))
    assert harsh[1] < mild[1] - 0.1
    assert harsh[0] == pytest.approx(mild[0], abs=0.05)


def test_the_twin_of_agents_plays_the_same_game() -> None:
    game = replace(GAME, providers=30, verifiers=20, weight=0.05)
    model = InspectionModel(game, np.random.default_rng(3), (0.6, 0.6))
    found = model.play(60)
    model.release()
    expected = play(game, 60, np.random.default_rng(3), (0.6, 0.6))
    assert found.cheating.tolist() == expected.cheating.tolist()
    assert found.checked.tolist() == expected.checked.tolist()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("penalty", 0.0, "penalty must be positive and finite, got 0.0"),
        ("noise", float("nan"), "noise must be positive and finite, got nan"),
        ("rent", -1.0, "rent must be finite and not negative, got -1.0"),
        ("weight", 0.0, "weight must lie in (0, 1], got 0.0"),
        ("providers", 0, "providers must be a whole number from 1 to 2^63 - 1, got 0"),
    ],
)
def test_a_setting_outside_its_range_is_refused(field: str, value: float, message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        replace(GAME, **{field: value})
    assert str(caught.value) == message
