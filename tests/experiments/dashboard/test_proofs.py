"""The page of proofs: claims settled once, told whole, and their counterexamples drawn."""

from importlib import resources

import pytest
from hybridstake.experiments.dashboard import proofs
from hybridstake.experiments.dashboard.proofs import Answer, answer, claims, names_of, words
from hybridstake.experiments.dashboard.proofs_page import assumptions, conditions
from hybridstake.experiments.dashboard.story_chart import (
    INSIDE,
    OUTSIDE,
    TWICE,
    numbers_chart,
    validators_chart,
)
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.proving.replays import runs_of
from hybridstake.proofs.registry import claims_of, general_claims
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.settling import settle_claim

testing = pytest.importorskip("streamlit.testing.v1")
AppTest = testing.AppTest

PAGE = str(resources.files("hybridstake.experiments.dashboard").joinpath("page.py"))
REFUTED, PROVED = "plan.fast-secure.intersection", "reference.fast-secure.intersection"


@pytest.fixture
def settled_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Claims are settled in this process, and named in the order in which they are asked for."""
    asked: list[str] = []

    def here(source: object, wanted: list[Claim], *_: object, **__: object) -> list[Proof]:
        asked.extend(claim.name for claim in wanted)
        return [settle_claim(claim, second_solver=False) for claim in wanted]

    monkeypatch.setattr(proofs, "settle_apart", here)
    monkeypatch.setattr(proofs, "answers", {})
    return asked


def test_every_claim_is_offered_once() -> None:
    offered = [name for protocol in ("plan", "reference", "any") for name in names_of(protocol)]
    every = [claim for name in ("plan", "reference") for claim in claims_of(name, load(name))]
    assert offered == [claim.name for claim in (*every, *general_claims())]
    assert len({words(name) for name in names_of("plan")}) == len(names_of("plan"))


def test_a_claim_is_settled_once(settled_here: list[str]) -> None:
    first = answer(PROVED)
    assert answer(PROVED) is first
    assert settled_here == [PROVED]
    assert first.run is None
    assert first.proof.verdict == "proved"


def told(name: str) -> Answer:
    proof = settle_claim(claims()[name], second_solver=False)
    return Answer(proof, runs_of([proof]).get(name))


def test_assumptions_are_told_with_what_became_of_each() -> None:
    used = assumptions(told(PROVED).proof)
    assert set(used["In the proof"]) <= {"used", "not needed"}
    assert "used" in used["In the proof"]
    refuted = told(REFUTED).proof
    assert set(assumptions(refuted)["In the counterexample"]) == {"holds"}
    assert conditions(refuted)["Z3"] == ["refuted"]


def test_a_counterexample_about_quorums_is_drawn_validator_by_validator() -> None:
    counterexample = told(REFUTED).proof.counterexample
    assert counterexample is not None
    story = counterexample.as_dict()
    cells = validators_chart(story)["data"]["values"]
    assert len(cells) == len(story["validators"]) * len(story["sets"])
    first = [cell["is"] for cell in cells if cell["set"] == "first"]
    assert first.count(INSIDE) == next(
        each["authorities"] for each in story["sets"] if each["name"] == "first"
    )
    assert {cell["mark"] for cell in cells if cell["is"] == OUTSIDE} == {"–"}


def test_who_signs_both_is_marked_by_words_and_not_by_colour_alone() -> None:
    story = {
        "sets": [{"name": "first"}],
        "validators": [{"name": "a", "stake": 1_000, "first": True, "equivocates": True}],
    }
    (cell,) = validators_chart(story)["data"]["values"]
    assert (cell["is"], cell["mark"], cell["validator"]) == (
        TWICE,
        "✓ signs both",
        "a, stake 1,000",
    )


def test_numbers_are_drawn_as_exact_as_they_are_told_and_words_are_left_out() -> None:
    rows = numbers_chart({"share": "7/10", "seats": 21, "mode": "fast"})["data"]["values"]
    assert rows == [
        {"name": "share", "value": 0.7, "told": "7/10"},
        {"name": "seats", "value": 21.0, "told": "21"},
    ]


def test_the_page_tells_a_refuted_claim_with_its_run_and_then_its_repair(
    settled_here: list[str],
) -> None:
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params["page"] = "proofs"
    page.run()
    assert not page.exception
    assert page.error[0].value.startswith("**Refuted.** 1 condition")
    assert any("decides B" in code.value for code in page.code)
    page.radio(key="claims_of").set_value("reference").run()
    assert page.selectbox(key="claim").value == PROVED
    assert page.success[0].value.startswith("**Proved.**")
    assert settled_here == [REFUTED, PROVED]


@pytest.mark.slow
def test_in_other_processes_a_claim_comes_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "answers", {})
    apart, here = answer(REFUTED).proof, told(REFUTED).proof
    assert apart.verdict == here.verdict == "refuted"
    assert apart.assumptions == here.assumptions
