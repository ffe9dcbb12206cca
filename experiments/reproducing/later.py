"""Functions that are imported when they are called, so that help and an up-to-date run are quick."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(module: str, function: str) -> Callable[..., Any]:
    """A function of one of our modules, imported at its first call.

    Parameters
    ----------
    module
        Name below `hybridstake.experiments`, or after a dot below `hybridstake`.
    function
        Name in the module.
    """

    def call(*arguments: Any, **options: Any) -> Any:
        found = getattr(import_module(f".{module}", "hybridstake.experiments"), function)
        return found(*arguments, **options)

    call.__name__ = function
    return call
