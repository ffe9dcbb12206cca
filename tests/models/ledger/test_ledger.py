"""The state itself: its founding, its clock, its sums."""

import re
from dataclasses import replace

import pytest
from hybridstake.models.ledger.ledger import Ledger, advance, found
from hybridstake.models.ledger.records import Thresholds
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.rules import Rules
from hybridstake.models.ledger.totals import Totals, totals
from hybridstake.models.parameters.exact import LARGEST_SUPPLY


def test_at_launch_everything_is_idle(ledger: Ledger) -> None:
    assert totals(ledger) == Totals(LARGEST_SUPPLY - 5_000, 5_000, 0, 0, 0, 0, 0)
    assert totals(ledger).is_conserved
    assert (ledger.liquid("nobody"), ledger.convicted("nobody")) == (0, 0)


@pytest.mark.parametrize("field", ["pool", "slashed", "burned", "unissued"])
def test_one_base_unit_from_nowhere_is_noticed(ledger: Ledger, field: str) -> None:
    assert not totals(replace(ledger, **{field: getattr(ledger, field) + 1})).is_conserved


@pytest.mark.parametrize("accounts", [{"a": -1, "b": 3}, {"a": LARGEST_SUPPLY, "b": 1}])
def test_accounts_that_cannot_be_are_refused(
    rules: Rules, thresholds: Thresholds, accounts: dict[str, int]
) -> None:
    message = (
        "found: accounts must not be negative and add up to less than 2^62, "
        f"got {sum(accounts.values())} in all and {min(accounts.values())} at least"
    )
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        found(rules, thresholds, accounts)


def test_time_does_not_run_backwards(ledger: Ledger) -> None:
    later = advance(ledger, 7)
    assert (later.now, advance(later, 7)) == (7, later)
    message = "advance: time must not run backwards, got now 7, later 6"
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        advance(later, 6)
