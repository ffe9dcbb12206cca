"""When an honest validator may take a step: one guard per transition, each replaceable.

The names are those of the transitions in `proofs/agreement/transitions.py`. A guard looks at the
validator's own state alone. Replacing one of them gives a protocol with that one fault.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .acts import Act, Transition, cited
from .node import Node, Stage
from .setting import Setting

Guard = Callable[[Node, Act, Setting], bool]


def may_start_round(node: Node, act: Act, setting: Setting) -> bool:
    """The round is later than the validator's."""
    return act.round > node.round


def may_prevote_new(node: Node, act: Act, setting: Setting) -> bool:
    """The validator has not voted in its round, and is not locked on another block.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 22 to 27; nil, lines 26 and 57.
    """
    return (
        act.round == node.round
        and node.stage is Stage.STARTED
        and (act.block is None or node.lock is None or node.lock.block == act.block)
    )


def may_prevote_with_certificate(node: Node, act: Act, setting: Setting) -> bool:
    """The validator has not voted in its round, and an earlier one, no earlier than its lock, certified.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 28 to 33.
    """
    return (
        act.round == node.round
        and node.stage is Stage.STARTED
        and act.block is not None
        and act.earlier is not None
        and act.earlier < act.round
        and (node.lock is None or node.lock.round <= act.earlier or node.lock.block == act.block)
        and setting.certified(node, cited(act))
    )


def may_precommit(node: Node, act: Act, setting: Setting) -> bool:
    """The validator has prevoted and not precommitted in its round, which certified the block.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 36 to 43.
    """
    return (
        act.round == node.round
        and node.stage is Stage.PREVOTED
        and act.block is not None
        and setting.certified(node, cited(act))
    )


def may_precommit_nil(node: Node, act: Act, setting: Setting) -> bool:
    """The validator has prevoted and not precommitted in its round.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 44 to 46 and 61 to 64.
    """
    return act.round == node.round and node.stage is Stage.PREVOTED and act.block is None


def may_decide(node: Node, act: Act, setting: Setting) -> bool:
    """Some round of the height, left or not, has a certificate of precommits for the block.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 49 to 54.
    """
    return act.block is not None and setting.certified(node, cited(act))


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The guards that honest validators follow."""

    start_round: Guard = may_start_round
    prevote_new: Guard = may_prevote_new
    prevote_with_certificate: Guard = may_prevote_with_certificate
    precommit: Guard = may_precommit
    precommit_nil: Guard = may_precommit_nil
    decide: Guard = may_decide

    def allow(self, node: Node, act: Act, setting: Setting) -> bool:
        """Whether a validator that has not decided the height may take this step in it."""
        if act.height != node.height or node.decision is not None:
            return False
        match act.transition:
            case Transition.START_ROUND:
                guard = self.start_round
            case Transition.PREVOTE_NEW:
                guard = self.prevote_new
            case Transition.PREVOTE_WITH_CERTIFICATE:
                guard = self.prevote_with_certificate
            case Transition.PRECOMMIT:
                guard = self.precommit
            case Transition.PRECOMMIT_NIL:
                guard = self.precommit_nil
            case Transition.DECIDE:
                guard = self.decide
            case _:
                return False
        return guard(node, act, setting)


HONEST = Rules()
