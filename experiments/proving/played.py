"""A counterexample's run in rows: who did what on the machine, and which votes are equivocations."""

from collections import defaultdict
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.acts import Act, Step, Transition
from ...models.protocol.machine.validators import Validator
from ...models.protocol.machine.votes import Kind
from ...proofs.replaying.certificates import played
from ...proofs.solving.claim import Claim
from ...proofs.solving.settling import settle_claim

DEEDS = {
    Transition.PROPOSE: "proposes",
    Transition.PREVOTE_NEW: "prevotes",
    Transition.PRECOMMIT: "precommits",
    Transition.PRECOMMIT_NIL: "precommits",
    Transition.START_ROUND: "starts the round",
    Transition.DECIDE: "finalises",
}
"""Steps that are told; what validators hear goes without saying."""
SIGNED = {Kind.PREVOTE: "prevotes", Kind.PRECOMMIT: "precommits"}
"""What Byzantine validators sign."""


def counterexample_rows(claim: Claim, parameters: Parameters) -> list[dict[str, Any]]:
    """The run of two certificates that refute a claim, a row for each deed; none where it is proved.

    Parameters
    ----------
    claim
        That certificates of known modes share an honest validator.
    parameters
        What it is asked of.
    """
    proof = settle_claim(claim, second_solver=False)
    if proof.verdict != "refuted":
        return []
    cast, run = played(proof, parameters)
    members = {each.name: each for each in cast.validators.members}
    steps = [step for step in run.steps if deed(step.act)]
    modes = {step.act.round: step.mode.label for step in steps if step.mode is not None}
    twice = equivocations(steps)
    return [
        {
            "step": number,
            "validator": step.act.actor,
            "role": role(members[step.act.actor]),
            "stake": members[step.act.actor].stake,
            "byzantine": members[step.act.actor].byzantine,
            "round": step.act.round,
            "mode": modes[step.act.round],
            "deed": deed(step.act),
            "block": name_of_block(step.act),
            "equivocates": vote(step.act) in twice,
            "signers": ", ".join(sorted(step.signers)),
        }
        for number, step in enumerate(steps, start=1)
    ]


def deed(act: Act) -> str:
    """What an act is called; nothing for what goes without saying."""
    if act.transition is Transition.BYZANTINE:
        return SIGNED[act.kind] if act.kind is not None else ""
    return DEEDS.get(act.transition, "")


def vote(act: Act) -> tuple[str, str, int]:
    """Whose vote of which kind in which round an act is."""
    return act.actor, deed(act), act.round


def equivocations(steps: list[Step]) -> set[tuple[str, str, int]]:
    """Votes of one kind in one round that somebody signed for two blocks."""
    blocks: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for step in steps:
        if deed(step.act) in SIGNED.values():
            blocks[vote(step.act)].add(name_of_block(step.act))
    return {each for each, found in blocks.items() if len(found) > 1}


def role(member: Validator) -> str:
    """What a validator holds: a seat, stake, or both."""
    if not member.authority:
        return "staker"
    return "authority with stake" if member.stake else "authority"


def name_of_block(act: Act) -> str:
    """The block that an act is about; nothing where there is none."""
    if act.transition is Transition.START_ROUND:
        return ""
    return "nil" if act.block is None else act.block.name
