"""A client that accepts what full nodes do not have: its own code beside a run of the machine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

from ...models.parameters.parameters import Parameters
from ...models.protocol.light_client import Header, SignedHeader, Trust, refusals
from ...models.protocol.machine.execution import Execution
from ...models.protocol.machine.scenario import Scenario
from ...models.protocol.machine.stories import B, decide
from ...models.protocol.machine.validators import Validator, ValidatorSet
from ...models.protocol.modes import Mode
from ..history.dated import Dated
from ..history.light_client import FULL, SHOWN, STATED, TRUE, TRUSTED, certifies, ordered_pairs
from ..quorums import validators as named
from ..quorums.premises import BYZANTINE, FIRST, SECOND
from ..solving.claim import Proof
from .casting import Cast, cast_of, one_by_one
from .certificates import DECIDERS, Script, deployment, finalised, round_of
from .ledger_run import decimal
from .numbers import counterexample_of
from .replay import NotReplayed, Replay, Replayer
from .scripted import executed
from .telling import in_words, told

SIGNED = {SHOWN: FIRST, FULL: SECOND}
"""Whose certificate comes first on the machine."""
STEPS_TO_NEXT, STEPS_OVER = 1, 2
"""Heights from the trusted header to the one that is shown [1]."""


@dataclass(frozen=True, slots=True)
class Client:
    """What a client trusts and is shown, and what its clock says."""

    trusted: Header
    shown: SignedHeader
    clock: Fraction
    """[s]"""
    trust: Trust


def client_deceived(proof: Proof, parameters: Parameters) -> Replay:
    """Two blocks final at one height, of which the client accepts the one that it is shown.

    The machine runs with the true validators of the height, which is its first. Where an honest
    validator signed what the client is shown, that certificate is made on the machine as well; where
    none did, the Byzantine sign it on their own.

    Parameters
    ----------
    proof
        Of a claim that a client accepts only what honest full nodes finalise.
    parameters
        Of the protocol that both follow.

    Raises
    ------
    NotReplayed
        When the machine refuses a step, or the client what it is shown.
    """
    story = counterexample_of(proof).story
    if not isinstance(story, Dated):
        raise NotReplayed(f"{proof.name} is not refuted by validators and times")
    shown, full = modes_of(proof, parameters)
    chain = cast_of(of_height(story.members), DECIDERS)
    run = history(proof, chain, parameters, shown, full)
    client = client_of(story, parameters, shown)

    reasons = refusals(client.trusted, client.shown, client.clock, client.trust)
    if reasons:
        raise NotReplayed(f"the client refuses what it is shown: {'; '.join(reasons)}")
    signers = in_words(client.shown.signers)
    return Replay(
        "A client that follows another history",
        (
            *chain.beside(),
            *told(run),
            f"the client trusts a header of {decimal(client.trusted.time)} s for "
            f"{decimal(client.trust.period)} s, and its clock shows {decimal(client.clock)} s",
            f"the client is shown a header of height 0 with block A, signed by {signers}",
            "the client accepts it",
        ),
        f"The client accepts block A, signed by {signers}, and {finalised(run.end)}, with "
        f"{chain.byzantine_share()}.",
    )


def modes_of(proof: Proof, parameters: Parameters) -> tuple[Mode, Mode]:
    """Mode of the header that the client is shown, and of what full nodes have."""
    held = counterexample_of(proof).premises
    for shown, full in ordered_pairs():
        names = {
            certifies(signers, members, parameters, mode).name
            for signers, mode in ((SHOWN, shown), (FULL, full))
            for members in (STATED, TRUE)
        }
        if len(names & set(held)) == len(SIGNED):
            return shown, full
    raise NotReplayed(f"{proof.name}: it must be refuted by two certificates of a mode")


def of_height(members: named.ValidatorSet) -> named.ValidatorSet:
    """The true validators of the height, with the two certificates under the names of all conflicts."""
    rows = tuple(
        replace(each, inside=tuple(SIGNED.get(name, name) for name in each.inside))
        for each in members.members
        if TRUE in each.inside
    )
    return named.ValidatorSet((FIRST, SECOND, BYZANTINE), rows)


def history(
    proof: Proof, chain: Cast, parameters: Parameters, shown: Mode, full: Mode
) -> Execution:
    """What happens among the validators of the height: both certificates, or that of the full nodes."""
    if any(name in chain.honest for name in chain.first):
        place = deployment(chain, parameters, shown)
        acts = Script(chain, round_of(chain, place, full)).acts()
    else:
        turned = replace(chain, first=chain.second, second=())
        place, script = deployment(turned, parameters, full), Script(turned, 0)
        acts = (*script.signed(turned.first, 0, B), *decide(script.deciders()[:1], 0, B))
    return executed(Scenario(proof.name, place, acts))


def client_of(story: Dated, parameters: Parameters, shown: Mode) -> Client:
    """The client of a counterexample: it skips where it has heard of other validators."""
    times = cast(Mapping[str, Fraction], story.times)
    skips = TRUSTED in story.members.sets
    trusted, stated = (TRUSTED, STATED) if skips else (TRUE, TRUE)
    heights = STEPS_OVER if skips else STEPS_TO_NEXT
    header = Header(
        height=-heights,
        time=times["stated time"],
        block="trusted",
        mode=shown,
        validators=validators_of(story.members, trusted),
        next_validators=validators_of(story.members, trusted),
    )
    then = validators_of(story.members, stated)
    later = replace(header, height=0, block="A", validators=then, next_validators=then)
    signers = frozenset(each.name for each in one_by_one(story.members) if SHOWN in each.inside)
    assumed = parameters.assumptions
    trust = Trust(
        parameters, times["trust period"], assumed.byzantine_authorities, assumed.byzantine_stake
    )
    return Client(header, SignedHeader(later, signers), times["clock"], trust)


def validators_of(members: named.ValidatorSet, name: str) -> ValidatorSet:
    """The validators of one set of a counterexample, as a header names them."""
    return ValidatorSet(
        tuple(
            Validator(each.name, each.authority, each.stake, BYZANTINE in each.inside)
            for each in one_by_one(members)
            if name in each.inside
        )
    )


REPLAYS: Mapping[str, Replayer] = {
    "light-client.next-height": client_deceived,
    "light-client.skipping": client_deceived,
}
