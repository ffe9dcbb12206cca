"""The whole story: every step ends as it must, and the same seed tells the same story."""

import pytest
from hybridstake.models.payments import story as module
from hybridstake.models.payments.forgeries import FORGERIES, honest
from hybridstake.models.payments.limbs import Layout
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.stage import assembled
from hybridstake.models.payments.story import Step, issue, story


def told(seed: bytes, outputs: int = 2) -> list[Step]:
    """All steps."""
    return list(story(assembled(Layout(2, 4), outputs, from_seed(seed))))


FEW = {"inflated": FORGERIES["inflated"], "digit 2": FORGERIES["digit 2"]}


def test_every_step_ends_as_it_must_and_every_forgery_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two of the forgeries; all of them are tried by `test_forgeries` and by the question."""
    monkeypatch.setattr(module, "FORGERIES", FEW)
    steps = told(b"one")
    assert [step.name for step in steps if not step.right] == []
    assert [step.name for step in steps if step.forged] == [
        *FEW,
        *("changed byte", "replayed"),
        *("vote of 2", "wrong tally"),
        *("uncovered loan", "negative debt", "collateral of half a unit"),
    ]


def test_the_same_seed_gives_the_same_bytes() -> None:
    def payment(seed: bytes) -> bytes:
        stage = assembled(Layout(2, 4), 2, from_seed(seed))
        assert issue(stage).right
        return honest(stage.scene()).encoded()

    assert payment(b"one") == payment(b"one") != payment(b"two")
