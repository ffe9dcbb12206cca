"""What one validator knows of its height, and how votes that it hears add up."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from collections.abc import Callable, Sequence

from ...parameters.protocol import AssumptionParameters
from ...protocol.machine.node import Stage
from ...protocol.machine.schedule import Standing
from ...protocol.modes import Mode
from ...protocol.quorums import Quorum, least_count
from ..votes import Integers
from .messages import NIL, PRECOMMIT, Decision, Gossip, Proposal, Vote, Votes
from .tallies import Needed, Tally, members, needed

Message = Vote | Proposal | Gossip


class Round:
    """What has been heard of one round."""

    __slots__ = (
        "closers",
        "mode",
        "needed_authorities",
        "needed_stake",
        "precommits",
        "prevotes",
        "proposals",
        "proposer",
        "shown_authorities",
        "shown_stake",
        "voters",
    )

    def __init__(self, mode: Mode, need: Needed, shown: Needed, proposer: int) -> None:
        self.mode, self.proposer = mode, proposer
        self.needed_authorities, self.needed_stake = need.authorities, need.stake
        self.shown_authorities, self.shown_stake = shown.authorities, shown.stake
        self.prevotes: dict[int, Tally] = {}
        self.precommits: dict[int, Tally] = {}
        self.proposals: list[Proposal] = []
        self.closers = Tally()
        """Who has precommitted anything; enough where one of them must be honest."""
        self.voters = Tally()
        """Who has voted at all, the same; counted while the round is still ahead."""


class Node:
    """A validator's part in a height: the machine's `Node`, with votes as sums."""

    __slots__ = (
        "ahead",
        "begun",
        "closed",
        "decidable",
        "decisions",
        "heard",
        "height",
        "later",
        "lock",
        "part",
        "round",
        "rounds",
        "stage",
        "standing",
        "validator",
    )

    def __init__(self, part: int, validator: int, standing: Standing) -> None:
        self.part, self.validator, self.standing = part, validator, standing
        self.height = -1
        self.decisions: list[Decision] = []
        self.heard: list[int] = []
        """By finished height who has been heard to vote in it, a bit for each by number."""
        self.later: dict[int, dict[object, Message]] = {}
        """What has been heard of later heights; of all that one sender has heard, the last."""
        self.clear(0)

    def clear(self, height: int) -> None:
        """The start of a height, of which nothing has been heard."""
        self.height, self.round, self.stage = height, 0, Stage.STARTED
        self.lock: tuple[int, int] | None = None
        """Round and block of the last precommit for a block."""
        self.rounds: dict[int, Round] = {}
        self.decidable: tuple[int, int] | None = None
        """Round and block of a certificate with which the height is final."""
        self.ahead = 0
        """Latest round, of those ahead, in which so many vote that one of them must be honest."""
        self.begun = self.closed = False


class Hearing:
    """Sums of votes, held against what a certificate asks for."""

    def __init__(
        self,
        authorities: Integers,
        stake: Integers,
        quorums: Sequence[Quorum],
        shown: Sequence[Quorum],
        final: int,
        bounds: AssumptionParameters,
        opened: Callable[[Node, int], tuple[Mode, int]],
    ) -> None:
        """Sums.

        Parameters
        ----------
        authorities, stake
            (n,) what each holds: one or zero [1], and [base unit].
        quorums, shown
            What decides, and what the next round must respect, by mode.
        final
            The kind of vote that decides.
        bounds
            Fewer than how many are Byzantine.
        opened
            Mode and proposer of a round, as a validator sees them.
        """
        self.authorities: list[int] = authorities.tolist()
        self.stake: list[int] = stake.tolist()
        self.needed = [needed(quorum, authorities, stake) for quorum in quorums]
        self.shown = [needed(quorum, authorities, stake) for quorum in shown]
        self.final, self.has_two = final, final == PRECOMMIT
        self.one_honest = Needed(
            least_count(bounds.byzantine_authorities, int(authorities.sum()), strict=False),
            least_count(bounds.byzantine_stake, int(stake.sum()), strict=False),
        )
        self.bits = [1 << voter for voter in range(len(self.stake))]
        self.weights = list(zip(self.bits, self.authorities, self.stake, strict=True))
        self.opened = opened

    def round_of(self, node: Node, round_: int) -> Round:
        """What a validator has heard of a round of its height."""
        found = node.rounds.get(round_)
        if found is None:
            mode, proposer = self.opened(node, round_)
            found = node.rounds[round_] = Round(mode, self.needed[mode], self.shown[mode], proposer)
        return found

    def hear_vote(self, node: Node, vote: Vote) -> bool:
        """Whether a vote makes enough of something; nothing else can change what a validator does."""
        if vote.height != node.height:
            if vote.height > node.height:
                node.later.setdefault(vote.height, {})[vote] = vote
            return False
        kind, round_, block, voter = vote.kind, vote.round, vote.block, vote.voter
        record = node.rounds.get(round_)
        if record is None:
            record = self.round_of(node, round_)
        tallies = record.precommits if kind else record.prevotes
        tally = tallies.get(block)
        if tally is None:
            tally = tallies[block] = Tally()
        bit, authorities, stake = self.weights[voter]
        if tally.voters & bit:
            return False
        tally.voters |= bit
        news = False
        if not tally.enough:
            tally.authorities += authorities
            tally.stake += stake
            if (
                tally.authorities >= record.needed_authorities
                and tally.stake >= record.needed_stake
            ):
                tally.enough = news = True
                if kind == self.final and block != NIL:
                    node.decidable = (round_, block)
            if not self.has_two and not tally.shown:
                tally.shown = (
                    tally.authorities >= record.shown_authorities
                    and tally.stake >= record.shown_stake
                )
                news |= tally.shown
        if kind and not record.closers.enough:
            news |= self.include(record.closers, voter)
        if round_ > node.round and not record.voters.enough and self.include(record.voters, voter):
            node.ahead = max(node.ahead, round_)
            return True
        return news

    def include(self, tally: Tally, voter: int) -> bool:
        """Whether with this voter one must be honest."""
        bit, authorities, stake = self.weights[voter]
        if tally.voters & bit:
            return False
        tally.voters |= bit
        tally.authorities += authorities
        tally.stake += stake
        tally.enough = (
            tally.authorities >= self.one_honest.authorities or tally.stake >= self.one_honest.stake
        )
        return tally.enough

    def hear_proposal(self, node: Node, proposal: Proposal) -> bool:
        """Whether a proposal is news in the validator's height."""
        if proposal.height != node.height:
            if proposal.height > node.height:
                node.later.setdefault(proposal.height, {})[proposal] = proposal
            return False
        record = self.round_of(node, proposal.round)
        if proposal.proposer != record.proposer or proposal in record.proposals:
            return False
        record.proposals.append(proposal)
        return True

    def hear_gossip(self, node: Node, gossip: Gossip) -> bool:
        """Whether what another has heard makes enough of something, or shows a proposal."""
        news = False
        if gossip.height > node.height:
            node.later.setdefault(gossip.height, {})[gossip.sender] = gossip
        elif gossip.height == node.height:
            for votes in gossip.votes:
                news |= self.hear_votes(node, votes)
            for proposal in gossip.proposals:
                news |= self.hear_proposal(node, proposal)
        for each in gossip.later:
            if each.height >= node.height:
                news |= self.hear(node, each)
        return news

    def hear_votes(self, node: Node, votes: Votes) -> bool:
        """Whether votes that another has heard make enough of something."""
        kind, round_, block, voters = votes
        record = self.round_of(node, round_)
        tally = (record.precommits if kind else record.prevotes).get(block)
        news = False
        for voter in members(voters & ~tally.voters if tally else voters):
            news |= self.hear_vote(node, Vote(kind, node.height, round_, block, voter))
        return news

    def hear(self, node: Node, message: Message) -> bool:
        """Whether anything has changed for a validator."""
        if type(message) is Vote:
            return self.hear_vote(node, message)
        if type(message) is Proposal:
            return self.hear_proposal(node, message)
        assert type(message) is Gossip
        return self.hear_gossip(node, message)

    def is_certified(self, node: Node, kind: int, round_: int, block: int) -> bool:
        """Whether the votes for something are a certificate."""
        record = node.rounds.get(round_)
        if record is None:
            return False
        tally = (record.precommits if kind == PRECOMMIT else record.prevotes).get(block)
        return tally is not None and tally.enough

    def is_shown(self, node: Node, round_: int, block: int) -> bool:
        """Whether more than two fifths have voted for something, where there is but one vote a round."""
        record = node.rounds.get(round_)
        tally = None if record is None else record.prevotes.get(block)
        return tally is not None and tally.shown

    def latest_certified(self, node: Node) -> tuple[int, int] | None:
        """Round and block of the last certificate for a block in an earlier round."""
        found = [
            (round_, block)
            for round_, record in node.rounds.items()
            if round_ < node.round
            for block, tally in record.prevotes.items()
            if block != NIL and (tally.enough if self.has_two else tally.shown)
        ]
        return max(found, default=None)
