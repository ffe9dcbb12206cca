"""Four beacons beside each other: what each lets an adversary gain."""

from .choices import Beacon
from .randao import Randao


def beacon_shares(
    share: float, slots: int, threshold: float = 0.5, forfeit: int = 1
) -> dict[Beacon, float]:
    """Long-run share of slots of an adversary at its best, by beacon.

    Parameters
    ----------
    share
        Chance that a slot is the adversary's under a fresh seed [1].
    slots
        Slots of an epoch [slot].
    threshold
        Part of the keys of a threshold beacon that signs [1].
    forfeit
        Slots lost with every reveal withheld [slot].

    Returns
    -------
    dict
        Share by beacon, in the order of `Beacon` [1].

    Notes
    -----
    Source: ours, `Randao` of each.

    Examples
    --------
    >>> {str(beacon): round(share, 4) for beacon, share in beacon_shares(0.1, 32).items()}
    {'randao': 0.1019, 'commit-reveal': 0.1859, 'vrf': 0.1, 'threshold': 0.1}
    """
    return {
        beacon: Randao(
            share=share, slots=slots, beacon=beacon, threshold=threshold, forfeit=forfeit
        )
        .exact()
        .probability
        for beacon in Beacon
    }
