"""Rounds with real keys: counts by hand, and the same decisions as without."""

from hybridstake.experiments.measuring.signed_rounds import measured_rounds
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode


def test_a_round_is_counted_and_agrees_with_the_one_without_keys() -> None:
    """Four validators sign a prevote and a precommit each, and one a proposal: nine.

    Three of four are enough in Fast, so a certificate is of at least three signatures and 97 bytes.
    Everybody checks what the others made, except what comes when all is decided.
    """
    found = measured_rounds(load("plan"), Mode.FAST, 4, 1, 1)
    assert (found.validators, found.decided) == (4, 1)
    assert found.signatures_made == 9
    assert 4 * 5 <= found.signatures_checked <= 3 * 9
    assert found.signatures_sent > found.signatures_checked
    assert found.certificate_bytes == 97
    assert found.separate_bytes in (3 * 96, 4 * 96)
    assert found.agrees
    assert found.certificates_hold
    other = measured_rounds(load("plan"), Mode.FAST, 4, 1, 2)
    assert other.decisions != found.decisions
