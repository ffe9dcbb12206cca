"""Costs of private payments by hand, verdicts that move with the table, and the figure."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Finding
from hybridstake.experiments.figures import private_payments as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions import private_payments as question
from hybridstake.experiments.questions.private_payments import (
    KINDS,
    Part,
    audited,
    ballots_and_loans,
    borders,
    cost_per_validator,
    costs_of,
    energy,
    forged,
    histories,
    numbers,
    per_core,
    small_amounts,
    speed,
    steps_of,
    tables,
    validators_for_a_cent,
)
from hybridstake.models.payments.costs import PRIVATE, PaymentCosts
from hybridstake.models.payments.forgeries import FORGERIES
from hybridstake.models.payments.story import LOANS

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]
NAME = "private_payments"


@pytest.fixture(scope="module")
def asked(answers_to: Ask) -> tuple[pd.DataFrame, dict[str, Finding]]:
    """Results and findings of the two presets."""
    return answers_to(NAME)


def test_the_claims_fall_as_the_table_says(asked: Any) -> None:
    assert {name: each.verdict.value for name, each in asked[1].items()} == {
        "C75": "refuted",
        "C76": "refuted",
        "C77": "holds if",
        "C78": "measured",
        "C80": "holds if",
        "C81": "refuted",
        "C82": "refuted",
        "C84": "measured",
    }


def test_costs_stand_at_the_validators_of_every_mode_and_grow(asked: Any) -> None:
    """0.111 s once and 0.0172 s at each of 1,000 validators, at 3.5 W times 1.135: 68.8 J."""
    joules: Any = costs_of(asked[0], "joules", "private")
    assert {21, 100, 1_000} <= set(joules.index)
    assert joules.is_monotonic_increasing
    assert joules[1_000] == pytest.approx(3.9725 * (0.111 + 17.2), rel=1e-12, abs=0)
    fees: Any = costs_of(asked[0], "fee_usd", "plain")
    assert fees[1_000] == pytest.approx(
        1_000 * (54e-6 * 0.04 / 3600 + 250 * 1.21e-9), rel=1e-12, abs=0
    )
    least: Any = costs_of(asked[0], "least_amount_usd", "plain")
    assert least[100] == pytest.approx(100 * fees[100], rel=1e-12, abs=0)


def test_a_cent_pays_for_just_so_many_validators(asked: Any) -> None:
    """One per cent of a cent is 1e-4 USD."""
    for costs in KINDS.values():
        most = validators_for_a_cent(costs)
        assert most * cost_per_validator(costs) <= 1e-4 < (most + 1) * cost_per_validator(costs)
    assert validators_for_a_cent(PRIVATE) == 31
    assert small_amounts(31).verdict.value == "measured"
    assert small_amounts(32).verdict.value == "refuted"


def test_every_forgery_is_in_the_table_and_one_accepted_refutes(asked: Any) -> None:
    table = asked[0]
    tried = set(steps_of(table, Part.FORGERY).index)
    assert set(FORGERIES) | set(LOANS) - {"loan"} <= tried
    assert len(tried) == 22
    wrong = table["name"] == "digit 2"
    found = forged(table.assign(value=table["value"].where(~wrong, 0.0)))
    assert (found.verdict.value, found.condition) == ("refuted", "accepted: digit 2")


@pytest.mark.parametrize("name", ["wrong tally", *LOANS])
def test_a_wrong_tally_or_loan_that_is_believed_refutes(asked: Any, name: str) -> None:
    table = asked[0]
    wrong = table["name"] == name
    found = ballots_and_loans(table.assign(value=table["value"].where(~wrong, 0.0)))
    assert (found.verdict.value, found.condition) == ("refuted", f"ended otherwise: {name}")


def seeing(table: pd.DataFrame, party: str, fact: str, share: float) -> pd.DataFrame:
    """The table where a party finds out another part of a fact."""
    rows = (table["part"] == "disclosure") & (table["name"] == party) & (table["kind"] == fact)
    return table.assign(value=table["value"].where(~rows, share))


def test_who_sees_what_decides_on_audits_and_histories(asked: Any) -> None:
    table = asked[0]
    assert audited(seeing(table, "public", "amount", 0.5)).verdict.value == "refuted"
    assert audited(seeing(table, "other auditor", "amount", 1.0)).verdict.value == "refuted"
    assert audited(seeing(table, "auditor", "amount", 0.5)).verdict.value == "refuted"
    hidden = table
    for fact in ("sender", "receiver"):
        hidden = seeing(hidden, "public", fact, 0.0)
    assert "everybody sees graph by" in histories(hidden).condition
    assert histories(seeing(hidden, "public", "graph", 0.0)).verdict.value == "measured"


def checking_at(table: pd.DataFrame, kind: str, per_second: float) -> pd.DataFrame:
    """The table where a core checks another number of payments of a kind."""
    rows = (table["name"] == "per_second") & (table["kind"] == kind)
    return table.assign(value=table["value"].where(~rows, per_second))


def test_cheap_proofs_would_turn_the_verdicts(asked: Any) -> None:
    """As cheap as a signature, or so dear that the chain alone takes more than the target."""
    table = asked[0]
    plain = per_core(table)["plain"]
    assert speed(table).verdict.value == "refuted"
    assert speed(checking_at(table, "batched", plain)).verdict.value == "measured"
    cheap = (table["name"] == "joules") & (table["kind"] == "private")
    assert energy(table.assign(value=table["value"].where(~cheap, 0.0)), 1_000).verdict.value == (
        "measured"
    )
    dear = (table["name"] == "fee_usd") & (table["kind"] == "private")
    costly = table.assign(value=table["value"].where(~dear, 7.0))
    assert borders(costly, 1_000).verdict.value == "refuted"
    assert borders(table, 1_000).verdict.value == "holds if"


def test_a_native_library_alone_would_turn_the_verdict_on_speed(
    asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question, "NATIVE_RANGE", 1e-6)
    assert speed(asked[0]).verdict.value == "measured"


def test_the_matrix_says_what_is_hidden_seen_and_ones_own(asked: Any) -> None:
    matrix = tables(asked[0])["payment_disclosure"].set_index("Party")
    assert matrix["Amount"].to_dict() == {
        "Public": "hidden",
        "Counterparty": "its own",
        "Auditor": "seen",
        "Other auditor": "hidden",
    }
    assert set(matrix[["Sender", "Receiver", "Graph"]].to_numpy().ravel()) == {"seen"}


def test_numbers_of_the_text_agree_with_each_other(asked: Any) -> None:
    found = numbers(asked[0])
    assert found["forgeries"] == found["forgeries_refused"]
    assert found["slower"] == pytest.approx(
        found["plain_per_second"] / found["private_per_second"], rel=1e-12, abs=0
    )
    assert found["private_1000_usd"] == pytest.approx(
        costs_of(asked[0], "fee_usd", "private").to_dict()[1_000], rel=1e-12, abs=0
    )


def test_every_kind_is_drawn_in_every_panel(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    bars, joules, fees = picture.axes
    assert len(bars.patches) == len(KINDS)
    assert len(joules.lines) == len(KINDS)
    assert len(fees.lines) == len(KINDS) + 1
    assert {text.get_text() for text in joules.texts} == set(figure.NAMES.values())


def test_costs_of_another_machine_can_be_put_in() -> None:
    """Twice as slow is a little more than nothing in fees: storage takes most."""
    slow = PaymentCosts(proving=0.2, checking=2 * PRIVATE.checking, size=PRIVATE.size)
    assert 1 < cost_per_validator(slow) / cost_per_validator(PRIVATE) < 1.1
