"""Rewards divided by hand: classes, seats, delegators, dust and the ceiling."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.economics.issuance import SECONDS_PER_YEAR
from hybridstake.models.ledger.ledger import Ledger, advance
from hybridstake.models.ledger.records import Kind, Offence
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.rewards import class_parts, distribute, is_serving
from hybridstake.models.ledger.rules import Rules
from hybridstake.models.ledger.slashing import convict
from hybridstake.models.ledger.staking import delegate, deposit
from hybridstake.models.ledger.totals import totals

EVERYBODY = ("alice", "arthur", "sam", "sue")


@pytest.fixture
def staked(ledger: Ledger) -> Ledger:
    """Bonds of 100 and 300, stakes of 60 and 80, and Dan's 50 behind Alice and 10 behind Sam."""
    after = ledger
    for name, amount in zip(EVERYBODY, (100, 300, 60, 80), strict=True):
        after = deposit(after, name, amount)
    return delegate(delegate(after, "dan", "alice", 50), "dan", "sam", 10)


def gains(before: Ledger, after: Ledger) -> dict[str, int]:
    """What each account has more."""
    return {name: after.liquid(name) - before.liquid(name) for name in before.accounts}


def test_authorities_share_equally_stakers_by_stake_and_delegators_with_theirs(
    staked: Ledger,
) -> None:
    """1,000: 600 to authorities, 300 a seat, Alice's split 100:50. 400 to stakers by 60:10:80 of 150:
    160, 26.67, 213.33; the one unit that does not divide stays."""
    after = distribute(staked, 1_000, EVERYBODY)
    assert gains(staked, after) == {
        "alice": 200,
        "arthur": 300,
        "sam": 160,
        "sue": 213,
        "dan": 126,
    }
    assert (after.pool, totals(after).minted, totals(after).is_conserved) == (1, 6_000, True)
    again = distribute(after, 0, EVERYBODY)
    assert (gains(after, again), again.pool) == (dict.fromkeys(staked.accounts, 0), 1)


def test_dust_is_divided_with_the_next_reward(staked: Ledger) -> None:
    """Stakers of 60 + 10 and 80: of 1 + 149 = 150 units each stake unit earns one."""
    rules = replace(staked.rules, authority_share=Fraction(0))
    start = replace(staked, rules=rules, pool=1, unissued=staked.unissued - 1)
    assert gains(start, distribute(start, 149, EVERYBODY)) == {
        "alice": 0,
        "arthur": 0,
        "sam": 60,
        "sue": 80,
        "dan": 10,
    }


def test_a_signer_counts_once(staked: Ledger) -> None:
    once = distribute(staked, 1_000, EVERYBODY)
    assert distribute(staked, 1_000, [*EVERYBODY, "sam", "alice"]) == once


@pytest.mark.parametrize(
    ("to_other", "authorities", "stakers", "parts"),
    [
        (True, True, False, (10, 0)),
        (True, False, True, (0, 10)),
        (False, True, False, (6, 0)),
        (False, False, True, (0, 4)),
        (False, True, True, (6, 4)),
    ],
)
def test_the_share_of_an_empty_class(
    rules: Rules, to_other: bool, authorities: bool, stakers: bool, parts: tuple[int, int]
) -> None:
    """60 % of 10: to the other class, or not issued at all."""
    chosen = replace(rules, empty_class_to_other=to_other)
    assert class_parts(chosen, 10, authorities, stakers) == parts


def test_authorities_alone_get_the_whole_reward(staked: Ledger) -> None:
    assert gains(staked, distribute(staked, 600, ["arthur"]))["arthur"] == 600


def test_the_convicted_are_not_paid(staked: Ledger) -> None:
    guilty = convict(staked, "sam", Offence(1, Kind.UNAVAILABILITY), 0)
    assert is_serving(staked, "sam")
    assert not is_serving(guilty, "sam")
    assert gains(guilty, distribute(guilty, 1_000, EVERYBODY))["sue"] == 400
    message = "distribute: a signer must be in good standing, got none"
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        distribute(guilty, 1_000, ["sam", "dan"])


def test_the_yearly_ceiling_binds_over_the_time_since_the_last_reward(staked: Ledger) -> None:
    """5 % of 5,000 in a year: 250, in half a year 125; what was paid for is not paid for again."""
    capped = replace(staked, rules=replace(staked.rules, yearly_cap=Fraction(1, 20)))
    half = advance(capped, SECONDS_PER_YEAR // 2)
    message = (
        "issue below ceiling: amount must fit into what can still be issued, and under the yearly "
        f"ceiling for the time since paid_until, got unissued {half.unissued}, pool 0, amount 126, "
        "paid_until 0, now 15768000, supply 5000, numerator 1, denominator 20"
    )
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        distribute(half, 126, EVERYBODY)
    paid = distribute(half, 125, EVERYBODY)
    with pytest.raises(Refused, match=r"^issue below ceiling: .* supply 5125, "):
        distribute(paid, 1, EVERYBODY)


def test_burned_money_is_no_supply_and_slashed_money_is(staked: Ledger) -> None:
    """5 % of 5,000 - 800: 210 in a year. While the 800 wait in the slashed pool it is 250."""
    accounts = {**staked.accounts, "dan": staked.liquid("dan") - 800}
    rules = replace(staked.rules, yearly_cap=Fraction(1, 20))
    year = replace(staked, rules=rules, accounts=accounts, now=SECONDS_PER_YEAR)
    for field, most in (("burned", 210), ("slashed", 250)):
        start = replace(year, **{field: 800})
        assert totals(start).is_conserved
        assert totals(distribute(start, most, EVERYBODY)).minted == 5_000 + most
        with pytest.raises(Refused, match=r"^issue below ceiling"):
            distribute(start, most + 1, EVERYBODY)


def test_no_more_is_issued_than_the_ledger_can_divide(staked: Ledger) -> None:
    with pytest.raises(
        Refused, match=r"^issue: amount must fit into what can still be issued, got"
    ):
        distribute(staked, staked.unissued + 1, EVERYBODY)
    with pytest.raises(Refused, match=r"^issue: amount must fit"):
        distribute(staked, -1, EVERYBODY)
    full = distribute(staked, staked.unissued, EVERYBODY)
    assert (full.unissued, totals(full).is_conserved) == (0, True)
