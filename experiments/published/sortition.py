"""Sortition: committees of which only the expected size is known."""

from ...models.attacks.votes.sortition import Sortition
from .value import Published

ALGORAND = Sortition(expected_size=2000.0, threshold=0.685, honest=0.8)

PUBLISHED = (
    Published(
        source="Gilad et al. 2017, Algorand, section 7.5",
        what="a step of 2,000 expected votes fails, four fifths honest",
        printed="< 5e-9",
        ours=lambda: ALGORAND.exact().probability,
        reading="unsafe or stuck, both counts Poisson",
    ),
)
"""Published values, each with the committee that answers it."""
