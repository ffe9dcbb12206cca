"""The story and the solver's counterexamples are runs of the machine, drawn as they are printed."""

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures.disagreement import PANELS, columns, draw
from hybridstake.experiments.figures.theme import COLUMN_INCHES, themed
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import disagreement
from hybridstake.experiments.running.precision import Precision
from hybridstake.proofs.registry import promise
from hybridstake.proofs.replaying.certificates import disagreement as replayed
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.settling import settle_claim
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex


def no_chance(*address: int) -> np.random.Generator:
    raise AssertionError("nothing is drawn")


def of(table: pd.DataFrame, protocol: str, story: str = disagreement.STORY) -> pd.DataFrame:
    return pd.DataFrame(table[(table["protocol"] == protocol) & (table["story"] == story)])


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {"protocol": protocol, **row}
        for protocol in ("plan", "reference")
        for case in disagreement.cases(protocol, load(protocol), Precision.TINY)
        for row in disagreement.answer(case, no_chance)
    )


def test_under_the_plan_two_blocks_are_final_and_nobody_lied(table: pd.DataFrame) -> None:
    plan = of(table, "plan")
    final = plan[plan["deed"] == "finalises"]
    assert list(zip(final["validator"], final["block"], final["mode"], strict=True)) == [
        ("a1", "A", "fast"),
        ("s1", "B", "secure"),
    ]
    assert list(final["signers"]) == ["a1, a2", "a3, s1, s2, s3"]
    assert set(plan["refusal"]) == {""}


def test_the_reference_refuses_the_first_precommit(table: pd.DataFrame) -> None:
    """By hand: two of three authorities are not more than 5/6 of them."""
    rows = of(table, "reference")
    assert list(rows["deed"]) == ["proposes", *["prevotes"] * 6]
    (refusal,) = set(rows["refusal"])
    assert refusal.startswith("step 8 of Fast beside Secure: a1 precommits A in round 0 (fast)")


def test_the_numbers_of_the_prose_count_the_blocks(table: pd.DataFrame) -> None:
    numbers = disagreement.numbers(table)
    assert numbers["plan_blocks_finalised"] == 2
    assert numbers["reference_blocks_finalised"] == 0
    assert numbers["plan_refusal"] == "nothing"


def test_equal_steps_of_several_share_a_line_and_a_column(table: pd.DataFrame) -> None:
    plan = of(table, "plan")
    lines = disagreement.tables(table)["disagreement"]
    assert list(lines["Validators"][1:3]) == ["a1, a2", "a3, s1, s2, s3"]
    assert max(columns(plan)) + 1 == len(lines)
    assert columns(plan) == sorted(columns(plan))


@pytest.fixture(scope="module")
def proofs() -> dict[str, Proof]:
    claims = disagreement.drawn("plan", load("plan"))
    return {promise(claim): settle_claim(claim, second_solver=False) for claim in claims}


def test_what_is_drawn_are_the_solvers_counterexamples_to_two_promises(
    table: pd.DataFrame, proofs: dict[str, Proof]
) -> None:
    """By name, role and stake as `prove` prints them: who takes part, who is Byzantine."""
    assert tuple(proofs) == PANELS
    for name, proof in proofs.items():
        assert proof.counterexample is not None
        shown = {
            (each["name"], each["stake"], each["authority"], each["byzantine"])
            for each in proof.counterexample.as_dict()["validators"]
        }
        rows = of(table, "plan", name)
        drawn = zip(
            rows["validator"],
            rows["stake"],
            rows["role"].str.startswith("authority"),
            rows["byzantine"],
            strict=True,
        )
        assert set(drawn) == shown


def test_what_is_drawn_is_what_the_replay_prints(
    table: pd.DataFrame, proofs: dict[str, Proof]
) -> None:
    for name, proof in proofs.items():
        rows = of(table, "plan", name)
        printed = " | ".join(replayed(proof, load("plan")).steps)
        final = rows[rows["deed"] == "finalises"]
        for row in pd.DataFrame(final).to_dict("records"):
            line = (
                f"{row['validator']} decides {row['block']} in round {row['round']} ({row['mode']})"
            )
            signers = str(row["signers"]).replace(", ", " and ")
            assert f"{line} on the precommits of {signers}" in printed
        assert set(final["block"]) == {"A", "B"}
        assert printed.count(" proposes ") == len(rows[rows["deed"] == "proposes"])
        assert printed.count(" starts round ") == len(rows[rows["deed"] == "starts the round"])


def test_equivocations_are_both_votes_of_who_signed_twice_and_no_others(
    table: pd.DataFrame,
) -> None:
    """By hand: an authority of three signs both blocks, twice each; the other two sign one each."""
    honest, lying = (of(table, "plan", name) for name in PANELS)
    assert set(honest["equivocates"]) == set(honest["byzantine"]) == {False}
    twice = lying[lying["equivocates"]]
    assert sorted(zip(twice["validator"], twice["deed"], twice["block"], strict=True)) == [
        ("both-1", "precommits", "A"),
        ("both-1", "precommits", "B"),
        ("both-1", "prevotes", "A"),
        ("both-1", "prevotes", "B"),
    ]


def test_a_promise_that_is_kept_has_no_counterexample(table: pd.DataFrame) -> None:
    assert set(table[table["protocol"] == "reference"]["story"]) == {disagreement.STORY}
    numbers = disagreement.numbers(table)
    assert numbers["plan_fast_secure_intersection_validators"] == 3
    assert numbers["plan_fast_secure_intersection_liars"] == 0
    assert numbers["plan_fast_two_thirds_needed_liars"] == 1
    assert not [each for each in numbers if each.startswith("reference_fast")]


def test_the_figure_names_everybody_and_rings_each_equivocation(table: pd.DataFrame) -> None:
    with themed():
        figure = draw(table)
    first, second = figure.axes
    assert [each.get_text() for each in second.get_yticklabels()] == [
        "authority-1\nauthority, stake 0",
        "authority-2\nauthority, stake 0",
        "both-1 (Byzantine)\nauthority, stake 1",
    ]
    rings = {
        name: [each for each in axes.collections if not len(each.get_facecolor())]
        for name, axes in zip(PANELS, (first, second), strict=True)
    }
    assert [len(each) for each in rings.values()] == [0, 4]
    edge = np.asarray(rings[PANELS[1]][0].get_edgecolor())
    assert to_hex(tuple(edge[0])) == "#d55e00"


def test_no_text_of_the_figure_covers_another(table: pd.DataFrame) -> None:
    """At column width; slanted labels below stand side by side and are left out."""
    with themed():
        figure = draw(table)
        FigureCanvasAgg(figure).draw()
    assert figure.get_size_inches()[0] == COLUMN_INCHES
    boxes = [
        each.get_window_extent()
        for axes in figure.axes
        for each in (*axes.texts, *axes.get_yticklabels())
        if each.get_text()
    ]
    assert len(boxes) == 4 + 6
    assert not [
        (one, two) for one in boxes for two in boxes if one is not two and one.overlaps(two)
    ]
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for box in boxes)


def test_where_nothing_is_refuted_nothing_is_drawn(table: pd.DataFrame) -> None:
    with themed():
        assert draw(of(table, "plan")).axes == []
