"""Operations that are timed: each does what its name says."""

from collections.abc import Callable
from typing import Any

import pytest
from hybridstake.experiments.measuring import operations as timed_operations
from hybridstake.experiments.measuring.costs_file import KEY, SIGNATURE, TRANSACTION, VOTE
from hybridstake.experiments.measuring.operations import operations
from hybridstake.models.cryptography.bls import key_generation, public_key, sign, verify
from hybridstake.models.cryptography.derivation import derived

SMALL = (3, 5)


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], Any]]:
    """Operations of few voters."""
    monkeypatch.setattr(timed_operations, "VOTERS", SMALL)
    monkeypatch.setattr(timed_operations, "THRESHOLDS", ((2, 3),))
    return operations()


def test_every_check_that_is_timed_succeeds(ready: dict[str, Callable[[], Any]]) -> None:
    """A check that refuses at once would be quicker than one that holds."""
    checks = [name for name in ready if "verify" in name]
    assert len(checks) == 6
    assert all(ready[name]() for name in checks)
    assert ready["bls_key_decoding"]() is not None


def test_what_is_timed_of_shares_is_a_signature_of_all(
    ready: dict[str, Callable[[], Any]],
) -> None:
    secret = key_generation(derived(timed_operations.SEED, "shared"))
    combined = ready["threshold_combine_2_of_3"]()
    assert combined == sign(secret, timed_operations.MESSAGE)
    assert verify(public_key(secret), timed_operations.MESSAGE, combined)


def test_the_names_that_the_throughput_model_asks_for_are_timed(
    ready: dict[str, Callable[[], Any]],
) -> None:
    assert {TRANSACTION, VOTE, KEY, SIGNATURE} <= set(ready)
