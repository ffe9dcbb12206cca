"""Verdicts are read from the tables that the paper prints."""

from pathlib import Path

import pytest
from hybridstake.experiments.claims.finding import Verdict
from hybridstake.experiments.publishing.problems import PaperError
from hybridstake.experiments.publishing.verdicts import VERDICTS, read_verdicts


def test_verdicts_stand_under_the_first_cell_of_their_row(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("Id,Claim,Verdict\nC01,So,open\nC02,No,holds if\n")
    (tmp_path / "proofs.csv").write_text("Claim,Verdict,cvc5\nplan.a,proved,agrees\n")
    (tmp_path / "other.csv").write_text("Mode,Delay\nFast,3\n")
    (tmp_path / "empty.csv").write_text("")
    assert read_verdicts(tmp_path) == {"C01": "open", "C02": "holds if", "plan.a": "proved"}


def test_a_missing_folder_holds_no_verdicts(tmp_path: Path) -> None:
    assert read_verdicts(tmp_path / "tables") == {}


def test_every_verdict_of_the_ledger_is_known() -> None:
    assert {str(verdict) for verdict in Verdict} < set(VERDICTS)


def test_two_verdicts_under_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Id,Verdict\nC01,open\n")
    (tmp_path / "b.csv").write_text("Id,Verdict\nC01,open\nC01,proved\n")
    with pytest.raises(PaperError, match=r"^tables/b\.csv: C01 is open and proved$"):
        read_verdicts(tmp_path)
