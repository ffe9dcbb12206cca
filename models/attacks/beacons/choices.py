"""The beacons that are compared."""

from enum import StrEnum


class Beacon(StrEnum):
    """How the seed of an epoch's proposers is made."""

    RANDAO = "randao"
    """Every proposer's block mixes in a reveal; one that is withheld costs its slot."""
    COMMIT_REVEAL = "commit-reveal"
    """All proposers of an epoch have committed, and reveal at its end; the adversary waits for the
    others, and every reveal that it withholds costs one of its slots."""
    VRF = "vrf"
    """Each slot's owner is found by its own key, from a seed that no proposer touches."""
    THRESHOLD = "threshold"
    """A committee signs each seed together; whoever holds a threshold of its keys is taken to name
    the proposers of the epoch."""
