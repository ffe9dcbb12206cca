"""Another history after a checkpoint: the contracts on the story's clock, and the client's own code.

Four equal validators made the checkpoint. All certify the block after it; three of them sign another
one later. A node that goes on from the checkpoint is shown that one, and evidence follows.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from ...models.ledger.ledger import Ledger
from ...models.ledger.records import Kind, Offence
from ...models.ledger.rules import Rules, rules_of
from ...models.ledger.slashing import convict
from ...models.ledger.staking import unbond, withdraw
from ...models.parameters.parameters import Parameters
from ...models.protocol.light_client import Header, SignedHeader, Trust, refusals
from ...models.protocol.machine.validators import Validator, ValidatorSet
from ...models.protocol.modes import Mode
from ..solving.claim import Proof
from .ledger_run import LedgerRun, decimal, launched
from .numbers import times_of
from .replay import NotReplayed, Replay, Replayer
from .telling import in_words

NAMES: tuple[str, ...] = ("validator-1", "validator-2", "validator-3", "validator-4")
SIGNERS = NAMES[:3]
"""Of the other history: a certificate of Balanced mode."""
SET = ValidatorSet(tuple(Validator(name, authority=True, stake=1) for name in NAMES))
TWICE = Offence(1, Kind.EQUIVOCATION)
CERTIFIED = f"{in_words(NAMES)} certify A at height 1"
LEAVES, PAID = "exit", "paid"
ORDER = ("checkpoint", LEAVES, "offended", "next", "heard", "accepted", PAID, "evidence")
"""What comes first of what happens at one time: the money before the evidence."""


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A ledger with the four validators, and the times of a counterexample in its ticks."""

    run: LedgerRun
    times: Mapping[str, Fraction]
    """[s]"""
    parameters: Parameters

    def happens(self, event: str) -> None:
        """One event, at its time, as the contracts or the client take it."""
        self.run.wait(int(self.times[event] * self.run.ticks))
        acts: Mapping[str, Callable[[], None]] = {
            "checkpoint": self.begin,
            "next": lambda: self.run.tell("the next checkpoint is created"),
            "heard": lambda: self.run.tell("the node listens for the last time"),
            "offended": lambda: self.run.tell(CERTIFIED),
            LEAVES: self.leave,
            PAID: self.are_paid,
            "accepted": self.accept,
        }
        acts[event]()

    def begin(self) -> None:
        """The checkpoint, and at once the height after it unless the story dates that."""
        self.run.tell(f"{in_words(NAMES)} certify a checkpoint")
        if "offended" not in self.times:
            self.run.tell(CERTIFIED)

    def leave(self) -> None:
        """The signers unbond everything."""
        self.run.take(f"{in_words(SIGNERS)} unbond everything", unbonded)

    def are_paid(self) -> None:
        """The signers withdraw what has matured."""
        self.run.take(f"{in_words(SIGNERS)} withdraw their stake", paid)

    def accept(self) -> None:
        """The node is shown the other history, and its client's code accepts it.

        Raises
        ------
        NotReplayed
            When the code refuses it.
        """
        stated, clock = self.times["checkpoint"], self.times["accepted"]
        checkpoint = Header(0, stated, "checkpoint", Mode.BALANCED, SET, SET)
        other = replace(checkpoint, height=1, block="B")
        assumed = self.parameters.assumptions
        trust = Trust(
            self.parameters,
            clock - stated + 1,
            assumed.byzantine_authorities,
            assumed.byzantine_stake,
        )
        reasons = refusals(checkpoint, SignedHeader(other, frozenset(SIGNERS)), clock, trust)
        if reasons:
            raise NotReplayed(f"the node refuses block B: {'; '.join(reasons)}")
        self.run.tell(
            f"the node goes on from a checkpoint {decimal(clock - stated)} s old, and accepts B at "
            f"height 1, signed by {in_words(SIGNERS)}"
        )

    def evidence_is_refused(self) -> bool:
        """Whether the contracts refuse to convict each of the signers."""
        offended = self.times.get("offended", self.times["checkpoint"]) * self.run.ticks
        self.run.wait(int(self.times["evidence"] * self.run.ticks))
        return all(
            self.run.is_refused(f"evidence against {name}", convict, name, TWICE, int(offended))
            for name in SIGNERS
        )


def rewritten(proof: Proof, parameters: Parameters) -> Replay:
    """The counterexample's events in their order, and what the signers have in the end.

    The node trusts its checkpoint for as long as the counterexample says that it does.

    Parameters
    ----------
    proof
        Of a claim that no signer of another history escapes.
    parameters
        Of the protocol, and whose contracts run.

    Raises
    ------
    NotReplayed
        When a step is refused, or the evidence convicts somebody.
    """
    times = times_of(proof)
    events = [event for event in ORDER[:-1] if event in times]
    ticks = math.lcm(*(times[event].denominator for event in (*events, "evidence")))
    rules = ticking(rules_of(parameters), ticks)
    bonds = dict.fromkeys(NAMES, rules.authority_minimum)
    run = launched(parameters, bonds, frozenset(NAMES), rules=rules, ticks=ticks)
    story = Chronicle(run, times, parameters)
    for event in sorted(events, key=lambda event: (times[event], ORDER.index(event))):
        story.happens(event)
    if not story.evidence_is_refused():
        raise NotReplayed("the evidence convicts a signer of the other history")
    holds = sum(run.ledger.liquid(name) for name in SIGNERS)
    whose = f"{run.tokens(holds)} in hand" if holds else "all their stake"
    return Replay(
        "Another history after a checkpoint",
        tuple(run.steps),
        f"A node follows block B at height 1 where the chain has A, and evidence "
        f"{decimal(times['evidence'] - times['checkpoint'])} s after the checkpoint convicts nobody: "
        f"the signers of both have {whose}.",
    )


def unbonded(ledger: Ledger) -> Ledger:
    """The ledger after the signers have started to leave."""
    for name in SIGNERS:
        ledger = unbond(ledger, name, name, ledger.bond(name, name).stake)
    return ledger


def paid(ledger: Ledger) -> Ledger:
    """The ledger after all that matured is paid out."""
    for number in ledger.entries:
        ledger = withdraw(ledger, number)
    return ledger


def ticking(rules: Rules, ticks: int) -> Rules:
    """The same rules on a clock with so many ticks in a second."""
    return replace(
        rules,
        unbonding_seconds=rules.unbonding_seconds * ticks,
        evidence_window_seconds=rules.evidence_window_seconds * ticks,
    )


REPLAYS: Mapping[str, Replayer] = {"checkpoint.in-time": rewritten}
