"""Epochs drawn under the optimal policy, seed by seed: the sampled witness."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from math import comb

import numpy as np
from numpy.typing import NDArray

from .epochs import EpochLaw
from .manipulation import Optimum


def draw_proposed(
    law: EpochLaw, policy: Optimum, trials: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Slots proposed in an epoch of the long run, in every trial.

    Parameters
    ----------
    law
        What one seed brings.
    policy
        Its values order the seeds; its chances are those of the epoch before.
    trials
        Independent trials [1].
    rng
        Source of the draws.

    Returns
    -------
    NDArray
        (trials,) Slots owned less the forfeits at the epoch's own end [slot].

    Notes
    -----
    Source: ours. The seed of an epoch is chosen at the end of the one before, whose choices are drawn;
    what is withheld at the epoch's end is found by choosing once more.
    """
    # All seeds, worth by worth: an outcome's place is found from the chance of more.
    choices, further = np.nonzero(law.masses)
    worth = choices + further + policy.values[choices]
    order = np.argsort(worth, kind="stable")
    choices, further, worth = choices[order], further[order], worth[order]
    above = np.cumsum(law.masses[choices, further][::-1])[::-1]

    def best_seed(offered: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Place of the best outcome, and reveals withheld for it, (trials,) each."""
        place = np.zeros(trials, dtype=np.int64)
        withheld = np.zeros(trials, dtype=np.int64)
        for count in np.unique(offered).tolist():
            (here,) = np.nonzero(offered == count)
            best = np.full(len(here), -np.inf)
            for given_up in range(count + 1):
                # The best of m seeds leaves a chance of more of 1 - U^(1/m).
                exponential = rng.standard_exponential(len(here))
                more = -np.expm1(-exponential / float(comb(count, given_up)))
                found = np.searchsorted(-above, -more, side="right") - 1
                found = np.maximum(found, 0)
                now = worth[found] - law.forfeit * given_up
                is_better = now > best
                best = np.where(is_better, now, best)
                place[here] = np.where(is_better, found, place[here])
                withheld[here] = np.where(is_better, given_up, withheld[here])
        return place, withheld

    before = rng.choice(law.slots + 1, size=trials, p=policy.chances)
    epoch, _ = best_seed(before)
    _, withheld = best_seed(choices[epoch])
    return choices[epoch] + further[epoch] - law.forfeit * withheld
