"""From findings to verdicts: what settles a claim, and of which parameters it is asked at all."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.claims import settling, witnesses
from hybridstake.experiments.claims.finding import Finding, Verdict
from hybridstake.experiments.claims.ledger import Claim, as_json, claims
from hybridstake.experiments.claims.settling import entry, other_numbers, settled
from hybridstake.experiments.claims.witnesses import Witness
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running import question
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.study import Study
from hybridstake.models.parameters.parameters import Parameters

SUPPOSING = {claim.id: claim for claim in claims() if claim.supposes}

ARRIVED_AT = {
    "C01", "C03", "C04", "C14", "C20", "C22", "C28", "C45", "C46", "C47", "C48", "C49", "C50", "C52",
    "C54", "C55", "C56", "C57", "C64", "C65", "C66", "C67", "C68", "C69", "C77", "C82",
}  # fmt: skip
"""Claims whose question holds what the sentence arrives at: a time, a share, a count."""

OTHER: dict[str, dict[str, dict[str, Any]]] = {
    "C07": {"fast": {"validators": 22}},
    "C08": {"balanced": {"validators": 99}},
    "C09": {"secure": {"validators": 999}},
    "C34": {"rewards": {"authority_share": 0.5}},
    "C35": {"rewards": {"base_reward": 0.0}},
    "C36": {"slashing": {"rate": 0.0}},
    "C37": {"slashing": {"rate": 0.2}},
}
"""A change of the plan to another number than a sentence supposes."""


@pytest.fixture
def read() -> Callable[[Claim, Parameters], Parameters]:
    """What the question that settles a claim may read of some parameters."""

    def narrow(claim: Claim, parameters: Parameters) -> Parameters:
        assert claim.settled_by is not None
        return question.narrow(parameters, question.reads(claim.settled_by))

    return narrow


def test_a_settled_sentence_with_a_number_supposes_it_or_arrives_at_it() -> None:
    named = {
        claim.id for claim in claims() if claim.settled_by and re.search(r"(?<!\w)\d", claim.claim)
    }
    assert named == set(SUPPOSING) | ARRIVED_AT
    assert not set(SUPPOSING) & ARRIVED_AT


@pytest.mark.parametrize("claim", SUPPOSING.values(), ids=lambda claim: claim.id)
def test_a_supposed_number_stands_in_the_sentence_and_in_the_plan(
    claim: Claim, read: Callable[[Claim, Parameters], Parameters]
) -> None:
    numbers = [number for number in claim.supposes.values() if not isinstance(number, str)]
    assert numbers
    for number in numbers:
        shown = {f"{number:,g}", f"{100 * number:g} %", f"{100 * number:g}/"}
        assert any(text in claim.claim for text in shown), claim.claim
    assert other_numbers(claim, read(claim, load("plan"))) == ""


def test_every_supposing_claim_is_tried_with_another_number() -> None:
    assert set(OTHER) == set(SUPPOSING)


@pytest.mark.parametrize("name", OTHER)
def test_a_claim_about_another_number_is_not_asked(
    name: str,
    changed_plan: Callable[..., Study],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever the question finds of the parameters that there are."""
    found = {each.id: Finding(Verdict.PROVED, "so it is", "here") for each in claims()}
    monkeypatch.setattr(settling, "findings_of", lambda question_name, study: found)
    settled_now = {item.id: item for item in settled(changed_plan(OTHER[name]))}
    ((table, values),) = OTHER[name].items()
    ((field, actual),) = values.items()
    parameter = f"{table}.{field}"
    item = settled_now[name]
    assert (item.verdict, item.evidence, item.repair) == (Verdict.OPEN, "", "")
    assert item.condition == (
        "not asked of these parameters: the sentence supposes "
        f"{parameter} = {SUPPOSING[name].supposes[parameter]}, and it is {actual}"
    )
    same = {other for other, claim in SUPPOSING.items() if parameter in claim.supposes}
    opened = {
        each.id
        for each in claims()
        if each.settled_by and settled_now[each.id].verdict is Verdict.OPEN
    }
    assert opened == same


