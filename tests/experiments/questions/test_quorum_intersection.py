"""The proofs as findings: verdicts and repairs that follow both presets, and what a repair costs."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache, partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict
from hybridstake.experiments.figures.quorum_intersection import draw
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.proving.asking import claims
from hybridstake.experiments.proving.counting import (
    counts,
    price_of_repair,
    promise_counts,
    shown,
)
from hybridstake.experiments.proving.topics import ASKED_BY
from hybridstake.experiments.questions import assumption_audit
from hybridstake.experiments.questions.quorum_intersection import (
    READS,
    SETTLES,
    answer,
    cases,
    findings,
    signers,
)
from hybridstake.experiments.running import question
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.registry import general_claims

PLAN, REFERENCE = load("plan"), load("reference")
EXHAUSTIVE = pytest.mark.exhaustive
TRUE_OF_THE_PLAN = {"C15", "C16", "C21", "C24", "C25", "C26"}
TOPICS = ASKED_BY["quorum_intersection"]
NEVER_TRUE = {"C19", "C57"}
"""Fast asks for no stake, whatever the thresholds."""


def changed(
    base: Parameters,
    *,
    fast: str | None = None,
    balanced: tuple[str, str] | None = None,
    secure: tuple[str, str] | None = None,
    byzantine: tuple[str, str] | None = None,
) -> Parameters:
    """A preset with other thresholds or fault bounds, each pair of authorities and of stake."""
    if fast is not None:
        base = replace(base, fast=replace(base.fast, authority_threshold=Fraction(fast)))
    if balanced is not None:
        authorities, stake = map(Fraction, balanced)
        new = replace(base.balanced, authority_threshold=authorities, stake_threshold=stake)
        base = replace(base, balanced=new)
    if secure is not None:
        authorities, stake = map(Fraction, secure)
        new = replace(base.secure, oversight_threshold=authorities, stake_threshold=stake)
        base = replace(base, secure=new)
    if byzantine is not None:
        authorities, stake = map(Fraction, byzantine)
        new = replace(base.assumptions, byzantine_authorities=authorities, byzantine_stake=stake)
        base = replace(base, assumptions=new)
    return base


def same(base: Parameters, threshold: str) -> Parameters:
    """One threshold everywhere."""
    pair = (threshold, threshold)
    return changed(base, fast=threshold, balanced=pair, secure=pair)


@cache
def rows_of(protocol: str, parameters: Parameters, ledger_only: bool) -> list[dict[str, Any]]:
    """Answers about one protocol, read from no more tables than it may be."""
    narrowed = question.narrow(parameters, READS)
    return [
        row
        for run, case in enumerate(cases(protocol, narrowed, Precision.TINY))
        if not ledger_only or case.claim.removeprefix(f"{protocol}.") in SETTLES.values()
        for row in answer(case, partial(generator, 1, "quorum_intersection", run))
    ]


def answered(plan: Parameters, reference: Parameters, ledger_only: bool = False) -> pd.DataFrame:
    """The results table, of the ledger's promises alone or of all claims."""
    return pd.DataFrame(
        rows_of("plan", plan, ledger_only) + rows_of("reference", reference, ledger_only)
    )


def found(plan: Parameters, reference: Parameters = REFERENCE) -> dict[str, Finding]:
    """Findings under two presets."""
    protocols = {"plan": plan, "reference": reference}
    narrowed = {name: question.narrow(each, READS) for name, each in protocols.items()}
    return findings(answered(plan, reference, ledger_only=True), narrowed)


def with_verdict(settled: dict[str, Finding], verdict: Verdict) -> set[str]:
    """Claims that end so."""
    return {claim for claim, finding in settled.items() if finding.verdict is verdict}


def repaired(settled: dict[str, Finding]) -> set[str]:
    """Claims with a repair."""
    return {claim for claim, finding in settled.items() if finding.repair.endswith("is proved")}


def given_up(settled: dict[str, Finding]) -> set[str]:
    """Refuted claims that the reference protocol does not make."""
    return {claim for claim, finding in settled.items() if finding.repair.startswith("none")}


