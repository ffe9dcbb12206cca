"""Lines of a run: who does the same shares one, and running numbers are a range."""

import pytest
from hybridstake.models.protocol.machine.acts import Act, Step, Transition
from hybridstake.models.protocol.machine.stories import A
from hybridstake.models.protocol.machine.votes import Kind
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.replaying.telling import in_words, sentence


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["one"], "one"),
        (["two", "one"], "one and two"),
        (["staker-2", "staker-1"], "staker-1 and staker-2"),
        (["staker-10", "staker-9", "staker-8"], "staker-8 to staker-10"),
        (["staker-1", "both-1", "staker-3"], "both-1, staker-1 and staker-3"),
    ],
)
def test_names_with_running_numbers_are_a_range(names: list[str], words: str) -> None:
    assert in_words(names) == words


def test_several_who_do_the_same_are_told_in_the_plural() -> None:
    act = Act(Transition.DECIDE, "", 2, A)
    step = Step(0.0, act, Mode.SECURE, frozenset({"b-1", "b-2"}))
    assert (
        sentence(step, ["a-1"])
        == "a-1 decides A in round 2 (secure) on the precommits of b-1 and b-2"
    )
    assert sentence(step, ["a-1", "a-2"]).startswith("a-1 and a-2 decide A in round 2 (secure) on ")
    lie = Step(0.0, Act(Transition.BYZANTINE, "", 0, A, kind=Kind.PREVOTE), None)
    assert sentence(lie, ["a-1", "a-2"]) == "a-1 and a-2 sign a prevote of A in round 0 (Byzantine)"
