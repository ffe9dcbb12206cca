"""Single rules, each on one validator that is told what the rule is about."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.experiments.networking.deployments import of_regions
from hybridstake.models.network.events.chained import Chained, Offer
from hybridstake.models.network.events.hearing import Node
from hybridstake.models.network.events.ledger import GENESIS
from hybridstake.models.network.events.messages import (
    NIL,
    PRECOMMIT,
    PREVOTE,
    Begin,
    Proposal,
    Vote,
)
from hybridstake.models.network.events.queue import Queue
from hybridstake.models.network.events.rounds import Rounds
from hybridstake.models.network.events.simulation import Simulation, Trial
from hybridstake.models.network.events.wires import Wires
from hybridstake.models.protocol.machine.node import Stage
from hybridstake.models.protocol.modes import Mode

HERE = "eu-west-1:7"
A, B = 0, 1


def begun(trial_on: Callable[..., Trial], message_delays: int) -> tuple[Rounds, Node]:
    """Validator 6 of seven, in the first round."""
    trial = trial_on(of_regions(HERE), mode=Mode.BALANCED, message_delays=message_delays)
    simulation = Simulation(trial, np.random.default_rng(1))
    rounds = simulation.protocol
    assert isinstance(rounds, Rounds)
    rounds.start()
    rounds.hear(6, Begin(0))
    return rounds, rounds.nodes[6]


def told(rounds: Rounds, kind: int, round_: int, block: int, voters: range) -> None:
    """Validator 6 hears some votes."""
    for voter in voters:
        rounds.hear(6, Vote(kind, 0, round_, block, voter))


def voted(rounds: Rounds, node: Node, round_: int) -> list[int]:
    """What it has prevoted in a round."""
    prevotes = rounds.hearing.round_of(node, round_).prevotes
    return [block for block, tally in prevotes.items() if tally.voters >> 6 & 1]


def locked_on_a(trial_on: Callable[..., Trial]) -> tuple[Rounds, Node]:
    """It has precommitted A in the first round, and is in the second."""
    rounds, node = begun(trial_on, 3)
    rounds.hear(6, Proposal(0, 0, A, 0, None))
    told(rounds, PREVOTE, 0, A, range(4))
    assert node.stage is Stage.PRECOMMITTED
    told(rounds, PRECOMMIT, 0, NIL, range(5))
    assert (node.round, node.lock) == (1, (0, A))
    return rounds, node


def test_who_is_locked_votes_for_no_other_block(trial_on: Callable[..., Trial]) -> None:
    rounds, node = locked_on_a(trial_on)
    rounds.hear(6, Proposal(0, 1, B, 1, None))
    assert voted(rounds, node, 1) == [NIL]


def test_who_is_locked_votes_for_another_block_only_on_its_certificate(
    trial_on: Callable[..., Trial],
) -> None:
    """B is said to be certified in the first round: five prevotes for it, and it may be voted for."""
    rounds, node = locked_on_a(trial_on)
    rounds.hear(6, Proposal(0, 1, B, 1, 0))
    assert voted(rounds, node, 1) == []
    told(rounds, PREVOTE, 0, B, range(5))
    assert voted(rounds, node, 1) == [B]


def test_who_hears_enough_of_a_later_round_goes_there(trial_on: Callable[..., Trial]) -> None:
    """Three of seven are at least a third, so one of them is honest; two are not."""
    rounds, node = begun(trial_on, 3)
    told(rounds, PREVOTE, 3, NIL, range(2))
    assert node.round == 0
    told(rounds, PRECOMMIT, 3, NIL, range(2, 3))
    assert node.round == 3


def test_with_one_vote_a_new_block_needs_proof_that_the_round_before_came_to_nothing(
    trial_on: Callable[..., Trial],
) -> None:
    """More than two fifths of seven are three."""
    rounds, node = begun(trial_on, 2)
    rounds.start_round(node, 1)
    rounds.hear(6, Proposal(0, 1, B, 1, None))
    told(rounds, PREVOTE, 0, NIL, range(2))
    assert voted(rounds, node, 1) == []
    told(rounds, PREVOTE, 0, NIL, range(2, 3))
    assert voted(rounds, node, 1) == [B]


def test_with_one_vote_it_is_taken_back_only_when_enough_have_voted_otherwise(
    trial_on: Callable[..., Trial],
) -> None:
    rounds, node = begun(trial_on, 2)
    rounds.hear(6, Proposal(0, 0, A, 0, None))
    assert voted(rounds, node, 0) == [A]
    told(rounds, PREVOTE, 0, B, range(2))
    assert not rounds.form.gives_up(node)
    told(rounds, PREVOTE, 0, NIL, range(2, 3))
    assert rounds.form.gives_up(node)


def test_in_a_chain_nobody_votes_twice_in_a_round(trial_on: Callable[..., Trial]) -> None:
    trial = trial_on(of_regions(HERE), message_delays=5)
    simulation = Simulation(trial, np.random.default_rng(1))
    chain = simulation.protocol
    assert isinstance(chain, Chained)
    for _ in range(2):
        block = simulation.new_block(0, 0, 0, Mode.FAST, Mode.FAST, None)
        assert simulation.ledger.blocks[block].parent == GENESIS
        before = simulation.queue.sent
        chain.hear(6, Offer(block, None))
        sent = simulation.queue.sent - before
        assert (sent > 0) is (block == 0)


def test_what_was_sent_first_arrives_first_at_equal_times() -> None:
    queue = Queue()
    queue.spread(0.0, "first", (1.0, 2.0), (1, 2))
    queue.spread(1.0, "second", (1.0,), (3,))
    queue.spread(0.0, "third", (2.0, 2.0), (4, 5))
    found = [(message, recipient) for _, recipient, message in queue.events()]
    assert found == [("first", 1), ("first", 2), ("second", 3), ("third", 4), ("third", 5)]
    assert (queue.addressed, queue.pending()) == (5, 0)


def test_as_many_messages_are_lost_as_asked(trial_on: Callable[..., Trial]) -> None:
    """A fifth of 60,000 to everybody and of 5,000 to one, within five standard errors."""
    trial = trial_on(of_regions(HERE))
    everybody = np.ones((7, 7), dtype=np.bool_)
    rng = np.random.default_rng(1)
    wires = Wires(trial.links, trial.places, everybody, everybody, 0.2, False, rng)
    heard = sum(len(wires.reach(0)[1]) for _ in range(10_000))
    assert heard == pytest.approx(48_000, abs=5 * np.sqrt(60_000 * 0.16))
    single = sum(wires.single(0, 1) is not None for _ in range(5_000))
    assert single == pytest.approx(4_000, abs=5 * np.sqrt(5_000 * 0.16))