@pytest.fixture(scope="module")
def table(tables: Mapping[str, Any]) -> pd.DataFrame:
    """Of the presets, as `reproduce` made it."""
    return tables["quorum_intersection"]


def test_the_presets_refute_what_the_paper_says_and_repair_what_they_can(
    table: pd.DataFrame,
) -> None:
    settled = findings(table, {"plan": PLAN, "reference": REFERENCE})
    assert with_verdict(settled, Verdict.PROVED) == TRUE_OF_THE_PLAN
    assert with_verdict(settled, Verdict.REFUTED) == set(SETTLES) - TRUE_OF_THE_PLAN
    assert repaired(settled) == {"C17", "C23", "C55", "C42", "C64"}
    assert given_up(settled) == {"C19", "C56", "C57"}
    assert settled["C55"].repair == (
        "the reference protocol: reference.fast.two-thirds-needed is proved"
    )
    assert settled["C21"].condition == (
        "authorities alone: proved from Byzantine authorities < 1/3; "
        "stake alone: proved from Byzantine stake < 1/3; "
        "for any number of validators and any stake"
    )


@pytest.mark.exhaustive
def test_higher_thresholds_make_true_what_thresholds_can() -> None:
    """By hand, t = 6/7: a conflict costs 2 * 6/7 - 1 = 5/7 > 2/3, and 6/7 + 6/7 - 1/3 > 1."""
    settled = found(same(PLAN, "6/7"))
    assert with_verdict(settled, Verdict.REFUTED) == NEVER_TRUE
    assert with_verdict(settled, Verdict.PROVED) == set(SETTLES) - NEVER_TRUE
    assert repaired(settled) == set()


@pytest.mark.exhaustive
def test_thresholds_of_a_half_make_everything_false_and_name_the_repairs() -> None:
    """By hand: 1/2 + 1/2 - 1/3 < 1."""
    settled = found(same(PLAN, "1/2"))
    assert with_verdict(settled, Verdict.REFUTED) == set(SETTLES)
    assert repaired(settled) == TRUE_OF_THE_PLAN | {"C17", "C23", "C55", "C42", "C64"}


@pytest.mark.exhaustive
def test_a_low_authority_threshold_in_balanced_refutes_its_cost_and_not_its_safety() -> None:
    """By hand: 2 * 1/2 - 1 = 0 authorities, but still 1/3 of the stake; beside Fast 2/3 + 1/2 < 4/3."""
    settled = found(changed(PLAN, balanced=("1/2", "2/3")))
    assert settled["C21"].verdict is Verdict.REFUTED
    assert settled["C21"].condition.startswith("authorities alone: fails with ")
    assert settled["C21"].condition.endswith("; stake alone: proved from Byzantine stake < 1/3")
    assert settled["C15"].verdict is Verdict.REFUTED
    assert settled["C25"].verdict is Verdict.PROVED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reference", "gone"),
    [
        (changed(REFERENCE, fast="4/5"), {"C17", "C55", "C42", "C64"}),
        pytest.param(
            changed(REFERENCE, secure=("1/3", "2/3")),
            {"C17", "C23", "C42", "C64"},
            marks=EXHAUSTIVE,
        ),
        pytest.param(
            changed(REFERENCE, byzantine=("1/5", "1/5")), {"C17", "C42", "C64"}, marks=EXHAUSTIVE
        ),
        pytest.param(PLAN, {"C17", "C23", "C55", "C42", "C64"}, marks=EXHAUSTIVE),
    ],
    ids=["lower Fast", "lower oversight", "fewer Byzantine", "the plan again"],
)
def test_a_repair_that_does_not_repair_is_left_out(reference: Parameters, gone: set[str]) -> None:
    """By hand: 4/5 + 1/2 - 1/3 = 29/30 < 1, and 2 * 4/5 - 1 = 3/5 < 2/3."""
    settled = found(PLAN, reference)
    assert with_verdict(settled, Verdict.PROVED) == TRUE_OF_THE_PLAN
    assert repaired(settled) == {"C17", "C23", "C55", "C42", "C64"} - gone