@pytest.fixture
def changed_plan(tmp_path: Path) -> Callable[..., Study]:
    """An unanswered study of a plan with some values replaced."""

    def change(changes: dict[str, dict[str, Any]]) -> Study:
        plan = load("plan")
        new = {table: replace(getattr(plan, table), **values) for table, values in changes.items()}
        protocols = {"plan": replace(plan, **new), "reference": load("reference")}
        return Study(protocols=protocols, seed=1, precision=Precision.TINY, out=tmp_path)

    return change


def test_a_claim_may_suppose_that_there_is_no_number(
    changed_plan: Callable[..., Study], read: Callable[[Claim, Parameters], Parameters]
) -> None:
    """Under a ceiling, a block pays less than the 100 tokens of the sentence."""
    plan = changed_plan({"issuance": {"yearly_cap": 0.0}}).protocols["plan"]
    assert other_numbers(SUPPOSING["C35"], read(SUPPOSING["C35"], plan)) == (
        "the sentence supposes issuance.yearly_cap = none, and it is 0.0"
    )


def test_a_number_that_the_question_does_not_read_cannot_be_supposed(
    read: Callable[[Claim, Parameters], Parameters],
) -> None:
    """A change of it would change the verdict, and nothing would be asked again."""
    claim = replace(SUPPOSING["C35"], supposes={"slashing.rate": 0.1})
    with pytest.raises(AttributeError, match=r"^slashing\.rate is a parameter that READS"):
        other_numbers(claim, read(claim, load("plan")))


def test_a_claim_that_nothing_settles_is_open() -> None:
    found = entry(Claim(id="C01", claim="A claim.", source="here"), {})
    assert (found.verdict, found.condition) == (Verdict.OPEN, "nothing settles it yet")


def test_a_claim_that_nothing_on_a_computer_can_settle_says_why() -> None:
    claim = Claim(id="C01", claim="A claim.", source="here", not_computable="It is about people.")
    found = entry(claim, {})
    assert (found.verdict, found.condition) == (Verdict.NOT_COMPUTABLE, "It is about people.")


def test_a_claim_takes_the_finding_of_its_question_and_its_second_witness(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {"question": {"economy": Witness("objects", ("a.py::b", "c.py::d"))}, "claim": {}}
    monkeypatch.setattr(witnesses, "read_witnesses", lambda: known)
    finding = Finding(Verdict.MEASURED, "3 of 4", "economy", "a repair")
    claim = Claim(id="C02", claim="A claim.", source="here", settled_by="economy")
    found = entry(claim, {"economy": {"C02": finding}})
    assert as_json([found]) == [
        {
            "id": "C02",
            "claim": "A claim.",
            "source": "here",
            "verdict": "measured",
            "condition": "3 of 4",
            "evidence": "economy",
            "witness": "objects",
            "tests": "a.py::b; c.py::d",
            "repair": "a repair",
        }
    ]


@pytest.mark.parametrize(
    ("verdict", "repaired", "told"),
    [
        (Verdict.REFUTED, "", "none: nobody can"),
        (Verdict.REFUTED, "more seats", "more seats"),
        (Verdict.HOLDS_IF, "", ""),
    ],
)
def test_what_is_refuted_has_a_repair_or_the_ledgers_reason_why_not(
    verdict: Verdict, repaired: str, told: str
) -> None:
    claim = Claim(
        id="C02", claim="A claim.", source="", settled_by="staking_yield", unrepaired="nobody can"
    )
    found = entry(claim, {"staking_yield": {"C02": Finding(verdict, "so", "here", repaired)}})
    assert found.repair == told


def test_only_what_is_settled_has_a_witness() -> None:
    claim = Claim(id="C02", claim="A claim.", source="", settled_by="staking_yield")
    found = entry(claim, {"staking_yield": {"C02": Finding(Verdict.OPEN, "not asked", "")}})
    assert (found.witness, found.tests) == ("", "")


def test_a_finding_that_is_missing_is_no_open_claim() -> None:
    """It would be a fault of ours, and must not be counted as ignorance."""
    claim = Claim(id="C02", claim="A claim.", source="here", settled_by="economy")
    with pytest.raises(KeyError):
        entry(claim, {"economy": {}})
