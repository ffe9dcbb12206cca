from hybridstake.experiments.sensitivity.breaking import breaks_more, is_whole, tally
from hybridstake.experiments.sensitivity.question import Breakers

FILE = frozenset({"a"})
RESULTS = [{"broken": [["a"], ["a", "b", "c"]]}, {"broken": [["c"], []]}]


def test_what_the_file_breaks_itself_is_not_held_against_candidates() -> None:
    assert breaks_more(RESULTS[0], FILE) == [frozenset(), frozenset({"b", "c"})]
    assert is_whole({"broken": [["a"]]}, FILE, Breakers.EXCLUDE)
    assert not is_whole(RESULTS[0], FILE, Breakers.EXCLUDE)
    assert is_whole(RESULTS[0], FILE, Breakers.COUNT)


def test_counts_are_of_candidates_the_most_broken_first() -> None:
    found = tally(RESULTS, FILE, refusals=["x must be y", "z"], excluded=1)
    assert (found.looked_at, found.breaking) == (4, 2)
    assert (found.refused, found.refusal) == (2, "x must be y")
    assert list(found.invariants.items()) == [("c", 2), ("b", 1)]
