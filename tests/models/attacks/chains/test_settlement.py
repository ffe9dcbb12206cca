"""Settlement with many honest leaders: the published table, two ways to each cell, laws, refusals."""

import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.published.settlement import SHARES, SHORT, TABLE
from hybridstake.models.attacks.chains.excursions import excursions
from hybridstake.models.attacks.chains.level_returns import Tilt, return_function, steady_tilt
from hybridstake.models.attacks.chains.margins import chance_by_margins
from hybridstake.models.attacks.chains.settlement import Settlement
from hybridstake.models.attacks.chains.settlement_bound import log_settlement_bound
from hybridstake.models.attacks.chains.settlement_chances import unsettled_chance
from hybridstake.models.attacks.chains.settlement_contour import chance_by_contour
from hybridstake.models.attacks.chains.settlement_draws import tilted_chain
from hybridstake.models.attacks.question import LARGEST_CHUNK
from hybridstake.models.attacks.rare import WeightedSample, moments_of
from hybridstake.models.attacks.sampling import Sample
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st


def printed(value: float) -> str:
    """As in the table: three digits."""
    return f"{value:.2E}"


@pytest.mark.parametrize(
    "slots",
    [
        100,
        200,
        pytest.param(300, marks=pytest.mark.exhaustive),
        pytest.param(400, marks=pytest.mark.exhaustive),
    ],
)
def test_multihonest_table(slots: int) -> None:
    """saad0105050/multihonest-code, forkability_probs.multihonest.txt: 36 cells for so many slots."""
    for unique, row in TABLE[slots].items():
        questions = [Settlement(share=share, unique=unique, slots=slots) for share in SHARES]
        assert [printed(one.exact().probability) for one in questions] == row.split()


@pytest.mark.parametrize(
    "unique",
    [0.01, 1.0, *(pytest.param(part, marks=pytest.mark.slow) for part in (0.25, 0.5, 0.8, 0.9))],
)
def test_the_rows_for_500_slots_leave_out_a_state(unique: float) -> None:
    """The same file: 36 of 36 cells are the true ones less the state with reach and margin zero.

    As the model says, none of them is right.
    """
    row = TABLE[SHORT][unique].split()
    found = [unsettled_chance(share, unique, SHORT) for share in SHARES]
    short = [printed(one.total.probability - one.level.probability) for one in found]
    assert short == row
    assert not any(
        printed(one.total.probability) == cell for one, cell in zip(found, row, strict=True)
    )


def test_the_worst_of_them_is_97_times_too_small() -> None:
    worst = unsettled_chance(0.01, 0.01, 500).total.probability / 7.89e-05
    assert worst == pytest.approx(97, abs=1)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("unique", [0.01, 0.5, 1.0])
def test_both_ways_leave_out_the_same_state(share: float, unique: float) -> None:
    """The published chain, state by state, with nothing counted for reach and margin zero."""
    found = unsettled_chance(share, unique, 70)
    short = chance_by_margins(share, unique, 70, level=0.0).probability
    assert short == pytest.approx(
        found.total.probability - found.level.probability, rel=1e-10, abs=0
    )
    assert short < found.total.probability * (1 - 1e-3)


def by_fractions(share: Fraction, unique: Fraction, slots: int) -> Fraction:
    """The published chain, forwards, in fractions."""
    ratio = share / (1 - share)
    mass = {(reach, reach): (1 - ratio) * ratio**reach for reach in range(slots + 1)}
    for _ in range(slots):
        after: dict[tuple[int, int], Fraction] = {}
        for (reach, margin), chance in mass.items():
            lower = max(0, reach - 1)
            stays = margin == 0 and reach > 0
            for state, part in (
                ((reach + 1, margin + 1), share),
                ((lower, margin - (not stays)), (1 - share) * unique),
                ((lower, margin - (margin != 0)), (1 - share) * (1 - unique)),
            ):
                after[state] = after.get(state, Fraction(0)) + chance * part
        mass = after
    held = sum((chance for (_, margin), chance in mass.items() if margin >= 0), Fraction(0))
    return held + ratio ** (slots + 1)


@pytest.mark.parametrize("slots", [1, 2, 3, 7, 12])
@pytest.mark.parametrize("unique", [1.0, 0.5, 0.125])
@pytest.mark.parametrize("share", [0.25, 0.01, 0.4375])
def test_short_waits_in_fractions(share: float, unique: float, slots: int) -> None:
    truth = float(by_fractions(Fraction(share), Fraction(unique), slots))
    near = pytest.approx(truth, rel=1e-13, abs=0)
    contour = chance_by_contour(share, unique, slots)
    assert unsettled_chance(share, unique, slots).total.probability == near
    assert chance_by_margins(share, unique, slots).probability == near
    assert contour is not None
    assert contour.probability == near


