"""Functions as pseudo-code: signs, statements, width, and that a listing is what runs."""

from collections.abc import Iterator
from typing import Any

import pytest
from hybridstake.experiments.reproducing.listings import FUNCTIONS, listing
from hybridstake.experiments.reproducing.pseudo_code import WIDTH, pseudo_code
from hybridstake.experiments.reproducing.steps import LISTINGS
from hybridstake.models.protocol.machine import rules


def choose(items_: Any, *, limit: int = 3) -> Any:
    """A docstring that is left out."""
    assert limit > 0
    found = None
    for item in items_:
        if item is not None and item.size <= limit:
            found = item
        elif not item or item in items_:
            return True
        else:
            found = item * 2
    return found


def offers(kind: Any) -> Iterator[Any]:
    if kind.first is None:
        yield kind
    yield from kind.offers


def every_part(first: Any, second: Any) -> Any:
    return first.size >= 1 and (second is None or second != first)


def endless(number: int) -> None:
    while number:
        number -= 1


def test_statements_and_signs_are_those_of_the_paper() -> None:
    assert pseudo_code(choose).splitlines() == [
        "choose(items, limit):",
        "  found ← none",
        "  for item in items:",
        "    if item ≠ none ∧ item.size ≤ limit:",
        "      found ← item",
        "    else if ¬item ∨ item ∈ items:",
        "      return true",
        "    else:",
        "      found ← item · 2",
        "  return found",
    ]
    assert pseudo_code(offers).splitlines() == [
        "offers(kind):",
        "  if kind.first = none:",
        "    yield kind",
        "  yield all of kind.offers",
    ]


def test_every_part_of_a_condition_has_a_line() -> None:
    assert pseudo_code(every_part).splitlines() == [
        "every_part(first, second):",
        "  return first.size ≥ 1",
        "    ∧ (second = none ∨ second ≠ first)",
    ]


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="While has no form in pseudo-code"):
        pseudo_code(endless)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_listing_fits_into_a_column_and_names_its_functions(name: str) -> None:
    lines = listing(name).splitlines()
    assert max(map(len, lines)) <= WIDTH
    heads = [line.partition("(")[0] for line in lines if line and not line.startswith(" ")]
    assert heads == [function.__name__ for function in FUNCTIONS[name]]


def test_the_steps_know_every_listing() -> None:
    assert set(LISTINGS) == set(FUNCTIONS)


def test_every_guard_of_the_machine_is_printed() -> None:
    """The rules of an honest validator, in the order of its transitions."""
    honest = {getattr(rules.HONEST, name) for name in rules.HONEST.__dataclass_fields__}
    assert honest == set(FUNCTIONS["guards"])
