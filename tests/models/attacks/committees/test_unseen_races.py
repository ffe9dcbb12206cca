"""What races that were not seen may add: the bound on the likeliest count, by trying all counts."""

import numpy as np
import pytest
from hybridstake.models.attacks.committees.unseen_races import MODE, log_largest_mode


def counts(chances: np.ndarray) -> np.ndarray:
    """Chance of every count, by convolution."""
    law = np.ones(1)
    for chance in chances:
        law = np.convolve(law, [1 - chance, chance])
    return law


@pytest.mark.parametrize("size", [1, 2, 5, 20, 100])
def test_no_count_is_likelier_than_the_bound_even_where_one_is_certain(size: int) -> None:
    """200 random laws of each size, and one arrival made certain in turn."""
    rng = np.random.default_rng(size)
    for _ in range(200):
        first, second = rng.uniform(0.1, 3, 2)
        chances = rng.beta(first, second, size)
        bound = float(np.exp(log_largest_mode(chances[None, :])[0]))
        assert counts(chances).max() <= bound + 1e-12
        assert counts(np.append(chances[1:], 1.0)).max() <= bound + 1e-12


def test_the_constant_is_nearly_met() -> None:
    """Poisson's law comes near it at a mean where it has two modes, in pairs of complements."""
    few = np.full(2_000, 0.3948 / 2_000)
    law = counts(np.concatenate([few, 1 - few]))
    variance = 2 * 2_000 * few[0] * (1 - few[0])
    assert 0.99 * MODE < law.max() * np.sqrt(variance) <= MODE
