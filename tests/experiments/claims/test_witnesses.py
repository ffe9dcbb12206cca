"""Second witnesses: every settled claim has one, and its tests are there."""

import re
from pathlib import Path

import pytest
from hybridstake.experiments.claims.ledger import claims, questions_needed
from hybridstake.experiments.claims.witnesses import NONE, read_witnesses, witness_of

ROOT = Path(__file__).parents[3]
SETTLED = {claim.id: claim.settled_by for claim in claims() if claim.settled_by}


def is_there(test: str) -> bool:
    """Whether a test named `file::name` stands in that file."""
    file, _, name = test.partition("::")
    path = ROOT / file
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return re.search(rf"^def {re.escape(name)}\(", text, flags=re.MULTILINE) is not None


def test_every_settled_claim_has_a_second_witness_or_says_why_not() -> None:
    for claim, question in SETTLED.items():
        found = witness_of(claim, question)
        assert found.witness, claim
        assert bool(found.tests) != found.witness.startswith(f"{NONE}: "), claim


def test_every_witness_belongs_to_a_question_or_a_claim() -> None:
    read = read_witnesses()
    assert set(read) == {"question", "claim"}
    assert set(read["question"]) <= set(questions_needed())
    assert set(read["claim"]) <= set(SETTLED)
    in_use = {SETTLED[claim] for claim in SETTLED if claim not in read["claim"]}
    assert set(read["question"]) == in_use


def test_every_test_that_a_witness_names_is_there() -> None:
    witnesses = [each for table in read_witnesses().values() for each in table.values()]
    tests = {test for each in witnesses for test in each.tests}
    assert len(tests) > 40
    assert sorted(test for test in tests if not is_there(test)) == []


def test_a_test_that_is_gone_is_missed() -> None:
    file = "tests/experiments/claims/test_witnesses.py"
    assert is_there(f"{file}::test_a_test_that_is_gone_is_missed")
    assert not is_there(f"{file}::test_a_test")
    assert not is_there("tests/no.py::test_a_test")


def test_a_claim_without_a_witness_is_an_error() -> None:
    with pytest.raises(KeyError):
        witness_of("C999", "no_question")
