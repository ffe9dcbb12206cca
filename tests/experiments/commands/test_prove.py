"""`prove`: claims by name, their proofs, and an exit code."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hybridstake.experiments.commands import prove
from hybridstake.proofs.solving.audit import Row
from hybridstake.proofs.solving.settling import settle

KEYS = [
    "name", "statement", "protocol", "verdict", "seconds", "assumptions", "assumptions_used",
    "conditions", "second_solver", "counterexample",
]  # fmt: skip


def test_a_proved_claim_ends_well(ask: Callable[..., Any]) -> None:
    said = ask("prove", "reference.fast-secure.intersection", "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert list(found) == ["claims"]
    (claim,) = found["claims"]
    assert list(claim)[: len(KEYS)] == KEYS
    assert (claim["verdict"], claim["protocol"]) == ("proved", "reference")
    assert claim["counterexample"] is None
    assert claim["seconds"] > 0
    assert set(claim["assumptions_used"]) <= set(claim["assumptions"])


def test_a_refuted_claim_ends_with_one_and_a_story(ask: Callable[..., Any]) -> None:
    said = ask("prove", "plan.fast-secure.intersection", "--json")
    (claim,) = json.loads(said.out)["claims"]
    assert (said.code, claim["verdict"]) == (1, "refuted")
    assert claim["counterexample"]["validators"]
    text = ask("prove", "plan.fast-secure.intersection").out
    assert "1 claims: 0 proved, 1 refuted, 0 undecided" in text


def test_the_beginning_of_a_name_chooses_all_that_bear_it_once(ask: Callable[..., Any]) -> None:
    said = ask("prove", "plan.fast-secure", "plan.fast-secure.intersection", "--json")
    names = [claim["name"] for claim in json.loads(said.out)["claims"]]
    assert names.count("plan.fast-secure.intersection") == 1
    assert all(name.startswith("plan.fast-secure") for name in names)


def test_half_a_word_is_no_beginning(ask: Callable[..., Any]) -> None:
    said = ask("prove", "plan.fast-secure.inter")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith("hybridstake: NAME must be one of plan.fast-fast.intersection, ")
    assert said.err.endswith(
        "got 'plan.fast-secure.inter' (did you mean plan.fast-secure.intersection?)\n"
    )


def test_what_is_undecided_ends_with_three(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prove, "settle", partial(settle, resources=1))
    said = ask("prove", "plan.fast-secure.intersection", "--json")
    (claim,) = json.loads(said.out)["claims"]
    assert (said.code, claim["verdict"], claim["counterexample"]) == (3, "undecided", None)
    text = ask("prove", "plan.fast-secure.intersection")
    assert "plan.fast-secure.intersection: plan.fast-secure: " in text.out


def test_the_audit_is_told_beside_the_proofs(ask: Callable[..., Any]) -> None:
    said = ask("prove", "reference.fast-secure.intersection", "--audit", "--json")
    found = json.loads(said.out)
    assert said.code == 0
    assert list(found) == ["claims", "audit"]
    assert all(row["passed"] for row in found["audit"])
    assert any(row["outcome"] == "counterexample" for row in found["audit"])


@pytest.mark.parametrize(("outcome", "code"), [("holds", 1), ("undecided", 3)])
def test_an_audit_that_fails_is_not_hidden_by_a_proof(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, outcome: Any, code: int
) -> None:
    row = Row("reference.fast-secure.intersection", "c", "without d", outcome, True, None)
    monkeypatch.setattr(prove, "audit", lambda claims: [row])
    said = ask("prove", "reference.fast-secure.intersection", "--audit")
    assert said.code == code
    assert "audit: 0 of 1 changed conditions end as they must" in said.out
