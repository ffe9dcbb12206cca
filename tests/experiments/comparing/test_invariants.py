from hybridstake.experiments.comparing.comparison import Comparison
from hybridstake.experiments.comparing.invariants import Held, count_held
from hybridstake.experiments.comparing.verdict import Verdict
from hybridstake.proofs.invariants.gate import plain_invariants
from hybridstake.proofs.invariants.invariant import Invariant, plain


def test_both_verdicts_stand_side_by_side(pair: Comparison) -> None:
    found = {each.name: each for each in pair.invariants}
    floor = found["fast.finality-floor"]
    assert floor.verdicts == ("refuted", "proved")
    assert floor.verdict is Verdict.BETTER
    assert floor.reasons[0].endswith("(0.3 s), got 0.2 s")
    assert floor.reasons[1] == ""
    assert found["round-in-time"].verdict is Verdict.SAME
    assert found["fast-secure.intersection"].stories[0].startswith("validator")


def test_the_plan_keeps_fewer_than_the_reference(pair: Comparison) -> None:
    """Counted by `hybridstake check`: 17 of 27 and 27 of 27."""
    assert [count_held(pair.invariants, side) for side in (0, 1)] == [(17, 27), (27, 27)]


def test_what_only_one_file_has_is_neither_kept_nor_missed() -> None:
    invariant = plain("mine", holds=True, field="rewards", rule="a rule", got="")
    undecided = Invariant("mine", "undecided", "rewards", "a rule", None)
    alone = Held("mine", (None, invariant))
    assert alone.verdicts == ("none", "proved")
    assert count_held([alone], 0) == (0, 0)
    assert Held("mine", (invariant, undecided)).verdict is Verdict.WORSE
    assert Held("mine", (None, undecided)).verdict is Verdict.DIFFERENT


def test_machines_are_told_what_check_tells_them(alone: Comparison) -> None:
    told = {each.name: each.as_dict(["a"]) for each in alone.invariants}
    for invariant in plain_invariants(alone.subjects[0].parameters):
        expected = invariant.as_dict()
        name = expected.pop("name")
        assert told[name] == {"invariant": name, "a": expected}
