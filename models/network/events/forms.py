"""What a validator votes for next, and when a round is over: with two votes a round, or with one."""

from fractions import Fraction

from ...protocol.machine.node import Stage
from ...protocol.quorums import Quorum
from .hearing import Hearing, Node
from .messages import NIL, PRECOMMIT, PREVOTE
from .tallies import weigh

TWO_FIFTHS = Fraction(2, 5)
"""With more than this for a block, or for nothing, less than four fifths are left for another [1]."""


class TwoVotes:
    """The machine's rounds: prevotes certify a block, precommits decide it.

    Notes
    -----
    Source: `models/protocol/machine/behaviour.py` and `rules.py`; Buchman, Kwon and Milosevic 2018.
    """

    final = PRECOMMIT
    """The kind of vote that decides."""

    def __init__(self, hearing: Hearing) -> None:
        self.hearing = hearing

    def next_vote(self, node: Node) -> int | None:
        """A block, nil, or nothing yet."""
        if node.stage is Stage.STARTED:
            return self.prevote(node)
        return self.precommit(node) if node.stage is Stage.PREVOTED else None

    def prevote(self, node: Node) -> int | None:
        """The block that a validator may now prevote, nil, or nothing yet.

        Notes
        -----
        Source: `may_prevote_new` and `may_prevote_with_certificate` of the machine's rules.
        """
        proposals = node.rounds[node.round].proposals
        if not proposals:
            return None
        block, earlier = proposals[0].block, proposals[0].valid_round
        if node.lock is None or node.lock[1] == block:
            return block
        if earlier is None:
            return NIL
        shown = earlier < node.round and node.lock[0] <= earlier
        return block if shown and self.hearing.is_certified(node, PREVOTE, earlier, block) else None

    def precommit(self, node: Node) -> int | None:
        """What the validator's round has certified, if anything yet."""
        for block, tally in node.rounds[node.round].prevotes.items():
            if tally.enough:
                return block
        return None

    def cast(self, node: Node, block: int) -> int:
        """The kind of the validator's vote; it locks on what it precommits."""
        if node.stage is Stage.STARTED:
            node.stage = Stage.PREVOTED
            return PREVOTE
        node.stage = Stage.PRECOMMITTED
        if block != NIL:
            node.lock = (node.round, block)
        return PRECOMMIT

    def is_over(self, node: Node) -> bool:
        """Whether the round has certified nothing."""
        return self.hearing.is_certified(node, PRECOMMIT, node.round, NIL)

    def gives_up(self, node: Node) -> bool:
        """Whether a validator that has waited votes for nothing."""
        return node.stage is not Stage.PRECOMMITTED

    def leaves(self, node: Node) -> bool:
        """Whether it goes on to the next round: not before the last wait is over."""
        return False


class OneVote:
    """Rounds with one vote, of which four fifths decide: as fast as can be, if less than a fifth lies.

    More than two fifths for a block let the next round go on with it, and more than two fifths for
    nothing let the next round begin anew. Where a block is final, no other has more than two fifths, nor
    has nothing: who voted for it votes for nothing only when it sees more than two fifths disagree.

    Notes
    -----
    Source: the view change of "Minimmit", Chou et al. 2025, arXiv:2508.10862, with fractions of any
    resource in place of 2f + 1 and n - f; its blocks follow each other, ours wait for the height.
    """

    final = PREVOTE
    """The kind of vote that decides; there is no other."""

    def __init__(self, hearing: Hearing) -> None:
        self.hearing = hearing

    def next_vote(self, node: Node) -> int | None:
        """The round's block, once every round since its certificate is known to have come to nothing."""
        proposals = node.rounds[node.round].proposals
        if node.stage is not Stage.STARTED or not proposals:
            return None
        block, earlier = proposals[0].block, proposals[0].valid_round
        if earlier is not None and not (
            earlier < node.round and self.hearing.is_shown(node, earlier, block)
        ):
            return None
        since = 0 if earlier is None else earlier + 1
        empty = all(self.hearing.is_shown(node, each, NIL) for each in range(since, node.round))
        return block if empty else None

    def cast(self, node: Node, block: int) -> int:
        """The kind of the validator's vote, remembered: it may take it back only for nothing."""
        first = node.stage is Stage.STARTED
        node.stage = Stage.PRECOMMITTED if block == NIL else Stage.PREVOTED
        if first and block != NIL:
            node.lock = (node.round, block)
        return PREVOTE

    def is_over(self, node: Node) -> bool:
        """Whether more than two fifths want nothing of the round."""
        return self.hearing.is_shown(node, node.round, NIL)

    def gives_up(self, node: Node) -> bool:
        """Whether a validator that has waited votes for nothing."""
        if node.stage is Stage.STARTED:
            return True
        return node.stage is Stage.PREVOTED and self.is_contradicted(node)

    def is_contradicted(self, node: Node) -> bool:
        """Whether more than two fifths have voted for something else than the validator."""
        assert node.lock is not None
        record = node.rounds[node.round]
        others = 0
        for block, tally in record.prevotes.items():
            if block != node.lock[1]:
                others |= tally.voters
        authorities, stake = weigh(others, self.hearing.authorities, self.hearing.stake)
        return authorities >= record.shown_authorities and stake >= record.shown_stake

    def leaves(self, node: Node) -> bool:
        """Whether it goes on to the next round, with a block that more than two fifths want."""
        prevotes = node.rounds[node.round].prevotes
        return any(tally.shown for block, tally in prevotes.items() if block != NIL)


def shown_by(quorum: Quorum) -> Quorum:
    """More than two fifths of whatever a certificate asks for."""
    return Quorum(
        None if quorum.authorities is None else TWO_FIFTHS,
        None if quorum.stake is None else TWO_FIFTHS,
        strict=True,
    )