@given(
    share=st.floats(1e-300, 0.4999999),
    unique=st.floats(1e-300, 1.0),
    slots=st.integers(1, 90),
)
def test_levels_and_margins_agree(share: float, unique: float, slots: int) -> None:
    """One dimension with counted excursions, against two without; measured: 1e-15 of the logarithm."""
    question = Settlement(share=share, unique=unique, slots=slots)
    second = question.second_exact()
    assert second is not None
    log10 = question.exact().log10_probability
    assert log10 == pytest.approx(second.log10_probability, rel=1e-13, abs=1e-12)


@given(
    share=st.floats(1e-6, 0.4999999),
    unique=st.floats(1e-12, 1.0),
    slots=st.integers(1, 900),
)
def test_levels_and_the_integral_agree(share: float, unique: float, slots: int) -> None:
    """Sums of positive terms, against one integral over a circle; measured: 2e-13."""
    log10 = unsettled_chance(share, unique, slots).total.log10_probability
    contour = chance_by_contour(share, unique, slots)
    assert contour is not None
    assert log10 == pytest.approx(contour.log10_probability, rel=2e-12, abs=2e-12)


@pytest.mark.parametrize(
    ("share", "unique", "slots"), [(0.1, 1.0, 2_160), (0.45, 0.5, 3_000), (0.3, 0.01, 5_000)]
)
def test_thousands_of_slots_have_two_exact_answers(share: float, unique: float, slots: int) -> None:
    question = Settlement(share=share, unique=unique, slots=slots)
    exact, second = question.exact(), question.second_exact()
    assert second is not None
    assert second.method == "contour"
    assert second.log10_probability == pytest.approx(exact.log10_probability, rel=1e-13, abs=1e-11)


@pytest.mark.slow
@pytest.mark.parametrize(("share", "unique"), [(0.49, 1.0), (1e-3, 0.5)])
def test_the_most_slots_have_two_exact_answers(share: float, unique: float) -> None:
    question = Settlement(share=share, unique=unique, slots=10_000)
    exact, second = question.exact(), question.second_exact()
    assert second is not None
    assert second.agrees_with(exact)
    assert second.log10_probability == pytest.approx(exact.log10_probability, rel=1e-13, abs=1e-11)


def test_an_integral_that_rounding_has_spoilt_is_no_answer() -> None:
    """One slot and nearly no adversary: the terms of other lengths drown 2e-9."""
    assert chance_by_contour(1e-9, 1.0, 1) is None
    assert unsettled_chance(1e-9, 1.0, 1).total.probability == pytest.approx(2e-9, rel=1e-8, abs=0)


def test_a_steady_rate_is_the_pole_of_the_integral() -> None:
    """Each slot more divides the chance by the argument at which the returns sum up to one."""
    tilt = steady_tilt(0.3, 0.5)
    height = np.array([math.exp(tilt.log_height)])
    returns = return_function(height, math.exp(tilt.log_odds), 0.5)
    assert returns[0] == pytest.approx(1.0, abs=1e-6)
    pole = (tilt.log_step - math.log(0.21) / 2) / math.log(10)
    first, second = (unsettled_chance(0.3, 0.5, slots).total for slots in (1_500, 2_500))
    assert first.log10_probability - second.log10_probability == pytest.approx(
        1_000 * pole, rel=1e-7
    )


def test_a_long_wait_keeps_its_logarithm() -> None:
    """Below every float after 500 slots: each hundred adds what the last one did."""
    waits = [unsettled_chance(0.001, 1.0, slots).total for slots in (300, 400, 500)]
    first, second, third = (wait.log10_probability for wait in waits)
    assert waits[-1].probability == 0.0
    assert third < -400
    assert third - second == pytest.approx(second - first, rel=1e-3)


@given(
    share=st.floats(0, 0.6), unique=st.floats(0, 1), slots=st.integers(1, 60), more=st.floats(0, 1)
)
def test_waiting_and_single_leaders_help_and_adversaries_hurt(
    share: float, unique: float, slots: int, more: float
) -> None:
    def log10(share: float, unique: float, slots: int) -> float:
        return Settlement(share=share, unique=unique, slots=slots).exact().log10_probability

    here = log10(share, unique, slots)
    assert log10(share, unique, slots + 1) <= here + 1e-12
    assert log10(share + more * (1 - share), unique, slots) >= here - 1e-12
    assert log10(share, unique + more * (1 - unique), slots) <= here + 1e-12


