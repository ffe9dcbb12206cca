"""What `prove --audit` says, from rows made by hand."""

from typing import Any

from hybridstake.experiments.proving.auditing import audited
from hybridstake.proofs.quorums.validators import Validator, ValidatorSet
from hybridstake.proofs.solving.audit import Row
from hybridstake.proofs.solving.counterexample import Counterexample
from hybridstake.proofs.solving.quantities import Values

MUST_FAIL = ("holds", "counterexample")
"""Outcomes, wrong and right, of a change that has to break a condition."""


def row(claim: str, mutation: str, outcome: Any, story: Any = None) -> Row:
    found = None if story is None else Counterexample("c", ("p",), "nothing", story)
    return Row(claim, f"{claim}: c", mutation, outcome, outcome in MUST_FAIL, found)


def numbers(count: int) -> Values:
    return Values({f"n{number}": number for number in range(count)})


def test_what_fails_comes_first_with_its_condition() -> None:
    said = audited([row("x", "without p", "holds"), row("x", "premises together", "impossible")])
    assert said.split("\n\n") == [
        "audit: 0 of 2 changed conditions end as they must",
        "x: c: without p: holds",
        "x: c: premises together: impossible",
    ]


def test_redundant_premises_are_counted_and_those_never_needed_named() -> None:
    """By hand: p is needed in one of two conditions, q and the guards in none; of y none is idle."""
    rows = [
        row("x", "without p", "redundant"),
        row("x", "without q", "redundant"),
        row("x", "without p", "counterexample"),
        row("x", "without a step: go only where it is open", "redundant"),
        row("x", "without a step: go only where it is free", "redundant"),
        row("y", "without p", "counterexample"),
        row("z", "without p", "redundant"),
        row("z", "without p", "counterexample"),
        row("z", "z at its limit", "counterexample"),
    ]
    assert audited(rows).split("\n\n")[1].splitlines() == [
        "redundant premises, over all conditions of a claim:",
        "  x: 4 of 5; nowhere needed:",
        "    q",
        "    a step: go only where it is open, it is free",
        "  z: 1 of 2",
    ]


def test_one_example_is_shown_for_each_kind_of_world_the_richest_that_is_short() -> None:
    """Of one, five, three and thirteen lines the five are shown; validators are another kind."""
    members = ValidatorSet(("first",), (Validator("authority-1", True, 0, ("first",)),))
    rows = [
        *(
            row(f"x{each}", "premises together", "possible", numbers(each))
            for each in (1, 5, 3, 13)
        ),
        row("y", "premises together", "possible", members),
    ]
    assert audited(rows).split("\n\n")[1].splitlines() == [
        "premises together: 5 conditions have an example; one for each kind of world:",
        "  x5: c",
        "    n0 = 0",
        "    n1 = 1",
        "    n2 = 2",
        "    n3 = 3",
        "    n4 = 4",
        "  y: c",
        "    validator    authority  stake  first",
        "    authority-1  yes        0      first",
        "    first: 1 of 1 authorities, 0 of 0 stake",
    ]


def test_where_all_examples_are_long_the_shortest_is_shown() -> None:
    rows = [
        row(f"x{each}", "premises together", "possible", numbers(each)) for each in (20, 14, 16)
    ]
    assert audited(rows).splitlines()[3:5] == ["  x14: c", "    n0 = 0"]


def test_a_counterexample_of_a_changed_condition_is_no_example() -> None:
    said = audited([row("x", "without p", "counterexample", numbers(2))])
    assert said == "audit: 1 of 1 changed conditions end as they must"
