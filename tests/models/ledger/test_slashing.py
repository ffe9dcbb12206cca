"""Evidence, conviction and answer, by hand and in any order."""

import itertools
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.ledger.ledger import Ledger, advance
from hybridstake.models.ledger.records import Bond, BondKey, Case, Kind, Offence
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.slashing import answer, burn, convict, fraction_of, stake_reached
from hybridstake.models.ledger.staking import delegate, deposit, unbond, withdraw
from hybridstake.models.ledger.steps.slashing import is_admissible
from hybridstake.models.ledger.totals import totals

TWICE = Offence(5, Kind.EQUIVOCATION)
ABSENT = Offence(5, Kind.UNAVAILABILITY)


@pytest.fixture
def staked(ledger: Ledger) -> Ledger:
    """Sam 300 with Dan's 95 behind him, Sue 605: a thousand in all; at 4 s."""
    after = deposit(deposit(ledger, "sam", 300), "sue", 605)
    return advance(delegate(after, "dan", "sam", 95), 4)


def test_a_lone_offender_and_its_delegator_lose_the_same_part(staked: Ledger) -> None:
    """(395 of 1,000) costs 1/10 + 3 · 0.395 = 1.285, so all; without correlation a tenth, rounded
    down: 30 of 300 and 9 of 95."""
    alone = replace(staked, rules=replace(staked.rules, correlation_factor=Fraction(0)))
    for start, sam, dan in ((staked, 0, 0), (alone, 270, 86)):
        after = answer(advance(convict(start, "sam", TWICE, 4), 11), "sam")
        bonds = {key.owner: bond.stake for key, bond in after.bonds.items()}
        assert (bonds.get("sam", 0), bonds.get("dan", 0), bonds["sue"]) == (sam, dan, 605)
        assert after.slashed == 395 - sam - dan
        assert totals(after).is_conserved
    assert fraction_of(staked.rules, TWICE, Case(4, 395, 1_000)) == 1
    assert fraction_of(alone.rules, TWICE, Case(4, 395, 1_000)) == Fraction(1, 10)
    assert fraction_of(staked.rules, TWICE, Case(4, 100, 1_000)) == Fraction(4, 10)


def test_an_outage_is_no_conspiracy(staked: Ledger) -> None:
    """1/20, however many: 15 of 300 and 4 of 95."""
    after = answer(advance(convict(staked, "sam", ABSENT, 4), 11), "sam")
    assert (after.bond("sam", "sam").stake, after.bond("dan", "sam").stake) == (285, 91)


def test_an_offence_is_punished_once(staked: Ledger) -> None:
    guilty = convict(staked, "sam", TWICE, 4)
    message = (
        "convict: the offence must lie in the evidence window, be punished once, and reach some "
        "stake, got now 4, offended 4, window 6, convictions 1, convicted 1, together 395, reached 395"
    )
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        convict(guilty, "sam", TWICE, 4)
    done = answer(advance(guilty, 11), "sam")
    message = (
        "answer: stake behind sam must owe an answer whose evidence window is closed, "
        "got none at 11 s"
    )
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        answer(done, "sam")


def test_an_offence_has_one_time(staked: Ledger) -> None:
    message = "convict: the equivocation at height 5 must be at 4 s, got 3 s"
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        convict(convict(staked, "sam", TWICE, 4), "sue", TWICE, 3)


@pytest.mark.parametrize(("now", "offended"), [(4, 5), (11, 4)])
def test_evidence_from_the_future_or_too_old_is_refused(
    staked: Ledger, now: int, offended: int
) -> None:
    with pytest.raises(Refused, match=r"^convict: the offence must lie in the evidence window"):
        convict(advance(staked, now), "sam", TWICE, offended)
    assert convict(advance(staked, 10), "sam", TWICE, 4).convicted("sam") == 1


def test_whoever_has_nothing_at_stake_cannot_be_convicted(staked: Ledger) -> None:
    with pytest.raises(Refused, match=r"reach some stake, got .* reached 0$"):
        convict(staked, "alice", TWICE, 4)


def test_nobody_answers_while_evidence_may_still_come(staked: Ledger) -> None:
    guilty = convict(staked, "sam", TWICE, 4)
    with pytest.raises(Refused, match=r"^answer: stake behind sam must owe an answer"):
        answer(advance(guilty, 10), "sam")
    assert answer(advance(guilty, 11), "sam").slashed == 395


