"""Verdicts on sentences from verdicts on claims: the whole texts."""

from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict
from hybridstake.experiments.proving.settling import (
    by_promise,
    by_theorems,
    found,
    repair,
    told,
)

STORY = """validator    authority  stake  Byzantine
both-1       yes        1      -
holds: at least 2/3 of the authorities signed
fails: they share an honest one
first: 2 of 3 authorities,  0 of 1 stake"""
TOLD = "fails at first: 2 of 3 authorities, 0 of 1 stake"
REPAIRED = "the reference protocol: reference.safe is proved"
NOT_CLAIMED = "none: the reference protocol makes no such claim"


def proof(name: str, verdict: str, *, claimed: bool = True, opinion: str = "agrees") -> Any:
    """One row of results."""
    return {
        "name": name,
        "verdict": verdict,
        "claimed": claimed,
        "statement": f"Statement of {name}.",
        "second_solver": opinion,
        "counterexample": STORY if verdict == "refuted" else "",
    }


def table(*rows: Any) -> pd.DataFrame:
    return pd.DataFrame(rows)


def test_a_story_is_told_in_one_line_without_the_premises_that_it_meets() -> None:
    assert told(STORY) == TOLD
    assert told("load = 0\nonline = 19/20") == "fails at load = 0; online = 19/20"
    assert told("class  paid\nauthorities  3/5") == "fails at class paid; authorities 3/5"
    assert told("what holds: nothing") == "fails at what holds: nothing"


@pytest.mark.parametrize(
    ("verdict", "claimed", "words"),
    [
        ("proved", True, REPAIRED),
        ("proved", False, REPAIRED),
        ("refuted", True, ""),
        ("undecided", True, ""),
        ("refuted", False, NOT_CLAIMED),
    ],
)
def test_a_repair_is_what_the_reference_keeps(verdict: str, claimed: bool, words: str) -> None:
    reference = proof("reference.safe", verdict, claimed=claimed)
    assert repair(reference) == words


@pytest.mark.parametrize(
    ("plan", "reference", "finding"),
    [
        (
            "proved",
            "refuted",
            Finding(Verdict.PROVED, "Statement of plan.safe.", "plan.safe; cvc5 agrees"),
        ),
        (
            "refuted",
            "proved",
            Finding(Verdict.REFUTED, TOLD, "plan.safe; cvc5 agrees", REPAIRED),
        ),
        ("refuted", "refuted", Finding(Verdict.REFUTED, TOLD, "plan.safe; cvc5 agrees")),
        ("undecided", "proved", Finding(Verdict.OPEN, "plan.safe is undecided", "")),
    ],
)
def test_a_sentence_that_is_one_promise_ends_as_it(
    plan: str, reference: str, finding: Finding
) -> None:
    rows = table(proof("plan.safe", plan), proof("reference.safe", reference))
    assert by_promise(rows, "safe") == finding


def test_a_refuted_promise_that_the_reference_gives_up_has_no_repair() -> None:
    rows = table(
        proof("plan.safe", "refuted", opinion="undecided"),
        proof("reference.safe", "refuted", claimed=False),
    )
    assert by_promise(rows, "safe") == Finding(
        Verdict.REFUTED, TOLD, "plan.safe; cvc5 undecided", NOT_CLAIMED
    )


def test_a_sentence_follows_from_theorems_in_the_order_in_which_they_are_named() -> None:
    opinions = {"any.c": "undecided", "any.b": "disagrees", "any.d": "not asked", "any.a": "agrees"}
    rows = table(*(proof(name, "proved", opinion=each) for name, each in opinions.items()))
    assert by_theorems(rows, list(opinions), Verdict.HOLDS_IF, "when", "instead") == Finding(
        Verdict.HOLDS_IF,
        "when",
        "any.c, any.b, any.d, any.a; cvc5 agrees and disagrees and not asked and undecided",
        "instead",
    )
    assert by_theorems(rows, ["any.a"], Verdict.PROVED, "always") == Finding(
        Verdict.PROVED, "always", "any.a; cvc5 agrees"
    )


def test_a_sentence_stays_open_while_a_theorem_is_not_proved() -> None:
    rows = table(proof("any.a", "proved"), proof("any.b", "undecided"), proof("any.c", "refuted"))
    names = ["any.a", "any.b", "any.c"]
    assert by_theorems(rows, names, Verdict.REFUTED, "when", "instead") == Finding(
        Verdict.OPEN, "not proved: any.b, any.c", ""
    )
    assert by_theorems(rows, names[:1], Verdict.REFUTED, "when").verdict is Verdict.REFUTED


def test_a_claim_that_is_missing_or_there_twice_is_no_answer() -> None:
    row = proof("any.a", "proved")
    with pytest.raises(ValueError, match="not enough values to unpack"):
        found(table(row), "any.b")
    with pytest.raises(ValueError, match="too many values to unpack"):
        found(table(row, row), "any.a")
    assert found(table(row), "any.a") == row
