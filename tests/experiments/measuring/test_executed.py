"""What is executed with real keys, each by its counts."""

from functools import partial

from hybridstake.experiments.measuring.executed import (
    followed_chain,
    forged,
    run_in,
    run_with_liar,
    shared,
)
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.seeds import generator
from hybridstake.models.protocol.modes import Mode


def test_a_rogue_key_forges_unless_it_is_asked_for_its_proof() -> None:
    assert forged(2, b"seed") == {"forged": 1, "held unproved": 1, "held proved": 0}


def test_shares_are_tried_in_every_choice() -> None:
    """Three of four: four choices, and six of two holders."""
    assert shared(3, 4, b"seed") == {
        "choices": 4,
        "signatures": 1,
        "hold": 4,
        "too few": 6,
        "too few hold": 0,
    }


def test_a_run_is_counted() -> None:
    """Four validators, one height: a proposal, four prevotes and four precommits."""
    found = run_in(load("plan"), Mode.SECURE, 1, 4, b"seed", partial(generator, 1, "t", 0))
    assert found["decisions"] == found["agreeing"] == found["certified"] == 4
    assert found["made"] == 9
    assert found["checked"] <= 9 * 3
    assert found["sent"] > found["checked"]


def test_a_liar_is_proved_guilty_by_whoever_heard_both_votes() -> None:
    """A seed under which honest validators hear both."""
    found = run_with_liar(load("reference"), b"seed", partial(generator, 1, "liar", 5))
    assert found["same runs"] == 1
    assert found["double votes"] == found["proved"] == 2
    assert found["tampered"] == 3 * 2
    assert found["tampered hold"] == found["honest accused"] == 0


def test_a_client_follows_and_is_not_deceived() -> None:
    """Twelve forgeries of the one height, which is asked for at once."""
    assert followed_chain(load("reference"), 1, b"seed") == {
        "headers": 1,
        "accepted": 1,
        "forged": 12,
        "forged accepted": 0,
        "asked": 1,
        "reached": 1,
    }