@pytest.mark.parametrize(("odds", "height"), [(1.0, 1.0), (1.5, 0.8)])
def test_excursions_are_counted(odds: float, height: float) -> None:
    """All 2^9 paths of nine steps, one by one: those that come to +1 then, by their depth and weight.

    A rise weighs 1 / (1 + y^2), a fall y^2 / (1 + y^2), a new depth kappa y more.
    """
    tilt = Tilt(log_odds=math.log(odds), log_height=math.log(height))
    rise = 1 / (1 + height**2)
    for steps, found in enumerate(excursions(tilt, 9, 0.0), start=1):
        counts = np.zeros(5)
        for path in itertools.product((-1, 1), repeat=steps):
            heights = np.cumsum(path)
            depth = int(-heights.min(initial=0))
            if heights[-1] == 1 and heights[:-1].max(initial=0) <= 0:
                fell = path.count(-1)
                weight = rise ** (steps - fell) * (1 - rise) ** fell
                counts[depth] += weight * (odds * height) ** depth
        assert found == pytest.approx(counts[: found.size], rel=1e-14, abs=0)
        assert counts[found.size :].sum() == 0


@pytest.mark.parametrize(
    ("share", "unique", "slots"), [(0.3, 0.5, 40), (0.45, 1.0, 20), (0.1, 0.05, 60), (0.2, 1, 1)]
)
def test_a_sample_holds_the_truth(share: float, unique: float, slots: int) -> None:
    """Clopper–Pearson at 1 - 1e-6."""
    question = Settlement(share=share, unique=unique, slots=slots)
    found = question.successes(50_000, np.random.default_rng(6))
    sampled = Sample(successes=found, trials=50_000, looks=1).estimate(1 - 1e-6)
    assert question.exact().agrees_with(sampled)
    assert sampled.upper - sampled.lower < 0.05


@pytest.mark.parametrize(
    ("share", "unique", "truth"),
    [(0.5, 1.0, 1.0), (1.0, 0.0, 1.0), (0.2, 0.0, 1.0), (0.0, 1.0, 0.0), (0.0, 0.25, 0.75**9)],
)
def test_where_one_side_has_its_way(share: float, unique: float, truth: float) -> None:
    question = Settlement(share=share, unique=unique, slots=9)
    assert question.exact().probability == pytest.approx(truth, rel=1e-15, abs=0)
    second = question.second_exact()
    assert second is not None
    ways = {0.0: "integers", 0.2: "margins", 0.5: "reach", 1.0: "reach"}
    assert second.method == ways[share]
    assert second.agrees_with(question.exact())
    assert second.upper - second.lower <= 5e-10  # what is forgiven for rounding
    assert question.bound().probability >= truth
    sampled = question.successes(20_000, np.random.default_rng(2)) / 20_000
    assert sampled == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / 20_000))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"share": math.nan}, "share must lie in [0, 1], got nan"),
        ({"unique": -0.5}, "unique must lie in [0, 1], got -0.5"),
        ({"slots": 0}, "slots must be at least 1, got 0"),
        ({"slots": 10_001}, "slots must be at most 10000, got 10001"),
    ],
)
def test_impossible_waits_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        Settlement(**({"share": 0.1, "unique": 1.0, "slots": 10} | changes))
    assert str(refusal.value) == message


@given(
    share=st.one_of(st.floats(0, 0.45), st.floats(0.5, 1)),
    unique=st.floats(0, 1),
    slots=st.integers(1, 60),
)
def test_the_bound_holds(share: float, unique: float, slots: int) -> None:
    question = Settlement(share=share, unique=unique, slots=slots)
    assert question.exact().log10_probability <= question.bound().log10_probability + 1e-15


@pytest.mark.parametrize(("share", "unique"), [(0.1, 1.0), (0.3, 0.5), (0.01, 0.1)])
def test_the_bound_falls_as_fast_as_the_chance(share: float, unique: float) -> None:
    """Less than e (N + 1) times too high, as a geometric time would have it, or five times that."""
    for slots in (50, 200, 800):
        exact = unsettled_chance(share, unique, slots).total.log10_probability
        bound = log_settlement_bound(share, unique, slots) / math.log(10)
        assert 0 <= bound - exact < math.log10(5 * math.e * (slots + 1))


def test_the_bound_is_the_least_that_markov_gives() -> None:
    """p = 1/20, single leaders, three slots: (E s^T - 1) / (s^4 - 1) with E s^T = (q - p) s / (1 - g),
    s = y / (1 + y^2) / sqrt(p q), at 2,000 heights from y = sqrt(p / q), s = 1, to the pole."""
    odds = math.sqrt(19)
    heights = np.geomspace(1 / odds, math.exp(steady_tilt(0.05, 1.0).log_height), 2_000)[1:-1]
    arguments = heights / (1 + heights**2) / math.sqrt(0.0475)
    moments = 0.9 * arguments / (1 - return_function(heights, odds, 1.0))
    least = float(((moments - 1) / (arguments**4 - 1)).min())
    assert least < 0.3
    assert math.exp(log_settlement_bound(0.05, 1.0, 3)) == pytest.approx(least, rel=1e-2)