@pytest.mark.exhaustive
def test_a_protocol_that_assumes_less_than_a_third_is_safe_only_on_that_condition() -> None:
    """The sentences say a third; C23 and C55 to C57 name no bound that a preset could move."""
    settled = found(
        changed(PLAN, fast="3/5", byzantine=("1/5", "1/3")),
        changed(REFERENCE, byzantine=("1/5", "1/5")),
    )
    assert settled["C24"].verdict is Verdict.HOLDS_IF
    assert settled["C24"].condition.startswith("proved from Byzantine authorities < 1/5; ")
    assert settled["C24"].repair == "", "the reference, too, is proved only from a fifth"
    assert settled["C26"].verdict is Verdict.PROVED
    assert settled["C17"].verdict is Verdict.REFUTED
    assert repaired(settled) == {"C23", "C55"}


@pytest.mark.exhaustive
def test_a_protocol_that_assumes_more_than_a_third_leaves_open_what_it_refutes() -> None:
    """2/3 + 2/3 - 2/5 < 1 says nothing of 2/3 + 2/3 - 1/3; what more cannot break, a third cannot."""
    settled = found(changed(PLAN, byzantine=("2/5", "1/3")))
    assert settled["C24"].verdict is Verdict.OPEN
    assert settled["C24"].condition.startswith(
        "plan.fast-fast.intersection is refuted beyond a third: fails with "
    )
    assert (settled["C24"].evidence, settled["C24"].repair) == ("", "")
    assert settled["C25"].verdict is Verdict.PROVED
    assert settled["C55"].verdict is Verdict.REFUTED
    assert (
        found(changed(PLAN, fast="3/4", byzantine=("2/5", "1/3")))["C24"].verdict is Verdict.PROVED
    )


def test_only_what_a_protocol_claims_is_counted_under_it(table: pd.DataFrame) -> None:
    counted = counts(table)
    assert counted["claims"] == table["claimed"].sum() < len(table)
    for protocol in ("plan", "reference"):
        listed = [
            claim.name
            for claim in claims(protocol, load(protocol), TOPICS)
            if claim.protocol != "any"
        ]
        rows = table[(table["protocol"] == protocol) & table["claimed"]]
        assert rows["name"].tolist() == listed
        assert counted[f"{protocol}_claims"] == len(listed)
    assert (counted["reference_refuted"], counted["reference_undecided"]) == (0, 0)
    variants = [name for name in table["name"] if name.startswith("plan.variants.")]
    assert counted["plan_claims"] == promise_counts(table)["promises"] + len(variants)
    printed = shown(pd.DataFrame(table[table["claimed"]]))
    assert len(printed) == counted["claims"]
    assert "reference.fast.availability" not in set(printed["Claim"])


def test_a_repair_has_a_price(table: pd.DataFrame) -> None:
    """Fast stops when one authority in four is silent, and stake still does not protect it."""
    price = price_of_repair(table)
    assert list(price.columns) == ["Promise", "Statement", "Plan", "Reference", "Claimed"]
    told = {
        row["Promise"]: (row["Plan"], row["Reference"], row["Claimed"])
        for row in price.to_dict("records")
    }
    repair, both = ("refuted", "proved", "yes"), ("refuted", "refuted", "no")
    assert told == {
        "fast-secure.intersection": repair,
        "all-modes.intersection": repair,
        "secure.oversight-protects": repair,
        "fast.two-thirds-needed": repair,
        "agreement": repair,
        "fast.availability": ("proved", "refuted", "no"),
        "fast.liveness": ("proved", "refuted", "no"),
        "secure.two-thirds-needed": both,
        "all-modes.two-thirds-of-both-needed": both,
        "fast.stake-protects": both,
    }
    counted = promise_counts(table)
    assert counted["promises_repaired"] == list(told.values()).count(repair)
    assert counted["promises_broken_by_both"] == list(told.values()).count(both)
    assert counted["promises_lost"] == 2
    assert counted["reference_fast_availability"] == "refuted"
    assert counted["reference_all_modes_two_thirds_of_both_needed"] == "refuted"
    assert "reference_fast_two_thirds_needed" not in counted, "it is claimed"
    assert counted["promises_given_up"] == [claimed for *_, claimed in told.values()].count("no")


