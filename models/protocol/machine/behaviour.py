"""What an honest validator does next, where its guards leave it a choice, and when it stops waiting."""

from collections.abc import Iterator

from ..timing import listening_seconds, wait_seconds
from .acts import Act, Transition
from .node import Node, Stage
from .rules import Rules
from .setting import Setting
from .votes import Ballot, Block, Kind, Proposal


def next_act(node: Node, setting: Setting, rules: Rules) -> Act | None:
    """First thing that a validator wants to do and may do, on what it has heard so far.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, algorithm 1, the `upon` clauses.
    """
    if node.decision is not None:
        return None
    return next((act for act in wishes(node, setting) if rules.allow(node, act, setting)), None)


def wishes(node: Node, setting: Setting) -> Iterator[Act]:
    """What the validator would do, the most pressing first; guards have the last word."""
    for ballot in node.heard:
        if ballot.kind is Kind.PRECOMMIT and ballot.block is not None:
            yield wish(node, Transition.DECIDE, ballot.block, round_=ballot.round)
    if node.name not in setting.validators(node.height).by_name:
        return
    ahead = round_ahead(node, setting)
    if ahead is not None:
        yield wish(node, Transition.START_ROUND, round_=ahead)
    if node.stage is Stage.STARTED:
        yield from prevotes(node, setting)
    elif node.stage is Stage.PREVOTED:
        yield from precommits(node, setting)
    if setting.certified(node, Ballot(Kind.PRECOMMIT, node.height, node.round, None)):
        yield leaves(node)


def prevotes(node: Node, setting: Setting) -> Iterator[Act]:
    """The first proposal of the round's proposer, else nil."""
    proposer = setting.proposers(node.height, node.round, setting.mode(node, node.round))
    for proposal in node.proposals:
        if (proposal.proposer, proposal.height, proposal.round) == (
            proposer,
            node.height,
            node.round,
        ):
            yield wish(node, Transition.PREVOTE_NEW, proposal.block)
            if proposal.valid_round is None:
                yield wish(node, Transition.PREVOTE_NEW)
            else:
                yield wish(
                    node,
                    Transition.PREVOTE_WITH_CERTIFICATE,
                    proposal.block,
                    earlier=proposal.valid_round,
                )
            return


def precommits(node: Node, setting: Setting) -> Iterator[Act]:
    """The block that the round has certified, or nil where it certified that."""
    for ballot in node.heard:
        if ballot.kind is Kind.PREVOTE and ballot.round == node.round:
            if ballot.block is not None:
                yield wish(node, Transition.PRECOMMIT, ballot.block)
            elif setting.certified(node, ballot):
                yield wish(node, Transition.PRECOMMIT_NIL)


def round_ahead(node: Node, setting: Setting) -> int | None:
    """Latest round in which so many vote already that an honest validator must be among them.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 55 and 56.
    """
    voters: dict[int, frozenset[str]] = {}
    for ballot, who in node.heard.items():
        if ballot.height == node.height and ballot.round > node.round:
            voters[ballot.round] = voters.get(ballot.round, frozenset()) | who
    bounds = setting.parameters.assumptions
    validators = setting.validators(node.height)
    return max(
        (each for each, who in voters.items() if validators.must_include_an_honest(who, bounds)),
        default=None,
    )


def is_closing(node: Node, setting: Setting) -> bool:
    """Whether so many have precommitted in the round that an honest validator must be among them.

    With this the last wait of the round begins, whether the validator has voted or not.

    Notes
    -----
    Source: ours; Buchman, Kwon and Milosevic 2018, lines 47 and 48, ask for 2f + 1 precommits, where
    f + 1 are enough, as `any.good-round-times` shows.
    """
    validators = setting.validators(node.height)
    if node.decision is not None or node.name not in validators.by_name:
        return False
    who = [
        name
        for ballot, names in node.heard.items()
        if (ballot.kind, ballot.height, ballot.round) == (Kind.PRECOMMIT, node.height, node.round)
        for name in names
    ]
    return validators.must_include_an_honest(set(who), setting.parameters.assumptions)


def leaves(node: Node) -> Act:
    """The next round, once the last wait is over or the round has certified nothing.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 65 to 67.
    """
    return wish(node, Transition.START_ROUND, round_=node.round + 1)


def act_at_timeout(node: Node) -> Act:
    """The vote for nothing of a validator that has waited for long enough.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 57 to 64.
    """
    voted = node.stage is Stage.PREVOTED
    return wish(node, Transition.PRECOMMIT_NIL if voted else Transition.PREVOTE_NEW)


def proposes(node: Node, setting: Setting) -> bool:
    """Whether it is the validator's turn to propose in its round."""
    return setting.proposers(node.height, node.round, setting.mode(node, node.round)) == node.name


def listening_of(node: Node, setting: Setting) -> float:
    """Time for which a proposer listens to who enters its round; none in the first [s].

    Notes
    -----
    Source: ours; `hears_every_lock` says why. Before the first round there are no locks.
    """
    if node.round == 0:
        return 0.0
    return listening_seconds(wait_seconds(setting.parameters.network.timeout_seconds, node.round))


def proposal_of(node: Node, setting: Setting) -> Proposal:
    """Proposal of a validator whose turn it is and that has listened.

    The block that the latest round certified, or one of its own.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 14 to 19.
    """
    certified = [
        (ballot.round, ballot.block)
        for ballot in node.heard
        if ballot.kind is Kind.PREVOTE
        and ballot.round < node.round
        and ballot.block is not None
        and setting.certified(node, ballot)
    ]
    if certified:
        valid_round, block = max(certified, key=lambda each: each[0])
        return Proposal(node.name, node.height, node.round, block, valid_round)
    statistics = setting.measure(node.name, node.height, node.round)
    block = Block(f"{node.name}.{node.height}.{node.round}", statistics)
    return Proposal(node.name, node.height, node.round, block)


def wish(
    node: Node,
    transition: Transition,
    block: Block | None = None,
    *,
    round_: int | None = None,
    earlier: int | None = None,
) -> Act:
    """An act of this validator in its height, and in its round unless another is named."""
    at = node.round if round_ is None else round_
    return Act(transition, node.name, at, block, earlier, node.height)
