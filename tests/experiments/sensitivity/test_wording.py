"""What is said of answers that are made up, so that every word has its reason in sight."""

from dataclasses import replace
from typing import Any

import pytest
from hybridstake.experiments.sensitivity import wording
from hybridstake.experiments.sensitivity.analysis import MetricAnswer
from hybridstake.experiments.sensitivity.breaking import Left
from hybridstake.experiments.sensitivity.findings import Effect, Verdict
from hybridstake.experiments.sensitivity.intervals import Interval
from hybridstake.experiments.sensitivity.noise import Noise
from hybridstake.experiments.sensitivity.question import Breakers
from hybridstake.experiments.sensitivity.study import Study

SURE = Interval(0.5, 0.4, 0.6)
LITTLE = Interval(0.01, 0.0, 0.02)
ZERO = Interval(0, 0, 0)


def effect(field: str, total: Interval, verdict: Verdict, moved: int = 100) -> Effect:
    return Effect(field, total, total, SURE, 0.1, 100, moved, verdict)


@pytest.fixture
def answer(study: Study) -> MetricAnswer:
    """Two fields matter, one does not, one never moved it, one cannot be told."""
    effects = (
        effect("a", Interval(0.3, 0.2, 0.4), Verdict.MATTERS),
        effect("b", SURE, Verdict.MATTERS),
        effect("c", LITTLE, Verdict.NEGLIGIBLE),
        effect("d", ZERO, Verdict.NEGLIGIBLE, moved=0),
        effect("e", Interval(0.06, 0.01, 0.2), Verdict.UNSETTLED),
    )
    return replace(study.metrics[0], effects=effects)


def test_each_field_is_put_where_its_interval_allows(study: Study, answer: MetricAnswer) -> None:
    assert wording.of_metric(answer, study) == (
        "deterred_gain (gain from which a lone authority is deterred): two fields surely matter: "
        "b (0.50, 0.40 to 0.60) and a (0.30, 0.20 to 0.40). "
        "What does not matter (total index surely below 0.05): c. "
        "Never moved it once, in at least 100 changes of each alone, so that at most 3 % of such "
        "changes do (95 % sure): d. "
        "Cannot be told from this sample: e (0.06, 0.01 to 0.20)."
    )


def test_a_third_place_that_is_in_doubt_is_said_to_be(answer: MetricAnswer) -> None:
    third, fourth = (effect(name, Interval(0.2, 0.1, 0.3), Verdict.MATTERS) for name in "xy")
    four = replace(answer, effects=(*answer.effects[:2], third, fourth), rivals=("y",))
    assert wording.mattering(four) == (
        "what matters most: b (0.50, 0.40 to 0.60), a (0.30, 0.20 to 0.40) and x (0.20, 0.10 to 0.30). "
        "Whether y rather belongs among them, this sample does not tell."
    )
    assert wording.mattering(replace(four, rivals=())).endswith("and x (0.20, 0.10 to 0.30).")


def test_where_nothing_surely_matters_nothing_is_said_to(answer: MetricAnswer) -> None:
    unsure = replace(answer, effects=answer.effects[2:])
    assert wording.mattering(unsure) == "no field surely matters."


def test_luck_is_told_in_three_parts(answer: MetricAnswer) -> None:
    noisy = replace(answer, noise=Noise(0.6, 0.25, 0.15, 0.03))
    assert wording.chance(noisy) == (
        "Of the variance of a single run 60 % comes from the parameters, 25 % is luck that all "
        "candidates share, 15 % luck of their own; in the means of replicates the last is 3 %, so that "
        "a total index up to 0.03 may be luck alone."
    )
    assert wording.chance(answer) == ""
    steady = wording.chance(replace(answer, noise=Noise(1.0, 0.0, 1e-20, 1e-21)))
    assert steady.endswith("in the means of replicates the last is less than 0.01 %.")


def test_a_metric_that_stands_still_has_no_order_of_fields(
    study: Study, answer: MetricAnswer
) -> None:
    still = replace(answer, still=True, effects=(answer.effects[3],), logarithmic=True)
    assert wording.of_metric(still, study) == (
        "deterred_gain (gain from which a lone authority is deterred, in powers of ten): the same in "
        "all of Sobol's design. Never moved it once, in at least 100 changes of each alone, so that at "
        "most 3 % of such changes do (95 % sure): d."
    )


def test_over_all_metrics_only_what_surely_matters_somewhere_is_named(study: Study) -> None:
    assert wording.together(study) == (
        "Over all 2 metrics, by mean total index, what matters most: network.delay_seconds, "
        "slashing.rate and slashing.detection_probability. What matters for none of them: "
        "staking.authority_minimum."
    )
    assert wording.together(replace(study, metrics=study.metrics[:1])) == ""


@pytest.mark.parametrize(
    ("breakers", "left", "said"),
    [
        (
            Breakers.COUNT,
            Left(0, "", 0, 64, 0, {}),
            "None of the 64 candidates that were looked at breaks an invariant that the file keeps.",
        ),
        (
            Breakers.COUNT,
            Left(0, "", 0, 64, 9, {"p": 8, "q": 4, "r": 2, "s": 1}),
            "9 of the 64 candidates that were looked at break an invariant that the file keeps: p (8), "
            "q (4), r (2) and 1 more; they count like all others, and --invariants exclude leaves them "
            "out.",
        ),
        (
            Breakers.EXCLUDE,
            Left(2, "x must be y, got z", 3, 64, 9, {"p": 9}),
            "2 blocks were left out, as values in them do not go together: x must be y, got z. 9 of the "
            "64 candidates that were looked at break an invariant that the file keeps: p (9); 3 blocks "
            "with such a candidate were left out, so that fields are no longer independent in what is "
            "left.",
        ),
        (
            Breakers.IGNORE,
            Left(0, "", 0, 0, 0, {}),
            "Nobody looked whether candidates break invariants.",
        ),
    ],
)
def test_what_breaks_invariants_is_said(
    study: Study, breakers: Breakers, left: Left, said: str
) -> None:
    asked = replace(study.question, breakers=breakers)
    assert wording.breaking(replace(study, question=asked, left=left)) == [said]


def test_the_second_witness_and_few_blocks_are_told(study: Study) -> None:
    told = wording.designs(study)
    assert "Evaluated: 232 candidates, in 32 blocks" in told
    assert (
        "SALib and SciPy agree within the intervals: no index of theirs differs by more than "
        in told
    )
    assert "With so few blocks" in told
    assert "With so few blocks" not in wording.designs(replace(study, sobol_blocks=64))


def test_witnesses_that_are_apart_do_not_agree(study: Study) -> None:
    def apart(distance: float) -> Any:
        return replace(study, metrics=(replace(study.metrics[0], witness_distance=distance),))

    assert apart(0.01).agrees
    assert not apart(0.9).agrees
    assert "SALib and SciPy do not agree" in wording.designs(apart(0.9))
