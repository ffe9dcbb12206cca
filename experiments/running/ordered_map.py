"""A `map` in order that leaves this process once there is enough to do for others."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from .workplace import Workplace

WORTH_SENDING_SECONDS = 2.0
"""Work for which it pays to leave this process [s]. Ours: starting two others takes about one."""


def ordered_map(place: Workplace) -> Callable[[Callable[[int], Any], Iterable[int]], Any]:
    """A function `map(function, values)` whose results come in the order of the values.

    Parameters
    ----------
    place
        Where values go when they would take long here, as the last ones did.
    """
    seconds_each = 0.0

    def mapped(function: Callable[[int], Any], values: Iterable[int]) -> list[Any]:
        nonlocal seconds_each
        waiting = list(values)
        if place.is_elsewhere and seconds_each * len(waiting) > WORTH_SENDING_SECONDS:
            return place.ordered(function, waiting)
        started = time.monotonic()
        found = [function(value) for value in waiting]
        seconds_each = (time.monotonic() - started) / max(1, len(waiting))
        return found

    return mapped