def test_the_heaviest_trial_stayed_at_level_zero() -> None:
    """One slot: whoever stays there, by a slot with many leaders, weighs what changed chances leave."""
    question = Settlement(share=0.3, unique=0.5, slots=1)
    weights = question.log_weights(1_000, np.random.default_rng(9))
    assert tilted_chain(0.3, 0.5, 1).log_at_zero > 1e-3
    assert weights.max() == pytest.approx(question.largest_log_weight, abs=1e-12)


@pytest.mark.parametrize(
    ("share", "unique", "slots"),
    [(0.1, 1.0, 100), (0.3, 0.5, 300), (0.01, 0.01, 100), (0.45, 1.0, 60), (0.3, 1.0, 1)],
)
def test_a_weighted_sample_holds_the_truth(share: float, unique: float, slots: int) -> None:
    """Within five standard errors, of 2 % at the most; no weight above the largest."""
    question = Settlement(share=share, unique=unique, slots=slots)
    weights = question.log_weights(20_000, np.random.default_rng(8))
    drawn = WeightedSample(
        moments=moments_of(weights),
        trials=20_000,
        looks=1,
        largest_log_weight=question.largest_log_weight,
    )
    assert drawn.doubt == ""
    assert weights.max() <= question.largest_log_weight + 1e-9
    assert drawn.relative_deviation < 0.02
    log_ratio = drawn.log_probability - question.exact().log10_probability * math.log(10)
    assert abs(log_ratio) < 5 * drawn.relative_deviation


def test_changed_chances_sum_up_to_one_below_level_zero() -> None:
    """The worth of every state is that of the two after it, at y and kappa of p = 0.3."""
    chain = tilted_chain(0.3, 0.5, 12)
    rise, fall, phi = chain.tilt.down, 1 - chain.tilt.down, math.exp(chain.tilt.log_phi)

    def worth(reach: int, below: int) -> float:
        return float(chain.worth(np.array([reach]), np.array([below]))[0])

    for below in range(1, 12):
        lowest = rise * worth(1, below - 1) + fall * phi * worth(0, below + 1)
        assert lowest == pytest.approx(worth(0, below), rel=1e-13)
        for reach in range(1, 12 - below):
            after = rise * worth(reach + 1, below - 1) + fall * worth(reach - 1, below + 1)
            assert after == pytest.approx(worth(reach, below), rel=1e-13)


def test_a_weighted_sample_holds_the_truth_after_the_most_slots() -> None:
    """About 1e-13, by 256 trials, whose deviation is below 6 %: it does not grow with the slots."""
    question = Settlement(share=0.45, unique=0.7, slots=10_000)
    weights = question.log_weights(256, np.random.default_rng(8))
    drawn = WeightedSample(
        moments=moments_of(weights),
        trials=256,
        looks=1,
        largest_log_weight=question.largest_log_weight,
    )
    assert weights.max() <= question.largest_log_weight + 1e-9
    assert drawn.relative_deviation < 0.06
    log_ratio = drawn.log_probability - question.exact().log10_probability * math.log(10)
    assert abs(log_ratio) < 5 * drawn.relative_deviation


def test_fewer_weighted_trials_are_drawn_at_once_where_there_are_many_slots() -> None:
    """From 1,025 slots on; below, as many as of any question."""
    sizes = [
        Settlement(share=0.1, slots=slots).weighted_trials_at_once
        for slots in (1, 1_024, 1_025, 10_000)
    ]
    assert sizes == [8_192, 8_192, 8_184, 838]


def test_rare_trials_are_drawn_where_the_race_is_open() -> None:
    assert Settlement(share=0.1, slots=10_000).is_sampled_rarely
    assert not Settlement(share=0.5, slots=10).is_sampled_rarely
    assert not Settlement(share=0.1, unique=0.0, slots=10).is_sampled_rarely


def test_a_chunk_is_short_however_many_slots_are_waited() -> None:
    """Some sixteen million slots at the most, half a second's work, so that a budget can be kept."""
    few, many = (Settlement(share=0.3, slots=slots) for slots in (60, 10_000))
    assert few.trials_at_once == LARGEST_CHUNK
    for chunk in (many.trials_at_once, many.weighted_trials_at_once):
        assert 256 <= chunk <= 2**24 // 10_000
