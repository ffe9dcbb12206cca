"""Committees by head are drawn as fast as NumPy draws bare numbers."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.models.attacks.choices import Sampling
from hybridstake.models.attacks.committees.committee import Committee
from hybridstake.models.attacks.sampling import CHUNK

pytestmark = pytest.mark.exhaustive


@pytest.mark.parametrize("counts", [(1_000, 330, 100, 45), (1_000_000, 333_333, 128, 86)])
@pytest.mark.parametrize("sampling", Sampling)
def test_a_chunk_takes_at_most_twice_the_bare_draw(
    ratio: Callable[..., float], counts: tuple[int, int, int, int], sampling: Sampling
) -> None:
    """The bare draws as part of our time; both from the same seed, since times depend on luck."""
    population, adversaries, committee, seats = counts
    question = Committee(
        population=population,
        adversaries=adversaries,
        committee=committee,
        seats=seats,
        sampling=sampling,
    )

    def bare() -> None:
        rng = np.random.default_rng(1)
        if sampling is Sampling.WITH_REPLACEMENT:
            rng.binomial(committee, adversaries / population, CHUNK)
        else:
            rng.hypergeometric(adversaries, population - adversaries, committee, CHUNK)

    ours_over_theirs = ratio(lambda: question.successes(CHUNK, np.random.default_rng(1)), bare)
    assert ours_over_theirs >= 1 / 2
