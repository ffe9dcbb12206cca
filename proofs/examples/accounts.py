"""Nouns of the contracts: executed from a ledger at launch, whose books balance after every step."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from ...models.ledger.governance import enact, propose, vote
from ...models.ledger.ledger import Ledger, advance, found
from ...models.ledger.records import Kind, Offence, Thresholds
from ...models.ledger.rules import rules_of, thresholds_of
from ...models.ledger.slashing import answer, convict
from ...models.ledger.staking import deposit, unbond, withdraw
from ...models.ledger.totals import totals
from ...models.parameters.parameters import Parameters
from .example import NotReached, Told

OWNERS: tuple[str, ...] = ("v1", "v2", "v3")
"""Authorities, each with twice the least bond."""
OFFENCE = Offence(height=7, kind=Kind.EQUIVOCATION)

Happening = tuple[str, Callable[[Ledger], Ledger]]
"""A step of a contract, in words and as a function."""


def at_launch(parameters: Parameters) -> Ledger:
    """Three authorities with idle money."""
    rules = rules_of(parameters)
    accounts = dict.fromkeys(OWNERS, 2 * rules.authority_minimum)
    return found(rules, thresholds_of(parameters), accounts, frozenset(OWNERS))


def executed(ledger: Ledger, happenings: tuple[Happening, ...]) -> Told:
    """The steps one after another.

    Raises
    ------
    NotReached
        When the books do not balance after one.
    """
    worlds = [ledger]
    for words, happens in happenings:
        worlds.append(happens(worlds[-1]))
        if not totals(worlds[-1]).is_conserved:
            raise NotReached(f"{words}: the books do not balance")
    return Told(tuple(words for words, _ in happenings), tuple(worlds))


def deposits(ledger: Ledger) -> tuple[Happening, ...]:
    """Everybody bonds the least bond and half of it again."""
    amount = ledger.rules.authority_minimum + ledger.rules.authority_minimum // 2
    return tuple(
        (
            f"{owner} deposits {amount:,} base units",
            lambda at, owner=owner: deposit(at, owner, amount),
        )
        for owner in OWNERS
    )


def waits(seconds: int) -> Happening:
    """Time passes."""
    return f"{seconds:,} s pass", lambda at: advance(at, at.now + seconds)


def withdrawal(parameters: Parameters) -> Told:
    """What is above the least bond is unbonded, matures, and is paid out."""
    ledger = at_launch(parameters)
    rules = ledger.rules
    amount = rules.authority_minimum // 2
    return executed(
        ledger,
        (
            *deposits(ledger),
            (f"v1 unbonds {amount:,} base units", lambda at: unbond(at, "v1", "v1", amount)),
            waits(rules.unbonding_seconds),
            ("v1 withdraws them", lambda at: withdraw(at, 0)),
        ),
    )


def something_was_withdrawn(ledger: Ledger) -> bool:
    """An entry that was opened is gone, and no slash took it."""
    return len(ledger.entries) < ledger.opened_entries and not ledger.slashed


def slash(parameters: Parameters) -> Told:
    """A validator is convicted, and answers when the window of evidence is closed."""
    ledger = at_launch(parameters)
    return executed(
        ledger,
        (
            *deposits(ledger),
            (
                f"v2 is convicted of {OFFENCE.kind} at height {OFFENCE.height}",
                lambda at: convict(at, "v2", OFFENCE, at.now),
            ),
            waits(ledger.rules.evidence_window_seconds + 1),
            ("v2 answers", lambda at: answer(at, "v2")),
        ),
    )


def somebody_is_convicted(ledger: Ledger) -> bool:
    """There is a conviction."""
    return bool(ledger.convictions)


def something_was_slashed(ledger: Ledger) -> bool:
    """Money has been taken."""
    return ledger.slashed > 0


def change(parameters: Parameters) -> Told:
    """A higher Fast threshold is proposed, voted for by all, and enacted after its timelock."""
    ledger = at_launch(parameters)
    rules, launched = ledger.rules.governance, ledger.thresholds
    higher = replace(launched, fast_authorities=halfway_up(launched))
    return executed(
        ledger,
        (
            *deposits(ledger),
            (
                f"v3 proposes {higher.fast_authorities} instead of {launched.fast_authorities} of the "
                "authorities for Fast",
                lambda at: propose(at, "v3", higher),
            ),
            *(
                (f"{owner} votes for it", lambda at, owner=owner: vote(at, 0, owner, True))
                for owner in OWNERS
            ),
            waits(rules.voting_seconds + rules.timelock_seconds + 1),
            ("the change is enacted", lambda at: enact(at, 0)),
        ),
    )


def halfway_up(thresholds: Thresholds) -> Fraction:
    """A Fast threshold between the one in force and everybody [1]."""
    return (1 + thresholds.fast_authorities) / 2


def a_change_is_enacted(ledger: Ledger) -> bool:
    """What a ballot proposed is in force."""
    return any(each.enacted and each.proposed == ledger.thresholds for each in ledger.ballots)
