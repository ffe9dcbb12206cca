"""What one seed brings the adversary: slots of an epoch that let it choose, and slots that do not."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, slots=True)
class EpochLaw:
    """Law of the adversary's slots in an epoch drawn by a fresh seed, and the price of a reveal.

    An epoch with `choices` reveals that the adversary may withhold leads to 2^choices seeds, of
    which it knows all before it decides.
    """

    masses: NDArray[np.float64]
    """(slots + 1, slots + 1) Probability of so many choices and so many further slots [1]."""
    forfeit: int
    """Slots lost with every reveal withheld [slot]."""

    @property
    def slots(self) -> int:
        """Slots of an epoch [slot]."""
        return len(self.masses) - 1


def binomial_masses(share: float, slots: int) -> NDArray[np.float64]:
    """Chances of so many adversarial slots among none, one, … and all slots of an epoch.

    Parameters
    ----------
    share
        Chance that a slot is the adversary's [1].
    slots
        Slots of an epoch [slot].

    Returns
    -------
    NDArray
        (slots + 1, slots + 1) Row n holds the binomial masses of n slots [1].

    Notes
    -----
    Source: Pascal's rule; sums of positive terms only.

    Examples
    --------
    >>> binomial_masses(0.5, 2)[2].tolist()
    [0.25, 0.5, 0.25]
    """
    masses = np.zeros((slots + 1, slots + 1))
    masses[0, 0] = 1.0
    for among in range(slots):
        masses[among + 1] = masses[among] * (1 - share)
        masses[among + 1, 1:] += masses[among, :-1] * share
    return masses


def tail_law(share: float, slots: int, forfeit: int) -> EpochLaw:
    """Reveals in the order of slots: only those of the unbroken tail can be withheld knowingly.

    Parameters
    ----------
    share
        Chance that a slot is the adversary's [1].
    slots
        Slots of an epoch [slot].
    forfeit
        Slots lost with every reveal withheld [slot].

    Returns
    -------
    EpochLaw
        A tail of t slots with chance (1 - a) a^t, cut at the epoch's length, and a binomial number of
        slots before the honest one that precedes it.

    Notes
    -----
    Source: Alpturer & Weinberg 2024, section 3, doi:10.4230/LIPIcs.AFT.2024.10.

    Examples
    --------
    >>> tail_law(0.5, 2, 1).masses.tolist()
    [[0.25, 0.25, 0.0], [0.25, 0.0, 0.0], [0.25, 0.0, 0.0]]
    """
    before = binomial_masses(share, slots)
    masses = np.zeros((slots + 1, slots + 1))
    chance = 1.0
    for tail in range(slots):
        masses[tail] = (1 - share) * chance * before[slots - tail - 1]
        chance *= share
    masses[slots, 0] = chance
    return EpochLaw(masses=masses, forfeit=forfeit)


def simultaneous_law(share: float, slots: int, forfeit: int) -> EpochLaw:
    """Reveals all at once: who waits for the others may withhold any of its own.

    Parameters
    ----------
    share
        Chance that a slot is the adversary's [1].
    slots
        Slots of an epoch [slot].
    forfeit
        Slots lost with every reveal withheld [slot].

    Returns
    -------
    EpochLaw
        Every slot of the adversary is a choice; their number is binomial.

    Notes
    -----
    Source: the last-revealer attack, Choi, Manoj & Bonneau 2023, doi:10.1109/SP46215.2023.10179419.

    Examples
    --------
    >>> simultaneous_law(0.5, 2, 1).masses[:, 0].tolist()
    [0.25, 0.5, 0.25]
    """
    masses = np.zeros((slots + 1, slots + 1))
    masses[:, 0] = binomial_masses(share, slots)[slots]
    return EpochLaw(masses=masses, forfeit=forfeit)
