"""The bytes that validators sign: of everything that counts, and of nothing else."""

from collections.abc import Mapping

from ...cryptography.derivation import digest, encoded
from ..machine.validators import ValidatorSet
from ..machine.votes import Ballot, Block, Proposal
from .keys import Identity


def of_block(block: Block | None) -> bytes:
    """Hash of a block, or of the vote for none.

    Notes
    -----
    Source: ours. Numbers are written as Python prints them, which is the shortest text that reads back.
    """
    if block is None:
        return digest("nil")
    return digest("block", block.name, *(repr(each) for each in block.statistics))


def of_ballot(chain: str, ballot: Ballot) -> bytes:
    """What a vote signs; a vote of one chain says nothing on another.

    Parameters
    ----------
    chain
        Name of the chain.
    ballot
        What the vote is for.
    """
    return encoded(chain, ballot.kind, ballot.height, ballot.round, of_block(ballot.block))


def of_proposal(chain: str, proposal: Proposal) -> bytes:
    """What a proposer signs.

    Parameters
    ----------
    chain
        Name of the chain.
    proposal
        The block, its round, and the earlier round that certified it.
    """
    earlier = -1 if proposal.valid_round is None else proposal.valid_round
    block = of_block(proposal.block)
    return encoded(chain, "proposal", proposal.height, proposal.round, block, earlier)


def of_validators(validators: ValidatorSet, identities: Mapping[str, Identity]) -> bytes:
    """Hash of who takes part, with what weight, and of all that is shown of anybody's keys.

    Parameters
    ----------
    validators
        Of one height; who is Byzantine does not enter, because nobody knows it.
    identities
        By name, in any order; also of names that do not take part, lest somebody adds one.
    """
    members = (encoded(each.name, int(each.authority), each.stake) for each in validators.members)
    keys = (encoded(name, *identities[name]) for name in sorted(identities))
    return digest("validators", encoded(*members), encoded(*keys))
