"""The ledger in Markdown: tables that a page shows as they are meant."""

import pytest
from hybridstake.experiments.claims.finding import Verdict
from hybridstake.experiments.claims.ledger import Entry
from hybridstake.experiments.claims.markdown import BEGIN, END, SHORT, as_markdown, updated
from hybridstake.models.errors import InvalidParameter


def entry(name: str, verdict: Verdict, claim: str = "It is so.") -> Entry:
    """A claim that ended somehow."""
    return Entry(
        id=name, claim=claim, source="here", verdict=verdict, condition="a | b", evidence="e",
        witness="w", tests="t", repair="",
    )  # fmt: skip


ENTRIES = [
    entry("C01", Verdict.PROVED),
    entry("C02", Verdict.REFUTED, "A *bold* claim <script>."),
    entry("C03", Verdict.REFUTED),
]


def test_the_short_table_has_counts_and_verdicts() -> None:
    assert as_markdown(ENTRIES, SHORT) == (
        "3 claims: 2 refuted, 1 proved.\n\n"
        "| Id | Claim | Verdict |\n| --- | --- | --- |\n"
        "| C01 | It is so. | proved |\n"
        "| C02 | A \\*bold\\* claim \\<script>. | refuted |\n"
        "| C03 | It is so. | refuted |"
    )


def test_the_whole_table_has_every_part_of_a_claim_once() -> None:
    heading, _, first = as_markdown(ENTRIES[:1]).splitlines()[2:]
    assert heading.count("|") == 9
    assert first == "| C01 | It is so. | here | proved | a \\| b | e | w |  |"


def test_what_stands_between_the_marks_is_replaced_and_nothing_else() -> None:
    text = f"a\n{BEGIN}\nold\n{END}\nb\n"
    once = updated(text, ENTRIES)
    assert once == f"a\n{BEGIN}\n\n{as_markdown(ENTRIES, SHORT)}\n\n{END}\nb\n"
    assert updated(once, ENTRIES) == once
    assert updated(once, ENTRIES[1:]) != once


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{BEGIN}\n",
        f"{END}\n{BEGIN}\n",
        f"{BEGIN}\n{BEGIN}\n{END}\n",
        f"{BEGIN}\n{END}\n{END}\n",
    ],
)
def test_marks_that_are_not_a_pair_are_refused(text: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        updated(text, ENTRIES)
    assert str(refused.value) == f"FILE must have one line {BEGIN} and below it one line {END}"
