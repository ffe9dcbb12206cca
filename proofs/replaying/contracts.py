"""What the contracts let happen: stake that is gone before its evidence, thresholds that conflict."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from ...models.ledger.governance import enact, propose, vote
from ...models.ledger.ledger import Ledger
from ...models.ledger.records import Kind, Offence, Thresholds
from ...models.ledger.rules import rules_of
from ...models.ledger.slashing import answer, convict
from ...models.ledger.staking import delegate, unbond, withdraw
from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.validators import Validator, ValidatorSet
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import Quorum, least_count, quorum
from ..quorums.intersection import PAIRS
from ..solving.claim import Proof
from .ledger_run import LedgerRun, launched
from .numbers import numbers_of, seconds
from .replay import NotReplayed, Replay, Replayer
from .telling import in_words

TWICE = Offence(1, Kind.EQUIVOCATION)
"""Two signatures under different blocks of the first height."""
MOST_VALIDATORS = 100
"""Authorities, and stakers, among whom two certificates in conflict are looked for [1]."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two certificates of one height whose common signers are all Byzantine."""

    validators: ValidatorSet
    modes: tuple[Mode, Mode]
    signers: tuple[frozenset[str], frozenset[str]]


def escape_by_unbonding(proof: Proof, parameters: Parameters) -> Replay:
    """An offender that is paid out in time, beside a delegator that stays and answers in its place.

    The times are the counterexample's. Where its amounts are less than the least bond, they are that.

    Parameters
    ----------
    proof
        Of a claim that every conviction finds the stake that stood at the offence.
    parameters
        Whose contracts run.

    Raises
    ------
    NotReplayed
        When a step is refused, or the offender has less than it came with.
    """
    story, rules = numbers_of(proof), rules_of(parameters)
    least = rules.staker_minimum
    own, backing = (max(least, seconds(story[n])) for n in ("unbond.amount", "convict.reached"))
    offended = seconds(story["offended"])

    run = launched(parameters, {"offender": own}, idle={"delegator": backing})
    behind = f"delegator bonds {run.tokens(backing)} behind offender"
    run.take(behind, delegate, "delegator", "offender", backing)
    run.wait(offended)
    run.tell("offender signs twice at height 1, and nobody has seen both")
    run.wait(seconds(story["unbond.now"]))
    run.take("offender unbonds everything", unbond, "offender", "offender", own)
    run.wait(seconds(story["withdraw.now"]))
    run.take("offender withdraws its matured entry", withdraw, 0)
    run.wait(seconds(story["convict.now"]))
    accepted = run.ledger.now
    run.take("evidence convicts offender", convict, "offender", TWICE, offended)
    run.wait(max(accepted, offended + rules.evidence_window_seconds + 1))
    run.take("what stands behind offender answers", answer, "offender")
    run.tell(f"delegator has lost {run.tokens(run.ledger.slashed)}")

    if run.ledger.liquid("offender") < own:
        raise NotReplayed(f"offender has lost {run.tokens(own - run.ledger.liquid('offender'))}")
    return Replay(
        "Out before the evidence",
        tuple(run.steps),
        f"Evidence {accepted - offended:,} s after the offence, within the window of "
        f"{rules.evidence_window_seconds:,} s, convicts an offender that holds all its "
        f"{run.tokens(own)} again and loses none.",
    )


