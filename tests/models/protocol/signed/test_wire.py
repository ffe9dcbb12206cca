"""The wire: what does not bear its author's signature is as good as lost."""

import pytest
from hybridstake.models.protocol.machine.events import Gossip
from hybridstake.models.protocol.machine.stories import A, B
from hybridstake.models.protocol.machine.votes import Ballot, Kind, Proposal, Vote
from hybridstake.models.protocol.machine.wire import Sealed
from hybridstake.models.protocol.signed.keys import Secrets, registered, secrets_of
from hybridstake.models.protocol.signed.wire import SignedWire

NAMES = ("v1", "v2", "liar")
BALLOT = Ballot(Kind.PREVOTE, 0, 0, A)
VOTE = Vote("v1", BALLOT)
PROPOSAL = Proposal("v1", 0, 0, A)


@pytest.fixture
def wire() -> SignedWire:
    """Of three validators."""
    secrets = {name: secrets_of(b"seed", name) for name in NAMES}
    return SignedWire("chain", secrets, registered(secrets))


@pytest.mark.parametrize("message", [VOTE, PROPOSAL, Gossip("v1", 0, (VOTE,), (PROPOSAL,))])
def test_what_its_author_signed_is_believed(wire: SignedWire, message: Vote) -> None:
    assert wire.opened("v2", wire.seal("v1", message)) == message
    assert wire.tally.refused == 0


@pytest.mark.parametrize("said", [VOTE, PROPOSAL])
def test_nobody_can_speak_in_another_name(wire: SignedWire, said: Vote | Proposal) -> None:
    """A liar signs with its own key, and claims that it is another's."""
    impostor = SignedWire(
        "chain", {"v1": wire.secrets["liar"], "liar": wire.secrets["liar"]}, wire.register
    )
    signature = impostor.signature("v1", said)
    assert wire.opened("v2", Sealed("liar", said, (signature,))) is None
    gossip = Gossip("liar", 0, (VOTE, Vote("liar", BALLOT)), ())
    own = wire.signature("liar", Vote("liar", BALLOT))
    heard = wire.opened("v2", Sealed("liar", gossip, (impostor.signature("v1", VOTE), own)))
    assert heard == gossip._replace(votes=(Vote("liar", BALLOT),))
    assert wire.tally.refused == 2


@pytest.mark.parametrize(
    "other",
    [
        Vote("v1", BALLOT._replace(block=B)),
        Vote("v1", BALLOT._replace(block=None)),
        Vote("v1", BALLOT._replace(block=A._replace(statistics=A.statistics._replace(load=0.1)))),
        Vote("v1", BALLOT._replace(kind=Kind.PRECOMMIT)),
        Vote("v1", BALLOT._replace(height=1)),
        Vote("v1", BALLOT._replace(round=1)),
        Vote("v2", BALLOT),
    ],
)
def test_a_signature_is_of_one_vote_and_no_other(wire: SignedWire, other: Vote) -> None:
    signature = wire.signature("v1", VOTE)
    assert wire.opened("liar", Sealed("v1", other, (signature,))) is None


def test_a_proposal_is_signed_with_the_round_that_it_relies_on(wire: SignedWire) -> None:
    signature = wire.signature("v1", PROPOSAL)
    for other in (PROPOSAL._replace(valid_round=0), PROPOSAL._replace(round=1)):
        assert wire.opened("v2", Sealed("v1", other, (signature,))) is None


def test_a_vote_of_another_chain_says_nothing(wire: SignedWire) -> None:
    elsewhere = SignedWire("other chain", wire.secrets, wire.register)
    assert wire.opened("v2", elsewhere.seal("v1", VOTE)) is None


def test_gossip_is_its_senders_and_passes_on_only_what_was_kept(wire: SignedWire) -> None:
    gossip = Gossip("v2", 0, (VOTE,), ())
    wire.opened("v2", wire.seal("v1", VOTE))
    sealed = wire.seal("v2", gossip)
    assert wire.opened("liar", sealed) == gossip
    assert wire.opened("liar", sealed._replace(sender="v1")) is None
    with pytest.raises(KeyError):
        wire.seal("v2", Gossip("v2", 0, (Vote("liar", BALLOT),), ()))


@pytest.mark.parametrize("seal", [None, (), (bytes(96), bytes(96)), (b"",)])
def test_a_message_with_another_number_of_signatures_is_dropped(
    wire: SignedWire, seal: object
) -> None:
    assert wire.opened("v2", Sealed("v1", VOTE, seal)) is None
    assert wire.opened("v2", Sealed("v1", VOTE._replace(voter="nobody"), seal)) is None


def test_what_is_kept_is_not_checked_again(wire: SignedWire) -> None:
    sealed = wire.seal("v1", VOTE)
    for _ in range(3):
        assert wire.opened("v2", sealed) == VOTE
    assert wire.tally.checked == 1
    assert wire.tally.signed == 1


def test_who_never_registered_is_not_heard(wire: SignedWire) -> None:
    secrets = {**wire.secrets, "stranger": Secrets(5, bytes(32))}
    open_wire = SignedWire("chain", secrets, wire.register)
    assert open_wire.opened("v1", open_wire.seal("stranger", Vote("stranger", BALLOT))) is None
