"""Two certificates for different blocks, and who is to blame for them.

Let a block be certified by precommits, and let another have a certificate of prevotes in that round or
a later one: without it nobody honest would have precommitted the rival. Take the least such round.
Then everybody who signed both is guilty. How much authority and stake that is at least is arithmetic of
two quorums, in `proofs/history/guilt.py`; no bound on the Byzantine is needed here, beyond one
honest signer per certificate.
"""

from dataclasses import dataclass
from typing import Any

from ..solving.truth import Truth, implies, negated
from .guilt import equivocated, guilty
from .relations import Sort
from .state import State

VALIDATOR, ROUND, BLOCK = Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK


@dataclass(frozen=True, eq=False, slots=True)
class Conflict:
    """A certified block, and a rival that a round certified with prevotes."""

    state: State
    round: Any
    block: Any
    later: Any
    """Round of the rival's prevotes."""
    rival: Any


def two_blocks(conflict: Conflict) -> Truth:
    """The block and its rival differ, and neither is nil."""
    nil = conflict.state.nil
    return (conflict.block != nil) & (conflict.rival != nil) & (conflict.block != conflict.rival)


def in_a_later_round(conflict: Conflict) -> Truth:
    """The rival was prevoted in a later round than the block."""
    return conflict.state.before(conflict.round, conflict.later)


def in_one_round(conflict: Conflict) -> Truth:
    """Both were prevoted in one round."""
    return conflict.round == conflict.later


def the_first_rival(conflict: Conflict) -> Truth:
    """No round from the block's on, and before the rival's, has prevotes for anything but the block."""
    state = conflict.state
    return state.every(
        (ROUND, BLOCK),
        lambda t, block: implies(
            negated(state.before(t, conflict.round))
            & state.before(t, conflict.later)
            & (block != state.nil)
            & (block != conflict.block),
            negated(state.prevotes_seen(t, block)),
        ),
    )


def signers_of_both_are_guilty(conflict: Conflict) -> Truth:
    """Everybody who precommitted the block and prevoted the rival is guilty."""
    state = conflict.state
    return state.every(
        (VALIDATOR,),
        lambda each: implies(
            state.precommitted(each, conflict.round, conflict.block)
            & state.prevoted(each, conflict.later, conflict.rival),
            guilty(state, each),
        ),
    )


def prevoters_of_both_equivocated(conflict: Conflict) -> Truth:
    """Everybody who prevoted both in one round has equivocated."""
    state = conflict.state
    return state.every(
        (VALIDATOR,),
        lambda each: implies(
            state.prevoted(each, conflict.round, conflict.block)
            & state.prevoted(each, conflict.later, conflict.rival),
            equivocated(state, each),
        ),
    )


def an_honest_validator_precommitted(conflict: Conflict) -> Truth:
    """An honest validator is among the signers of the precommits."""
    state = conflict.state
    return state.some(
        (VALIDATOR,),
        lambda each: state.honest(each) & state.precommitted(each, conflict.round, conflict.block),
    )


def was_prevoted(conflict: Conflict) -> Truth:
    """The block has a certificate of prevotes in its round."""
    return conflict.state.prevotes_seen(conflict.round, conflict.block)
