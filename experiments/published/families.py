"""All published values, by the kind of attack that answers them."""

from . import beacons, committees, mining, races, runs, settlement, sortition, votes
from .value import Published, Unanswered

FAMILIES: dict[str, tuple[Published, ...]] = {
    "committees": committees.PUBLISHED,
    "votes": votes.PUBLISHED,
    "sortition": sortition.PUBLISHED,
    "races": races.PUBLISHED,
    "settlement": settlement.PUBLISHED,
    "runs": runs.PUBLISHED,
    "beacons": beacons.PUBLISHED,
    "mining": mining.PUBLISHED,
}
"""Values that are compared, in the order in which they are printed."""

UNANSWERED: tuple[Unanswered, ...] = races.UNANSWERED
"""Values that nothing of ours can be compared with."""
