"""Optimal manipulation against enumeration, against a bracket, and chains by hand."""

import itertools

import numpy as np
import pytest
from hybridstake.models.attacks.beacons.certificate import bracket, expected_best
from hybridstake.models.attacks.beacons.drawing import draw_proposed
from hybridstake.models.attacks.beacons.epochs import EpochLaw, simultaneous_law, tail_law
from hybridstake.models.attacks.beacons.manipulation import best_choices, optimum, stationary
from numpy.typing import NDArray

LAWS = pytest.mark.parametrize("law_of", [tail_law, simultaneous_law])


def enumerated_best(law: EpochLaw, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Expected best worth, over all that all seeds may bring, one by one."""
    outcomes = [
        (float(law.masses[choices, further]), choices + further + float(values[choices]))
        for choices, further in np.argwhere(law.masses > 0).tolist()
    ]
    expected: list[float] = []
    for choices in range(law.slots + 1):
        costs = [
            law.forfeit * sum(reveals) for reveals in itertools.product((0, 1), repeat=choices)
        ]
        expected.append(
            sum(
                float(np.prod([chance for chance, _ in seeds]))
                * max(worth - cost for (_, worth), cost in zip(seeds, costs, strict=True))
                for seeds in itertools.product(outcomes, repeat=len(costs))
            )
        )
    return np.array(expected)


@LAWS
@pytest.mark.parametrize("forfeit", [1, 2])
@pytest.mark.parametrize("share", [0.2, 0.6])
def test_two_slots_are_solved_as_by_enumeration(law_of, forfeit: int, share: float) -> None:
    """Value iteration over every combination of up to four seeds: no powers, no order, no system."""
    law = law_of(share, 2, forfeit)
    values = np.zeros(3)
    gain = 0.0
    for _ in range(45):
        following = enumerated_best(law, values)
        gain = float(following[0])
        values = following - following[0]
    found = optimum(law)
    assert found.share == pytest.approx(gain / 2, rel=1e-12, abs=0)
    assert found.values == pytest.approx(values, abs=1e-12)


@LAWS
@pytest.mark.parametrize("guess", [(0.0, 0.3, 1.7), (0.0, -5.5, -2.3), (0.0, 1.0, -7.0)])
def test_the_best_of_all_seeds_is_expected_as_by_enumeration(
    law_of, guess: tuple[float, ...]
) -> None:
    law = law_of(0.4, 2, 1)
    values = np.array(guess)
    assert expected_best(law, values) == pytest.approx(enumerated_best(law, values), rel=1e-13)


@LAWS
@pytest.mark.parametrize("share", [1e-12, 0.05, 0.3, 0.52, 0.9])
def test_the_bracket_closes_at_the_optimum_and_holds_it_from_anywhere(law_of, share: float) -> None:
    """Measured: the ends are at most 2.2e-14 apart."""
    law = law_of(share, 32, 1)
    found = optimum(law)
    lower, upper = bracket(law, found.values)
    assert lower == pytest.approx(found.share, rel=1e-12, abs=0)
    assert upper == pytest.approx(found.share, rel=1e-12, abs=0)
    for values in (np.zeros(33), np.linspace(0.0, 3.5, 33), np.linspace(0.0, 9.0, 33) ** 0.5):
        low, high = bracket(law, values)
        assert low < found.share * (1 + 1e-12)
        assert found.share < high * (1 + 1e-12)


@LAWS
def test_the_best_seed_leads_somewhere(law_of) -> None:
    moves, rewards = best_choices(law_of(0.45, 24, 1), np.linspace(0.0, 7.3, 25))
    assert moves.sum(axis=1) == pytest.approx(1.0, rel=1e-13)
    assert (np.diff(moves @ np.linspace(0.0, 7.3, 25) + rewards) > 0).all()


@LAWS
@pytest.mark.parametrize("share", [0.1, 0.45, 0.6])
def test_drawn_epochs_are_the_share(law_of, share: float) -> None:
    """Five standard errors of the mean of 60 000 epochs."""
    law = law_of(share, 16, 1)
    found = optimum(law)
    proposed = draw_proposed(law, found, 60_000, np.random.default_rng(5))
    assert proposed.min() >= 0
    assert proposed.max() <= 16
    error = proposed.std() / np.sqrt(60_000)
    assert proposed.mean() == pytest.approx(16 * found.share, abs=5 * error)


def test_a_chain_that_can_leave_every_state_by_hand() -> None:
    """x = y / 2, y = x + y / 2: a third and two thirds."""
    parts = stationary(np.array([[0.0, 1.0], [0.5, 0.5]]))
    assert parts == pytest.approx([1 / 3, 2 / 3], rel=1e-15, abs=0)


def test_a_chain_that_is_caught_ends_where_it_is_caught() -> None:
    chain = np.array([[0.5, 0.25, 0.25], [0.0, 0.5, 0.5], [0.0, 1.0, 0.0]])
    assert stationary(chain) == pytest.approx([0.0, 2 / 3, 1 / 3], rel=1e-15, abs=0)


def test_a_rare_state_keeps_its_digits() -> None:
    """Entered with 1e-100 and left with 1/2: 2e-100 of the time."""
    parts = stationary(np.array([[1.0, 1e-100], [0.5, 0.5]]))
    assert parts[1] == pytest.approx(2e-100, rel=1e-14, abs=0)
