"""Two blocks made final on the machine, its votes judged, and the guilty convicted on the ledger."""

from collections.abc import Mapping

from ...models.ledger.records import Kind, Offence
from ...models.ledger.rules import rules_of
from ...models.ledger.slashing import answer, convict
from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.execution import Execution
from ...models.protocol.machine.observation import disagreements, observe
from ...models.protocol.machine.scenario import Scenario
from ...models.protocol.machine.setting import Setting
from ...models.protocol.machine.validators import ValidatorSet
from ...models.protocol.quorums import at_least
from ..agreement.guilt import guilty
from ..agreement.observed import moment, structure_of
from ..history.guilt import THIRD
from ..quorums.premises import FIRST, SECOND
from ..solving.claim import Proof
from .casting import cast_of, named_story
from .certificates import DECIDERS, Script, deployment, finalised, mode_of, round_of
from .ledger_run import LedgerRun, launched
from .replay import NotReplayed, Replay, Replayer
from .scripted import executed
from .telling import in_words, told

TWICE = Offence(0, Kind.EQUIVOCATION)
MOST_JUDGED = 16
"""Validators of whom all sets of signers can be gone through [1]."""


def few_guilty(proof: Proof, parameters: Parameters) -> Replay:
    """Two final blocks, and all that can be slashed for them.

    Authorities bond the least that they may; stakers the least for each unit of the counterexample's
    stake.

    Parameters
    ----------
    proof
        Of a claim that a third is guilty of every conflict.
    parameters
        Of the protocol that runs, and whose contracts.

    Raises
    ------
    NotReplayed
        When a step is refused, no two blocks are final, or a third of a resource is guilty.
    """
    cast = cast_of(named_story(proof), DECIDERS)
    first, second = (mode_of(proof, parameters, signers) for signers in (FIRST, SECOND))
    place = deployment(cast, parameters, first)
    run = executed(Scenario(proof.name, place, Script(cast, round_of(cast, place, second)).acts()))
    if not disagreements(run.end):
        raise NotReplayed(f"{proof.name}: two blocks must become final at height 0")

    convicted = convicts(run, place)
    held, total = cast.validators.weight(convicted), cast.validators.total
    third = THIRD.numerator, THIRD.denominator
    if at_least(held.authorities, total.authorities, *third) | at_least(
        held.stake, total.stake, *third
    ):
        raise NotReplayed(f"{in_words(convicted)} hold a third of a resource, and are guilty")
    ledger = punished(parameters, cast.validators, convicted)
    bonded = sum(bond.stake for bond in ledger.ledger.bonds.values())
    return Replay(
        "A conflict with too few to slash",
        (*told(run), *ledger.steps),
        f"{finalised(run.end)}, and those whose votes convict them hold {held.authorities} of "
        f"{total.authorities} authorities and {held.stake} of {total.stake} stake: "
        f"{ledger.tokens(ledger.ledger.slashed)} are slashed of "
        f"{ledger.tokens(bonded + ledger.ledger.slashed)}.",
    )


def convicts(run: Execution, place: Setting) -> list[str]:
    """Validators whose votes at height 0 no honest validator would sign both, at the end of a run.

    Raises
    ------
    NotReplayed
        When they are too many to be judged.
    """
    everybody = place.everybody()
    if len(everybody) > MOST_JUDGED:
        raise NotReplayed(f"at most {MOST_JUDGED} validators can be judged, got {len(everybody)}")
    end = moment(observe(run.end, 0), structure_of(run.end, place, 0))
    return [each.name for each in everybody if guilty(end, each.name)]


def punished(parameters: Parameters, validators: ValidatorSet, convicted: list[str]) -> LedgerRun:
    """A ledger with these validators, on which the convicts have answered."""
    rules = rules_of(parameters)
    bonds = {
        each.name: max(rules.minimum(each.authority), each.stake * rules.staker_minimum)
        for each in validators.members
        if each.authority or each.stake
    }
    authorities = frozenset(each.name for each in validators.members if each.authority)
    ledger = launched(parameters, bonds, authorities)
    for name in convicted:
        ledger.take(f"evidence convicts {name}", convict, name, TWICE, 0)
    ledger.wait(rules.evidence_window_seconds + 1)
    for name in convicted:
        ledger.take(f"what stands behind {name} answers", answer, name)
    ledger.tell(f"{ledger.tokens(ledger.ledger.slashed)} are slashed")
    return ledger


REPLAYS: Mapping[str, Replayer] = {"all-modes.third-guilty": few_guilty}