def test_stake_that_left_after_the_offence_is_reached_and_before_it_spared(staked: Ledger) -> None:
    """Sam leaves with 100 at 4 s and 100 at 6 s; the offence is of 5 s. Left in it: 100 and 95 bonded
    and 100 leaving, 295 of 900: 1/10 + 3 · 295 / 900 = 1.083, all of it."""
    leaving = unbond(advance(unbond(staked, "sam", "sam", 100), 6), "sam", "sam", 100)
    assert stake_reached(leaving, 5, "sam") == 295
    assert stake_reached(leaving, 5) == 900
    guilty = convict(leaving, "sam", TWICE, 5)
    spared = answer(guilty, "sam")
    assert [entry.answered for entry in spared.entries.values()] == [1, 0]
    after = answer(advance(spared, 14), "sam")
    assert after.slashed == 295
    assert {number: entry.unbonding for number, entry in after.entries.items()} == {0: 100}
    assert withdraw(after, 0).liquid("sam") == 800


@pytest.mark.parametrize(("window", "escapes"), [(10, True), (9, False)])
def test_a_window_as_long_as_unbonding_lets_the_offender_out(
    staked: Ledger, window: int, escapes: bool
) -> None:
    """The plan's choice. Sam offends and leaves at 4 s, is paid at 14 s, and in the same second the
    evidence finds nothing; with one second less for evidence, whoever is paid is beyond its reach."""
    rules = replace(staked.rules, evidence_window_seconds=window)
    leaving = unbond(replace(staked, rules=rules), "sam", "sam", 300)
    leaving = unbond(leaving, "dan", "sam", 95)
    assert convict(advance(leaving, 4 + window), "sam", TWICE, 4).cases[TWICE].together == 395
    gone = withdraw(withdraw(advance(leaving, 14), 0), 1)
    assert is_admissible(gone.now, 4, window) == escapes
    with pytest.raises(Refused, match=r"reached 0$"):
        convict(gone, "sam", TWICE, 4)


def test_two_offences_are_answered_in_the_order_of_conviction(staked: Ledger) -> None:
    """A twentieth of what a tenth has left: 300 - 30 = 270, 270 - 13 = 257."""
    rules = replace(staked.rules, correlation_factor=Fraction(0))
    guilty = convict(replace(staked, rules=rules), "sam", TWICE, 4)
    guilty = convict(advance(guilty, 6), "sam", ABSENT, 6)
    first = answer(advance(guilty, 11), "sam")
    assert first.bonds[BondKey("sam", "sam")] == Bond(270, 1)
    both = answer(advance(guilty, 13), "sam")
    assert both == answer(advance(first, 13), "sam")
    assert both.bonds[BondKey("sam", "sam")] == Bond(257, 2)


def test_who_is_reported_first_does_not_matter(ledger: Ledger) -> None:
    """Three offenders with 60, 70 and 100 of 1,000: 1/10 + 3 · 230 / 1,000 = 0.79 of each, whatever
    the order of the reports; a lone report would have cost 0.28 to 0.4."""
    stakes = {"sam": 60, "sue": 70, "alice": 100, "arthur": 770}
    start = ledger
    for name, stake in stakes.items():
        start = deposit(start, name, stake)
    results: list[dict[str, int]] = []
    for order in itertools.permutations(["sam", "sue", "alice"]):
        after = start
        for second, name in enumerate(order):
            after = convict(advance(after, second), name, TWICE, 0)
        after = advance(after, 7)
        for name in order:
            after = answer(after, name)
        results.append({name: after.bond(name, name).stake for name in stakes})
    assert results == [{"sam": 13, "sue": 15, "alice": 21, "arthur": 770}] * 6


def test_slashed_money_is_burned_and_no_more(staked: Ledger) -> None:
    slashed = answer(advance(convict(staked, "sam", TWICE, 4), 11), "sam")
    after = burn(burn(slashed, 300), 95)
    assert (after.slashed, after.burned, totals(after).minted) == (0, 395, 5_000)
    message = "burn: amount must be in the slashed pool, got slashed 0, burned 395, amount 1"
    with pytest.raises(Refused, match=f"^{re.escape(message)}$"):
        burn(after, 1)
