"""Selection run on every draw: counted by hand, and against the formulas of its probabilities."""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.variant import with_tables
from hybridstake.models.protocol.selection import (
    authority_probability,
    reused_authority_probability,
    reused_staker_probability,
    staker_probability,
)
from hybridstake.proofs.replaying import proposers
from hybridstake.proofs.replaying.proposers import (
    EveryDraw,
    authority_left_out,
    picks,
    run_of,
    staker_left_out,
)
from hybridstake.proofs.replaying.replay import NotReplayed, Replay
from hybridstake.proofs.solving.claim import Proof

SHARE = Fraction(7, 10)
STAKES = [Fraction(1), Fraction(2), Fraction(3, 2), Fraction(11, 2)]
Refuted = Callable[[str], Proof]


def independent(plan: Parameters) -> Parameters:
    """The plan with a draw of its own for the member."""
    return with_tables(plan, selection=replace(plan.selection, independent_draws=True))


def test_no_draw_picks_the_sixteenth_of_21_authorities(refuted: Refuted, plan: Parameters) -> None:
    """210 draws tell all, so 44,100 pairs; a thirtieth of them is fair."""
    run = authority_left_out(refuted("plan.selection.every-authority-proposes"), plan)
    assert run.violation == (
        "Of 44,100 equally likely pairs of draws the rule picks authority-16 of 21 in 0, where "
        "independent draws do so in 1,470."
    )


def test_no_draw_picks_a_staker_with_a_twentieth_of_the_stake(
    refuted: Refuted, plan: Parameters
) -> None:
    """Of 20 times 20 pairs, 3 / 10 of a twentieth are fair: 6."""
    run = staker_left_out(refuted("plan.selection.every-staker-proposes"), plan)
    assert run.violation == (
        "Of 400 equally likely pairs of draws the rule picks staker-14 of 15, with 1 of 20 stake, in 0, "
        "where independent draws do so in 6."
    )


@pytest.mark.parametrize(
    ("whom", "replayed"), [("authority", authority_left_out), ("staker", staker_left_out)]
)
def test_somebody_is_picked_by_another_number_of_draws_than_is_fair(
    whom: str, replayed: Callable[..., Replay], refuted: Refuted, plan: Parameters
) -> None:
    """Whom the solver names is its own choice: the first are picked too often, the last too seldom."""
    run = replayed(refuted(f"plan.selection.fair-to-every-{whom}"), plan)
    found = re.search(r" in ([\d,]+), where independent draws do so in ([\d,]+)\.$", run.violation)
    assert found is not None
    assert found[1] != found[2]


@pytest.mark.parametrize("kind", ["authority", "staker"])
@pytest.mark.parametrize("promise", ["every-{}-proposes", "fair-to-every-{}"])
def test_with_independent_draws_nobody_is_left_out(
    kind: str, promise: str, refuted: Refuted, plan: Parameters
) -> None:
    replayer = authority_left_out if kind == "authority" else staker_left_out
    with pytest.raises(NotReplayed, match=r"is picked by (\d+) of \d+ pairs, \1 being fair$"):
        replayer(refuted(f"plan.selection.{promise.format(kind)}"), independent(plan))


def test_one_that_is_picked_too_often_is_not_left_out(plan: Parameters) -> None:
    """The first authority has a 21st of all draws, 2,100 of 44,100, where a thirtieth is fair."""
    story = {"share": SHARE}
    often = run_of(plan, story, 21, [Fraction(1)], 0, "authority-1", never=False)
    assert "picks authority-1 in 2,100, where independent draws do so in 1,470." in often.violation
    with pytest.raises(NotReplayed) as refused:
        run_of(plan, story, 21, [Fraction(1)], 0, "authority-1", never=True)
    assert str(refused.value) == "authority-1 is picked by 2100 of 44100 pairs, 1470 being fair"


def test_counts_of_every_draw_are_the_probabilities_exactly() -> None:
    """Seven authorities and ten tokens of stake, told in halves of a token: 140 parts."""
    parts, total = 140, sum(STAKES)
    stakes = sorted(STAKES)
    reused = picks(SHARE, 7, stakes, parts, independent=False)
    apart = picks(SHARE, 7, stakes, parts, independent=True)
    before = [sum(stakes[:place]) for place in range(len(stakes))]
    assert [Fraction(each, parts * parts) for each in reused] == [
        *(reused_authority_probability(SHARE, rank, 7) for rank in range(7)),
        *(
            reused_staker_probability(SHARE, start, stake, total)
            for start, stake in zip(before, stakes, strict=True)
        ),
    ]
    assert [Fraction(each, parts * parts) for each in apart] == [
        *[authority_probability(SHARE, 7)] * 7,
        *(staker_probability(SHARE, stake, total) for stake in stakes),
    ]


def test_every_pair_of_draws_comes_once() -> None:
    draws = EveryDraw(3)
    pairs = list(zip(draws.random(9).tolist(), draws.random(9).tolist(), strict=True))
    thirds = [1 / 6, 3 / 6, 5 / 6]
    assert pairs == [(pytest.approx(one), pytest.approx(two)) for one in thirds for two in thirds]


def test_more_draws_than_can_be_made_are_refused(
    refuted: Refuted, plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposers, "MOST_PARTS", 209)
    with pytest.raises(NotReplayed, match=r"^there must be at most 209 draws, got 210$"):
        authority_left_out(refuted("plan.selection.every-authority-proposes"), plan)