def test_the_audit_is_of_claims_alone_and_with_the_plan_of_every_theorem() -> None:
    theorems = {claim.name for claim in general_claims()}
    for protocol in ("plan", "reference"):
        parameters = load(protocol)
        audited = {
            case.claim for case in assumption_audit.cases(protocol, parameters, Precision.DEFAULT)
        }
        listed = [
            claim for claim in claims(protocol, parameters, TOPICS) if claim.protocol == protocol
        ]
        with_conditions_of_others = {claim.name for claim in listed if claim.rests_on}
        assert len(with_conditions_of_others) >= 6
        assert audited - theorems == {
            claim.name
            for claim in listed
            if ".all-modes." not in claim.name and claim.name not in with_conditions_of_others
        }
        assert audited & theorems == (theorems if protocol == "plan" else set())


def test_a_theorem_of_another_topic_is_audited() -> None:
    """By hand: the premises together, each of three dropped, and the twin."""
    cases = assumption_audit.cases("plan", PLAN, Precision.DEFAULT)
    (case,) = [case for case in cases if case.claim == "any.rotation"]
    rows = assumption_audit.answer(case, partial(generator, 1, "assumption_audit", 0))
    assert [(row["protocol"], row["passed"]) for row in rows] == [("any", True)] * 5


def test_a_counterexample_of_many_validators_keeps_its_columns() -> None:
    """Those that are alike share a row, whose name has blanks in it."""
    story = (
        "validator                     authority  stake  first  second  Byzantine\n"
        "authority-1 to authority-900  yes        0      first  -       -\n"
        "both-1                        yes        7      first  second  Byzantine  signs both\n"
        "first: 901 of 901 authorities, 7 of 7 stake"
    )
    assert signers(story).to_numpy().tolist() == [
        ["authority-1 to authority-900", "yes", "0", "first", "-", "-"],
        ["both-1", "yes", "7", "first", "second", "Byzantine"],
    ]
    assert signers("").empty


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plan", "reference"),
    [
        pytest.param(same(PLAN, "1"), REFERENCE, marks=EXHAUSTIVE),
        pytest.param(same(PLAN, "1/1000000"), same(REFERENCE, "1/1000000"), marks=EXHAUSTIVE),
        pytest.param(same(PLAN, "1"), same(REFERENCE, "999999/1000000"), marks=EXHAUSTIVE),
        pytest.param(same(PLAN, "2/3"), same(PLAN, "2/3"), marks=EXHAUSTIVE),
        pytest.param(
            changed(PLAN, byzantine=("1", "1")),
            changed(REFERENCE, byzantine=("1/1000", "1/1000")),
            marks=EXHAUSTIVE,
        ),
        pytest.param(REFERENCE, PLAN, marks=EXHAUSTIVE),
    ],
    ids=["all of them", "hardly any", "nearly all", "equal", "fault bounds", "exchanged"],
)
def test_valid_presets_at_their_limits_are_settled_and_printed(
    plan: Parameters, reference: Parameters
) -> None:
    table = answered(plan, reference)
    assert not table.isna().any(axis=None)
    assert set(table["verdict"]) <= {"proved", "refuted"}
    assert set(table["second_solver"]) == {"agrees"}
    for name, finding in findings(table, {"plan": plan, "reference": reference}).items():
        assert finding.condition.isprintable(), name
        assert finding.condition, name
        assert not (finding.repair and finding.verdict is Verdict.PROVED), name
    assert promise_counts(table)["promises"] == 27
    price = price_of_repair(table)
    assert set(price[price["Claimed"] == "no"]["Promise"]) == {
        "fast.availability",
        "secure.two-thirds-needed",
        "all-modes.two-thirds-of-both-needed",
        "fast.stake-protects",
        "fast.liveness",
    }
    assert len(draw(table).axes) == 2
