"""What an offence costs on the ledger: bonded, convicted, answered for, and withdrawn."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ...models.ledger.records import Kind, Offence
from ...models.ledger.rules import rules_of
from ...models.ledger.slashing import answer, convict
from ...models.ledger.staking import unbond, withdraw
from ...models.parameters.parameters import Parameters
from ..solving.claim import Proof
from .ledger_run import LedgerRun, launched, tokens
from .numbers import numbers_of
from .replay import NotReplayed, Replay, Replayer
from .telling import in_words

TWICE = Offence(1, Kind.EQUIVOCATION)
CROWD = 10_000
"""Stakes like his own beside a lone offender's, all held by one other validator [1]."""


@dataclass(frozen=True, slots=True)
class Offenders:
    """Equal stakes of whom some offend together."""

    together: int
    """Offenders [1]."""
    bonds: Mapping[str, int]
    """Of the offenders first [base unit]."""

    @property
    def names(self) -> list[str]:
        """Of the offenders."""
        return list(self.bonds)[: self.together]


def third_keeps_stake(proof: Proof, parameters: Parameters) -> Replay:
    """As large a share as the counterexample's offends together, and answers.

    Parameters
    ----------
    proof
        Of a claim that everything is lost.
    parameters
        Whose contracts run.

    Raises
    ------
    NotReplayed
        When a step is refused, or nothing is left.
    """
    rules, share = rules_of(parameters), numbers_of(proof)["share"]
    offenders = sharing(Fraction(share), rules.staker_minimum)
    run = punished(parameters, offenders)
    before = sum(offenders.bonds[name] for name in offenders.names)
    left = sum(run.ledger.bond(name, name).stake for name in offenders.names)
    if left == 0:
        raise NotReplayed(f"all {run.tokens(before)} of the offenders are slashed")
    return Replay(
        "An offence that a large share commits together",
        tuple(run.steps),
        f"Validators with {Fraction(before, sum(offenders.bonds.values()))} of all stake are convicted "
        f"of one offence, and keep {run.tokens(left)} of their {run.tokens(before)}.",
    )


def offence_that_pays(
    proof: Proof, parameters: Parameters, gain: Literal["kept", "forfeited"] = "kept"
) -> Replay:
    """An offender whose balance, found or not, exceeds on average what it came with.

    Amounts are the counterexample's, multiplied by one number until its stake may be bonded. The gain
    and the rent do not pass through the contracts.

    Parameters
    ----------
    proof
        Of a claim that an offence is deterred.
    parameters
        Whose contracts run, and whose detection is asked.
    gain
        Whether detection takes the gain away.

    Raises
    ------
    NotReplayed
        When a step is refused, or the offender expects nothing.
    """
    story, rules, units = (
        numbers_of(proof),
        rules_of(parameters),
        parameters.token.base_units_per_token,
    )
    scale = scaled(Fraction(story["stake"]), rules.staker_minimum, units)
    stake, brings, rent = (Fraction(story[name]) * scale for name in ("stake", "gain", "rent"))
    run, left = withdrawn(parameters, sharing(Fraction(story["share"]), int(stake * units)))
    loss = stake - Fraction(left, units)
    detection = Fraction(story["detection"])
    found = (brings if gain == "kept" else 0) - loss - rent
    expected = detection * found + (1 - detection) * brings
    run.tell(
        f"the offence brought {tokens(brings)}, {gain} when it is found, and cost "
        f"{tokens(loss)} and {tokens(rent)} of later rewards"
    )
    if expected <= 0:
        raise NotReplayed(f"the offender expects {tokens(expected)}, and is deterred")
    return Replay(
        "An offence that pays",
        tuple(run.steps),
        f"An offender that brought {tokens(stake)} and is found with probability {detection} "
        f"withdraws {run.tokens(left)} of them when it is; a gain of {tokens(brings)}, {gain}, "
        f"leaves it {tokens(expected)} richer on average.",
    )


def offence_that_pays_forfeited(proof: Proof, parameters: Parameters) -> Replay:
    """The same where detection takes the gain away."""
    return offence_that_pays(proof, parameters, "forfeited")


def punished(parameters: Parameters, offenders: Offenders) -> LedgerRun:
    """A ledger on which all offenders are convicted of one offence and have answered for it."""
    run = launched(parameters, offenders.bonds)
    names, offended = offenders.names, 1
    run.wait(offended)
    run.tell(f"{in_words(names)} signed two blocks at height 1")
    for name in names:
        run.take(f"evidence convicts {name}", convict, name, TWICE, offended)
    run.wait(offended + run.ledger.rules.evidence_window_seconds + 1)
    for name in names:
        run.take(f"what stands behind {name} answers", answer, name)
    run.tell(f"{run.tokens(run.ledger.slashed)} are slashed")
    return run


def withdrawn(parameters: Parameters, offenders: Offenders) -> tuple[LedgerRun, int]:
    """The same, and what the first of the offenders then withdraws [base unit]."""
    run, first = punished(parameters, offenders), offenders.names[0]
    left = run.ledger.bond(first, first).stake
    if left:
        run.take(f"{first} unbonds what is left", unbond, first, first, left)
        run.wait(run.ledger.now + run.ledger.rules.unbonding_seconds)
        run.take(f"{first} withdraws {run.tokens(left)}", withdraw, 0)
    return run, run.ledger.liquid(first)


def sharing(share: Fraction, stake: int) -> Offenders:
    """Equal validators of whom a share offends; a share of nothing is one beside a crowd.

    Raises
    ------
    NotReplayed
        When the share is of more than everybody, or of more than can be listed.
    """
    if not 0 <= share <= 1 or share.denominator > CROWD:
        raise NotReplayed(f"the share that offends must be a part of {CROWD} at most, got {share}")
    if share == 0:
        return Offenders(1, {"offender": stake, "crowd": CROWD * stake})
    offenders = {f"offender-{number + 1}": stake for number in range(share.numerator)}
    honest = {f"honest-{number + 1}": stake for number in range(share.denominator - len(offenders))}
    return Offenders(len(offenders), offenders | honest)


def scaled(stake: Fraction, least: int, base_units: int) -> int:
    """By what amounts are multiplied so that a stake may be bonded, in whole base units [1].

    Parameters
    ----------
    stake
        Of a counterexample, positive [token].
    least
        That may be bonded [base unit].
    base_units
        In a token [1].
    """
    whole = (stake * base_units).denominator
    return whole * max(1, math.ceil(least / (stake * base_units * whole)))


REPLAYS: Mapping[str, Replayer] = {
    "slashing.third-loses-everything": third_keeps_stake,
    "deterrence.alone": offence_that_pays,
    "deterrence.alone-forfeited": offence_that_pays_forfeited,
    "deterrence.of-a-third": offence_that_pays,
    "deterrence.with-rent": offence_that_pays,
}