def unsafe_at_launch(proof: Proof, parameters: Parameters) -> Replay:
    """Thresholds that the ledger is founded with, two certificates in conflict, and its own contract.

    Parameters
    ----------
    proof
        Of a claim that the thresholds at launch are safe.
    parameters
        Whose contracts run.

    Raises
    ------
    NotReplayed
        When no such certificates are found, or governance would enact these thresholds.
    """
    story = numbers_of(proof)
    rules = rules_of(parameters)
    found = conflict_under(parameters)
    authorities = frozenset(each.name for each in found.validators.members if each.authority)
    bonds = {each.name: rules.minimum(each.authority) for each in found.validators.members}
    run = launched(parameters, bonds, authorities)
    in_force = run.ledger.thresholds
    if any(story[name] != part for name, part in asdict(in_force).items()):
        raise NotReplayed(f"the thresholds in force must be the counterexample's, got {in_force}")

    run.tell(f"in force from launch: {in_full(in_force)}")
    for mode, signers, block in zip(found.modes, found.signers, "AB", strict=True):
        run.tell(f"{in_words(signers)} certify block {block} of height 1 in {mode.label} mode")
    refused = refused_by_governance(run, list(bonds), in_force)
    if not refused:
        raise NotReplayed("governance would enact the thresholds in force")
    first, second = (mode.label.capitalize() for mode in found.modes)
    return Replay(
        "Thresholds at launch that governance refuses",
        tuple(run.steps),
        f"Under the thresholds in force a {first} and a {second} certificate of one height share no "
        "honest signer, and the contract itself refuses to enact these thresholds, though all "
        "stake votes for them.",
    )


def refused_by_governance(run: LedgerRun, owners: list[str], proposed: Thresholds) -> bool:
    """Whether thresholds that everybody votes for cannot be enacted when the timelock is over."""
    governance = run.ledger.rules.governance
    run.take(f"{owners[0]} proposes the thresholds in force", propose, owners[0], proposed)
    run.take("everybody votes for them", unanimous, owners)
    run.wait(run.ledger.now + governance.voting_seconds + governance.timelock_seconds)
    return run.is_refused("the timelock is over, and the ballot is to be enacted", enact, 0)


def unanimous(ledger: Ledger, voters: list[str]) -> Ledger:
    """The ledger after everybody has voted for the first ballot."""
    for voter in voters:
        ledger = vote(ledger, 0, voter, in_favour=True)
    return ledger


def conflict_under(parameters: Parameters) -> Conflict:
    """The fewest equal validators of whom two certificates share no honest one.

    Raises
    ------
    NotReplayed
        When every pair of modes shares one, among as many as are tried.
    """
    for count in range(1, MOST_VALIDATORS + 1):
        for found in conflicts(parameters, count):
            if found.validators.is_within(parameters.assumptions):
                return found
    raise NotReplayed(
        f"certificates of up to {MOST_VALIDATORS} equal validators share an honest one"
    )


def conflicts(parameters: Parameters, count: int) -> Iterator[Conflict]:
    """For each pair of modes two certificates that overlap as little as they can.

    One takes its authorities and its stakers from the front, the other from the back; whoever is in
    both is Byzantine.
    """
    authorities = tuple(f"authority-{number}" for number in range(1, count + 1))
    stakers = tuple(f"staker-{number}" for number in range(1, count + 1))
    for first, second in PAIRS:
        one = front(quorum(parameters, first), authorities, stakers)
        other = front(quorum(parameters, second), authorities[::-1], stakers[::-1])
        validators = ValidatorSet(
            (
                *(Validator(each, True, 0, each in one & other) for each in authorities),
                *(Validator(each, False, 1, each in one & other) for each in stakers),
            )
        )
        ends = zip((first, second), (one, other), strict=True)
        if all(validators.certify(quorum(parameters, mode), signers) for mode, signers in ends):
            yield Conflict(validators, (first, second), (one, other))


def front(
    required: Quorum, authorities: tuple[str, ...], stakers: tuple[str, ...]
) -> frozenset[str]:
    """The first of equal validators, as many of each class as a certificate asks for."""
    return frozenset(
        name
        for names, part in ((authorities, required.authorities), (stakers, required.stake))
        if part is not None
        for name in names[: least_count(part, len(names), required.strict)]
    )


def in_full(thresholds: Thresholds) -> str:
    """Thresholds as a line."""
    return ", ".join(f"{name} {part}" for name, part in asdict(thresholds).items())


REPLAYS: Mapping[str, Replayer] = {
    "ledger.no-escape": escape_by_unbonding,
    "ledger.thresholds-safe": unsafe_at_launch,
}
