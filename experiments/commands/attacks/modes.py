"""Modes as options name them."""

from enum import StrEnum
from typing import Any

from ...reproducing.later import later

mode_of = later(".models.protocol.modes", "Mode")


class ModeName(StrEnum):
    """The modes in their order, as parameter files spell them."""

    FAST = "fast"
    BALANCED = "balanced"
    SECURE = "secure"


def chosen(mode: ModeName) -> Any:
    """The mode that an option names."""
    return mode_of(list(ModeName).index(mode))
