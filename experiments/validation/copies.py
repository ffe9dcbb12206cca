"""What others have printed of redundant computation, and ours of the same numbers."""

from ...models.compute.redundancy.closed_forms import (
    lead_cost,
    lead_error,
    majority_error,
    progressive_cost,
)
from ..published.value import Published

BRUN = "Brun et al. 2011, the example at 0.7"
WATANABE = "Watanabe and Fukushi, eq. (7)"
RELIABILITY = 0.7
"""Of a single result, in the example [1]."""
LEAD, COPIES = 4, 19
"""Votes and copies of the example [1]."""


def of_lead() -> float:
    """Copies by which a lead of the example is reached, in the mean."""
    return float(lead_cost(RELIABILITY, LEAD))


PUBLISHED = (
    Published(
        source=BRUN,
        what="reliability of four votes ahead",
        printed="0.97",
        ours=lambda: 1 - float(lead_error(RELIABILITY, LEAD)),
    ),
    Published(
        source=BRUN,
        what="copies that takes in the mean",
        printed="9.4",
        ours=of_lead,
        reading="exact is 9.347, less by one in 180",
    ),
    Published(
        source=BRUN,
        what="times fewer than 19 copies",
        printed="2.0",
        ours=lambda: COPIES / of_lead(),
    ),
    Published(
        source=BRUN,
        what="times fewer than progressive redundancy",
        printed="1.5",
        ours=lambda: float(progressive_cost(RELIABILITY, COPIES)) / of_lead(),
    ),
    *(
        Published(
            source=WATANABE,
            what=f"error of voting until {needed} agree, one result in ten wrong",
            printed=printed,
            ours=lambda needed=needed: float(majority_error(0.9, 2 * needed - 1)),
        )
        for needed, printed in ((2, "2.8e-2"), (3, "8.56e-3"), (4, "2.73e-3"))
    ),
)
"""Numbers of two papers, as they were printed."""
