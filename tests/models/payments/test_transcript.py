"""Challenges depend on everything that was said, and on nothing else."""

from collections.abc import Callable

import pytest
from hybridstake.models.payments import transcript as module
from hybridstake.models.payments.group import generator, scalar
from hybridstake.models.payments.transcript import Transcript

Said = Callable[[Transcript], None]


def challenge(*said: Said, purpose: str = "test") -> int:
    """What is asked after these."""
    transcript = Transcript(purpose)
    for each in said:
        each(transcript)
    return int(transcript.challenge("c"))


def parts(*pairs: tuple[str, bytes]) -> list[Said]:
    """Parts with their labels."""
    return [lambda transcript, pair=pair: transcript.absorb(*pair) for pair in pairs]


@pytest.mark.parametrize(
    "other",
    [
        parts(("a", b"xy")),
        parts(("a", b"x"), ("b", b"")),
        parts(("b", b"y"), ("a", b"x")),
        parts(("c", b"x"), ("b", b"y")),
        parts(("ax", b""), ("b", b"y")),
        parts(("a", b"x"), ("by", b"")),
        parts(("a", b"x"), ("b", b"y"), ("", b"")),
    ],
)
def test_no_two_conversations_are_asked_alike(other: list[Said]) -> None:
    """Bytes that move from one part to the next, or into a label, change the challenge."""
    assert challenge(*parts(("a", b"x"), ("b", b"y"))) != challenge(*other)
    assert challenge(*other) == challenge(*other)


def test_purpose_points_scalars_and_numbers_are_bound() -> None:
    said: list[list[Said]] = [
        [lambda t: t.absorb_points("p", (generator("a"),))],
        [lambda t: t.absorb_points("p", (generator("b"),))],
        [lambda t: t.absorb_scalars("p", (scalar(1),))],
        [lambda t: t.absorb_scalars("p", (scalar(-1),))],
        [lambda t: t.absorb_number("p", 1)],
        [lambda t: t.absorb_number("p", -1)],
    ]
    asked = [challenge(*each) for each in said]
    asked.append(challenge(*said[0], purpose="another"))
    assert len(set(asked)) == len(asked)


def test_every_challenge_is_another_one() -> None:
    transcript = Transcript("test")
    assert len({int(transcript.challenge("c")) for _ in range(5)}) == 5


def test_the_bases_are_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """With other bases the same words are another conversation."""
    before = challenge()
    monkeypatch.setattr(module, "generator", lambda name: generator(f"other {name}"))
    assert challenge() != before
