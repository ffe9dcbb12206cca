"""Every noun is reached from the start, and no other way of telling it would pass."""

from dataclasses import replace

import pytest
from hybridstake.models.ledger.records import Kind
from hybridstake.models.ledger.staking import unbond
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.machine.rules import HONEST
from hybridstake.models.protocol.machine.stories import CALM, forgotten_lock
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.agreement.transitions import TRANSITIONS
from hybridstake.proofs.examples import accounts, chains, heights, nouns
from hybridstake.proofs.examples.accounts import at_launch, deposits, executed
from hybridstake.proofs.examples.example import NotReached, Noun, Told, reach
from hybridstake.proofs.examples.nouns import NOUNS, example_of, examples
from hybridstake.proofs.solving.processes import Limits, Lost

NAMED = {noun.name: noun for noun in NOUNS}


@pytest.mark.parametrize("noun", NOUNS, ids=lambda each: each.name)
def test_a_noun_is_there_at_the_end_and_not_at_the_start(noun: Noun, reference: Parameters) -> None:
    told = reach(noun, reference)
    assert told.steps
    assert not noun.is_there(told.worlds[0])
    assert noun.is_there(told.worlds[-1])


@pytest.mark.parametrize("name", ["a decision in a later round", "a conflict"])
def test_a_height_is_an_execution_of_the_relational_model(name: str, reference: Parameters) -> None:
    """By hand: each ends with its decisions, of which the first makes it what it is."""
    told = NAMED[name].tell(reference)
    there = [NAMED[name].is_there(world) for world in told.worlds]
    assert there == sorted(there)
    assert len(told.worlds) == 1 + sum(" proposes " not in step for step in told.steps)


def test_the_later_decision_is_in_round_one_after_a_lock_in_round_zero(
    reference: Parameters,
) -> None:
    told = heights.later_decision(reference)
    assert "v1 precommits A in round 0 (balanced)" in told.steps
    assert told.steps[-1].startswith("v3 decides A in round 1 ")


def test_the_guilty_are_those_who_signed_both(reference: Parameters) -> None:
    end = heights.conflict(reference).worlds[-1]
    guilty = {each for each in end.structure.members["validator"] if heights.guilty(end, each)}
    assert guilty == {"v3", "v4", "v5"}


def test_the_mode_switches_from_balanced_to_secure(reference: Parameters) -> None:
    told = NAMED["a mode switch"].tell(reference)
    modes = {node.standing.mode for node in told.worlds[-1].finished.values()}
    assert modes == {Mode.BALANCED, Mode.SECURE}


def test_blocks_that_report_calm_switch_no_mode(
    reference: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chains, "crowded", lambda seconds: CALM)
    with pytest.raises(NotReached, match=r"^a mode switch is not there after 39 steps$"):
        reach(NAMED["a mode switch"], reference)


def test_an_old_checkpoint_is_not_gone_on_from(reference: Parameters) -> None:
    """By hand: two periods of 900,000 s are more than 1,814,400 s less a day."""
    rare = replace(reference.checkpoints, period_seconds=900_000.0)
    with pytest.raises(NotReached, match=r"^height 2 is refused: the trusted header is too old$"):
        reach(NAMED["a checkpoint accepted"], replace(reference, checkpoints=rare))


def test_the_slash_is_the_rate_and_the_correlation_of_one_third(reference: Parameters) -> None:
    """By hand: v2 is a third of all stake and alone, so it loses 1/10 + 3 * 1/3, capped at all."""
    end = NAMED["a slash"].tell(reference).worlds[-1]
    assert end.slashed == 15_000_000_000
    assert end.convictions == {"v2": (accounts.OFFENCE,)}
    assert accounts.OFFENCE.kind is Kind.EQUIVOCATION


def test_the_enacted_threshold_is_halfway_to_one(reference: Parameters) -> None:
    """By hand: (1 + 5/6) / 2 = 11/12."""
    told = NAMED["an enacted change"].tell(reference)
    assert str(told.worlds[-1].thresholds.fast_authorities) == "11/12"
    assert "v3 proposes 11/12 instead of 5/6 of the authorities for Fast" in told.steps


def test_a_refused_step_reaches_nothing(plan: Parameters) -> None:
    """The plan's other thresholds are unsafe, whatever Fast asks for."""
    found = example_of(NAMED["an enacted change"], plan)
    assert found.steps == ()
    assert found.fault.startswith("never reached: enact: the ballot must have passed, ")


def test_a_script_with_a_step_that_is_none_of_the_model_reaches_nothing(
    reference: Parameters,
) -> None:
    """A guard lets two validators forget their locks."""
    loose = replace(HONEST, prevote_new=lambda node, act, place: True)
    with pytest.raises(NotReached, match=r"^a forgotten lock: prevote_new is no step of the"):
        heights.height_of(forgotten_lock(reference, loose))


def test_a_noun_that_is_there_from_the_start_is_not_reached(reference: Parameters) -> None:
    launched = at_launch(reference)
    noun = Noun("money", lambda _: Told(("nothing",), (launched, launched)), lambda _: True)
    with pytest.raises(NotReached, match=r"^money is there before anything has happened$"):
        reach(noun, reference)


def test_a_conflict_is_not_reached_by_the_honest(reference: Parameters) -> None:
    noun = replace(NAMED["a conflict"], tell=heights.later_decision)
    with pytest.raises(NotReached, match=r"^a conflict is not there after 19 steps$"):
        reach(noun, reference)


def test_books_that_do_not_balance_are_found(reference: Parameters) -> None:
    ledger = at_launch(reference)
    gift = ("somebody is given a unit", lambda at: at.with_account("v1", at.liquid("v1") + 1))
    with pytest.raises(NotReached, match=r"^somebody is given a unit: the books do not balance$"):
        executed(ledger, (*deposits(ledger), gift))


def test_an_open_entry_is_no_withdrawal(reference: Parameters) -> None:
    ledger = at_launch(reference)
    asked = ("v1 unbonds a unit", lambda at: unbond(at, "v1", "v1", 1))
    end = executed(ledger, (*deposits(ledger), asked)).worlds[-1]
    assert end.opened_entries == 1
    assert not accounts.something_was_withdrawn(end)


def test_all_examples_are_there_and_a_lost_process_is_undecided(
    reference: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_the_last(jobs: list[object], *asked: object) -> list[object]:
        return [*(nouns.example_at(each) for each in range(len(jobs) - 1)), Lost("it was stopped")]

    monkeypatch.setattr(nouns, "carry_out", lose_the_last)
    found = examples(reference, 1, limits=Limits())
    assert [each.noun for each in found] == [
        *(f"a step: {transition.name}" for transition in TRANSITIONS),
        *NAMED,
    ]
    assert {each.noun: each.fault for each in found if each.fault} == {
        "a step: byzantine": "undecided: it was stopped"
    }
