"""The three modes, from the most authority to the most stake."""

from enum import IntEnum

from ..parameters.modes import ModeParameters
from ..parameters.parameters import Parameters


class Mode(IntEnum):
    """A mode; neighbours in this order share a resource."""

    FAST = 0
    BALANCED = 1
    SECURE = 2

    @property
    def label(self) -> str:
        """Lower-case name, as in parameter files."""
        return self.name.lower()


def mode_parameters(parameters: Parameters, mode: Mode) -> ModeParameters:
    """The table of a mode."""
    return (parameters.fast, parameters.balanced, parameters.secure)[mode]
