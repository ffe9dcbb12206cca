"""A block's reward distributed by the reward contract, in the mode in which not all of it is paid."""

from collections.abc import Mapping
from fractions import Fraction

from ...models.economics.issuance import SECONDS_PER_YEAR
from ...models.ledger.rewards import distribute
from ...models.ledger.rules import rules_of
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ..economics.rewards import paid_in_full
from ..solving.claim import Proof
from .ledger_run import launched
from .numbers import counterexample_of, numbers_of
from .replay import NotReplayed, Replay, Replayer

STAKERS = 3
"""Beside the authorities, of equal stake; they sign where the mode asks for stake [1]."""


def reward_not_paid(proof: Proof, parameters: Parameters) -> Replay:
    """The counterexample's reward, after a year, to all who sign in its mode.

    Parameters
    ----------
    proof
        Of a claim that both classes together are paid what is issued.
    parameters
        Whose contracts run.

    Raises
    ------
    NotReplayed
        When a step is refused, or everything is issued that the block pays.
    """
    rules, mode = rules_of(parameters), mode_of(proof, parameters)
    authorities = [f"authority-{number + 1}" for number in range(parameters.fast.validators)]
    stakers = [f"staker-{number + 1}" for number in range(STAKERS)]
    amount = int(Fraction(numbers_of(proof)["issued"]) * parameters.token.base_units_per_token)
    bonds = dict.fromkeys(authorities, rules.authority_minimum)
    run = launched(
        parameters, bonds | dict.fromkeys(stakers, rules.staker_minimum), frozenset(authorities)
    )
    run.wait(SECONDS_PER_YEAR)
    before = run.ledger
    signers = authorities + (stakers if quorum(parameters, mode).stake is not None else [])
    run.take(
        f"a {mode.label} block pays {run.tokens(amount)} to its {len(signers)} signers",
        distribute,
        amount,
        signers,
    )
    issued = before.unissued - run.ledger.unissued
    for kind, members in (("authorities", authorities), ("stakers", stakers)):
        gained = sum(run.ledger.liquid(name) - before.liquid(name) for name in members)
        run.tell(f"{kind} have {run.tokens(gained)} more")
    run.tell(f"{run.tokens(run.ledger.pool)} that do not divide stay in the pool")
    if issued >= amount:
        raise NotReplayed(f"all {run.tokens(amount)} of the reward are issued")
    return Replay(
        f"A reward in {mode.label} mode",
        tuple(run.steps),
        f"Of a block reward of {run.tokens(amount)} in {mode.label} mode the contract issues "
        f"{run.tokens(issued)}: {run.tokens(amount - issued)} go to nobody.",
    )


def mode_of(proof: Proof, parameters: Parameters) -> Mode:
    """Mode of the condition that is refuted.

    Raises
    ------
    NotReplayed
        When it is about no mode.
    """
    found = counterexample_of(proof)
    for mode in Mode:
        if paid_in_full(proof.name, parameters, mode).name == found.condition:
            return mode
    raise NotReplayed(f"{found.condition}: it must be about the reward of a mode")


REPLAYS: Mapping[str, Replayer] = {"rewards.everything-paid": reward_not_paid}
