"""The ledger: claims without verdicts, and verdicts that follow the results."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Verdict
from hybridstake.experiments.claims.ledger import (
    as_json,
    claims,
    entries_path,
    questions_needed,
    read_entries,
)
from hybridstake.experiments.claims.markdown import updated
from hybridstake.experiments.claims.settling import findings_of, settled
from hybridstake.experiments.running import question
from hybridstake.experiments.running.study import Study

KEYS = [
    *("id", "claim", "source", "verdict", "condition", "evidence", "witness", "tests", "repair"),
]
WORDS = {"proved", "refuted", "holds if", "measured", "not computable", "open"}


def claims_of(name: str) -> set[str]:
    """Claims that a question is to settle."""
    return {claim.id for claim in claims() if claim.settled_by == name}


def test_claims_are_numbered_in_order() -> None:
    assert [claim.id for claim in claims()] == [
        f"C{number:02}" for number in range(1, len(claims()) + 1)
    ]


def test_a_claim_is_one_sentence_that_stands_once() -> None:
    sentences = [claim.claim for claim in claims()]
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert re.fullmatch(r"[A-Z1-9][^?!]*\.", sentence), sentence


def test_the_ledger_holds_claims_and_never_a_verdict() -> None:
    text = resources.files("hybridstake.experiments.claims").joinpath("ledger.toml")
    for claim in tomllib.loads(text.read_text(encoding="utf-8"))["claim"]:
        told = {"id", "claim", "source", "settled_by", "not_computable", "supposes", "unrepaired"}
        assert set(claim) <= told
        assert not {"settled_by", "not_computable"} <= set(claim), claim["id"]


def test_every_claim_is_settled_or_cannot_be() -> None:
    assert [each.id for each in claims() if not (each.settled_by or each.not_computable)] == []


def test_verdicts_are_six_words() -> None:
    assert {str(verdict) for verdict in Verdict} == WORDS


def test_only_questions_settle_claims_and_those_with_findings_do() -> None:
    """Of a question with findings but no claim, nobody would ever hear."""
    assert set(questions_needed()) <= set(question.names())
    with_findings = [name for name in question.names() if hasattr(question.load(name), "findings")]
    assert questions_needed() == with_findings


@pytest.mark.slow
@pytest.mark.parametrize("name", questions_needed())
def test_a_question_finds_on_exactly_the_claims_that_it_settles(name: str, study: Study) -> None:
    assert set(findings_of(name, study)) == claims_of(name)


@pytest.mark.slow
def test_every_claim_is_printed_with_a_verdict_and_what_it_rests_on(study: Study) -> None:
    entries = as_json(settled(study))
    assert [item["id"] for item in entries] == [claim.id for claim in claims()]
    for item in entries:
        assert list(item) == KEYS
        assert all(type(value) is str for value in item.values()), item["id"]
        assert item["verdict"] in WORDS
        assert item["condition"], item["id"]
        assert item["condition"].isprintable(), item["id"]
        settles = item["verdict"] not in ("open", "not computable")
        assert settles == (item["verdict"] != "not computable"), item["id"]
        assert bool(item["evidence"]) == bool(item["witness"]) == settles, item["id"]
        assert item["repair"] or item["verdict"] != "refuted", item["id"]
        assert not item["repair"] or item["verdict"] in ("refuted", "holds if"), item["id"]
    json.dumps(entries, allow_nan=False)


@pytest.mark.slow
def test_what_is_kept_is_what_was_settled(study: Study) -> None:
    assert read_entries(study.out) == settled(study)
    assert entries_path(study.out).is_file()


@pytest.mark.slow
def test_the_table_of_the_readme_is_that_of_the_ledger(study: Study) -> None:
    """`make pictures` writes it anew."""
    text = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert updated(text, settled(study)) == text


@pytest.mark.slow
def test_what_is_counted_is_what_is_printed(study: Study) -> None:
    entries = settled(study)
    numbers = json.loads(study.numbers_path("claims").read_text())
    assert numbers.pop("claims") == len(entries) == sum(numbers.values())
    for verdict in Verdict:
        count = sum(item.verdict is verdict for item in entries)
        assert numbers.get(str(verdict).replace(" ", "_"), 0) == count, verdict
    table = pd.read_csv(study.table_path("claims"))
    assert table["Verdict"].tolist() == [str(item.verdict) for item in entries]
    assert table["Claim"].tolist() == [item.claim for item in entries]


@pytest.mark.slow
def test_verdicts_of_the_plan_are_those_of_the_paper(study: Study) -> None:
    """Worked out by hand in the test of the numbers, or proved there."""
    verdicts = {item.id: str(item.verdict) for item in settled(study)}
    expected = {
        "C14": "refuted",  # 100 ms is less than three message delays
        "C17": "refuted",  # Fast and Secure
        "C24": "proved",
        "C28": "proved",
        "C29": "refuted",  # 15 of 21
        "C33": "refuted",  # 40 % to nobody
        "C37": "refuted",  # 175 s
        "C45": "refuted",
        "C46": "holds if",
        "C68": "holds if",  # 300 of 500 ms
        "C51": "not computable",
        "C03": "holds if",  # twenty times the power
        "C07": "measured",
    }
    assert {claim: verdicts[claim] for claim in expected} == expected


Change = Callable[[Any], Any]


def proofs_end(verdict: str) -> Change:
    """Every proof ends like this."""
    return lambda table: table.assign(verdict=verdict)


def everybody_proposes(table: Any) -> Any:
    """Everybody proposes as often as is fair."""
    return table.assign(probability=table["fair_probability"])


CHANGES: list[tuple[str, Change, str, str]] = [
    ("quorum_intersection", proofs_end("proved"), "C17", "proved"),
    ("quorum_intersection", proofs_end("refuted"), "C24", "refuted"),
    ("quorum_intersection", proofs_end("undecided"), "C17", "open"),
    ("quorum_intersection", proofs_end("undecided"), "C24", "open"),
    ("proposer_selection", everybody_proposes, "C30", "measured"),
    ("proposer_selection", everybody_proposes, "C31", "measured"),
    ("staking_yield", lambda table: table.assign(unpaid_share=0.0), "C33", "proved"),
    ("finality_floor", lambda table: table.assign(kept=True), "C45", "holds if"),
    ("finality_floor", lambda table: table.assign(kept=False), "C47", "refuted"),
    ("finality_floor", lambda table: table.assign(kept=False), "C69", "refuted"),
    (
        "slashing_deterrence",
        lambda table: table.assign(seconds_to_recoup=86_400.0),
        "C37",
        "proved",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "change", "claim", "verdict"), CHANGES)
def test_a_changed_result_changes_the_verdict(
    study: Study,
    tables: Mapping[str, Any],
    name: str,
    change: Change,
    claim: str,
    verdict: str,
) -> None:
    module = question.load(name)
    before = module.findings(tables[name], study.protocols)[claim]
    after = module.findings(change(tables[name].copy()), study.protocols)[claim]
    assert after.verdict == verdict != before.verdict
    assert (after.repair == "") or verdict in ("refuted", "holds if")


@pytest.mark.slow
def test_one_slow_kind_of_validator_does_not_prove_the_claim_for_all(
    study: Study, tables: Mapping[str, Any]
) -> None:
    """C37 says that a slash costs a day; whoever earns it back sooner refutes it."""
    table = tables["slashing_deterrence"].copy()
    table.loc[table["mode"] == "secure", "seconds_to_recoup"] = 1e9
    found = question.load("slashing_deterrence").findings(table, study.protocols)
    assert found["C37"].verdict is Verdict.REFUTED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "claim"), [("committee_capture", "C09"), ("staking_economy", "C66")]
)
def test_a_measurement_says_whether_the_claim_holds(
    study: Study, tables: Mapping[str, Any], name: str, claim: str
) -> None:
    module, column = question.load(name), {"C09": "probability", "C66": "authorities"}[claim]
    found = [
        module.findings(tables[name].assign(**{column: value}), study.protocols)[claim]
        for value in (0.0, 0.999)
    ]
    assert {item.verdict for item in found} == {Verdict.MEASURED}
    fails = "does not hold" if claim == "C09" else "fails in"
    assert found[1].condition.startswith(fails)
    assert found[0].condition.startswith("holds" if claim == "C09" else fails)
    if claim == "C66":
        stay = module.findings(tables[name].assign(authorities=21.0), study.protocols)[claim]
        assert stay.condition.startswith("holds in ")


@pytest.mark.slow
@pytest.mark.parametrize("name", questions_needed())
def test_findings_see_no_table_that_the_question_does_not_read(name: str, study: Study) -> None:
    """Else a changed parameter could change a verdict, and nothing would be asked again."""
    tables = question.reads(name)
    narrowed = {
        protocol: question.narrow(parameters, tables)
        for protocol, parameters in study.protocols.items()
    }
    assert findings_of(name, replace(study, protocols=narrowed)) == findings_of(name, study)
    blind = {protocol: question.narrow(each, ()) for protocol, each in study.protocols.items()}
    table = pd.read_parquet(study.results_path(name))
    try:
        found = question.load(name).findings(table, blind)
    except AttributeError as error:
        assert "READS" in str(error)  # noqa: PT017 - both ends are right
    else:
        assert found == findings_of(name, study)
