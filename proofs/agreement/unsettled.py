"""A truth value that is not settled yet, because what it depends on has not all been chosen.

With it a sentence can be asked about half a choice: what is false of a validator in no round needs no
look at the rounds. The logic is Kleene's: `unsettled and false` is false.
"""

from collections.abc import Mapping, Set
from functools import lru_cache
from itertools import product
from typing import Any


class Undetermined(Exception):
    """Somebody asked an unsettled truth value which one it is."""


class Unsettled:
    """Any member of a sort, or a truth value that is either."""

    __hash__ = object.__hash__

    def __and__(self, other: Any) -> Any:
        return self if other is not False else False

    def __or__(self, other: Any) -> Any:
        return self if other is not True else True

    __rand__, __ror__ = __and__, __or__

    def __eq__(self, other: object) -> Any:
        return self

    __ne__ = __eq__

    def __bool__(self) -> bool:
        raise Undetermined


UNSETTLED = Unsettled()


@lru_cache(maxsize=4096)
def truths(facts: Set[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], Any]:
    """What is not false: the facts, and every fact with one place or more left open."""
    partly = {
        at: UNSETTLED for fact in facts for at in product(*((each, UNSETTLED) for each in fact))
    }
    return partly | dict.fromkeys(facts, True)


def opposite(truth: Any) -> Any:
    """The opposite, which is as unsettled."""
    return UNSETTLED if truth is UNSETTLED else not truth
