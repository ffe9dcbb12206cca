"""Liveness: once messages arrive in time, a round with an honest proposer decides.

The argument is a chain of links, each settled by conditions for any number of validators:

1. Every honest validator may prevote the proposal.
2. No step of another validator takes that away, be it honest or Byzantine; so each one's prevote is
   there when the proposal has reached it, after one message delay.
3. The honest prevotes are a certificate, whatever the Byzantine do.
4. Whoever has it and has not precommitted may precommit, and again no step of another takes that away:
   all honest precommits are there within a second delay.
5. The honest precommits are a certificate, on which everybody may decide, and nothing that others do
   takes that away: within a third delay everybody has.

The links speak of what a validator may do; that it does so when it may, and prevotes before it
precommits, is how an honest one is made (`models/protocol/machine/node.py`).

Three delays after the proposal is sent, then, the round has decided; `models/protocol/finality.py`
counts with them. What is assumed is named: the round is open, its proposer has heard of the latest
lock, and the honest validators alone can certify in the round's mode. That such a round comes at all is
the assumption of partial synchrony and of a rotation that lets an honest validator propose, neither of
which a proof can give.
"""

from dataclasses import dataclass
from typing import Any

from ..solving.truth import Truth, implies, negated
from .guards import Act, may_decide, may_precommit, may_prevote_new, unlocked
from .relations import Relation, Sort
from .state import State

VALIDATOR, ROUND, BLOCK = Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK


@dataclass(frozen=True, eq=False, slots=True)
class GoodRound:
    """A round after stabilisation, with an honest proposer."""

    state: State
    round: Any
    proposal: Any
    locked_in: Any
    """Latest round in which an honest validator locked, if any did."""


def is_open(good: GoodRound) -> Truth:
    """No honest validator has left the round or voted in it yet."""
    state = good.state
    return state.every(
        (VALIDATOR, BLOCK),
        lambda each, block: implies(
            state.honest(each),
            negated(
                state.left(each, good.round)
                | state.prevoted(each, good.round, block)
                | state.precommitted(each, good.round, block)
            ),
        ),
    )


def proposes_the_latest_lock(good: GoodRound) -> Truth:
    """The proposal is the latest honest lock's block, with its certificate; any block without a lock."""
    state = good.state
    nobody = state.every(
        (VALIDATOR, ROUND, BLOCK),
        lambda each, r, block: negated(state.honest(each) & state.locked(each, r, block)),
    )
    latest = state.every(
        (VALIDATOR, ROUND, BLOCK),
        lambda each, r, block: implies(
            state.honest(each) & state.locked(each, r, block),
            negated(state.before(good.locked_in, r)) | (block == good.proposal),
        ),
    )
    shown = state.prevotes_seen(good.locked_in, good.proposal) & state.before(
        good.locked_in, good.round
    )
    return (good.proposal != state.nil) & (nobody | (shown & latest))


def honest_can_certify(good: GoodRound) -> Truth:
    """The honest validators include a set that may certify the round."""
    return good.state.quorum(good.round, good.state.honest)


def deed(good: GoodRound, validator: Any) -> Act:
    """What a validator does about the proposal."""
    return Act(validator, good.round, good.proposal, good.locked_in)


def may_prevote_proposal(good: GoodRound, validator: Any) -> Truth:
    """The guard of either kind of prevote is met, with certificates that have been seen."""
    state = good.state
    act = deed(good, validator)
    shown = (
        unlocked(state, act)
        & (good.proposal != state.nil)
        & state.before(good.locked_in, good.round)
        & state.prevotes_seen(good.locked_in, good.proposal)
    )
    return may_prevote_new(state, act) | shown


def may_precommit_proposal(good: GoodRound, validator: Any) -> Truth:
    """The guard of a precommit is met."""
    return may_precommit(good.state, deed(good, validator))


def may_decide_proposal(good: GoodRound, validator: Any) -> Truth:
    """The guard of a decision is met."""
    return may_decide(good.state, deed(good, validator))


DEEDS = (may_prevote_proposal, may_precommit_proposal, may_decide_proposal)
"""What an honest validator does in a good round, in this order."""


def everybody_may_prevote(good: GoodRound) -> Truth:
    """Every honest validator may prevote the proposal."""
    state = good.state
    return state.every(
        (VALIDATOR,), lambda each: implies(state.honest(each), may_prevote_proposal(good, each))
    )


def all_honest_voted(good: GoodRound, relation: Relation) -> Truth:
    """Every honest validator has cast this vote for the proposal."""
    state = good.state
    return state.every(
        (VALIDATOR,),
        lambda each: implies(
            state.honest(each), state.holds(relation, each, good.round, good.proposal)
        ),
    )


def is_certified(good: GoodRound, relation: Relation) -> Truth:
    """All members of some set that may certify the round have cast this vote for the proposal."""
    state = good.state
    return state.quorum(
        good.round, lambda each: state.holds(relation, each, good.round, good.proposal)
    )
