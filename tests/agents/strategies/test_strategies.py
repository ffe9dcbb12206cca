"""Every rule of choice does what it says, one person at a time and in arrays."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.choices.news import stake_offer
from hybridstake.agents.choices.positions import POSITIONS, Options, Position
from hybridstake.agents.economy.chain import found_chain
from hybridstake.agents.economy.conservation import Totals
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.strategies.best import Discounted, Myopic
from hybridstake.agents.strategies.bounded import Bounded, candidate
from hybridstake.agents.strategies.imitation import Imitation, model_of
from hybridstake.agents.strategies.reinforcement import Reinforcement, learn
from hybridstake.agents.strategies.strategy import Seen, Strategy
from hybridstake.agents.strategies.table import STRATEGIES, strategy_named
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

OPEN = (True,) * POSITIONS
ALL = Options(worths=(10.0, 12.0, 14.0, 8.0, -1.0, 9.0), feasible=OPEN)
SOME = replace(ALL, feasible=(True, True, False, False, False, False))


def pick_of(position: Position) -> float:
    """A draw by which this position comes to mind."""
    return (position + 0.5) / POSITIONS


def seen(position: Position = Position.IDLE, options: Options = ALL, **known: Any) -> Seen:
    """What somebody goes by; draws that neither slip nor try anything."""
    return replace(
        Seen(options=options, position=int(position), tremble=0.999, pick=pick_of(Position.IDLE)),
        **known,
    )


@pytest.mark.parametrize("strategy", [Myopic(), Discounted()])
def test_a_best_response_is_the_open_position_worth_most(strategy: Strategy) -> None:
    assert strategy.choose(seen()) == Position.VALIDATE
    assert strategy.choose(seen(options=SOME)) == Position.DELEGATE
    level = replace(ALL, worths=(5.0,) * POSITIONS)
    assert strategy.choose(seen(Position.GRIEF, level)) == Position.GRIEF


def test_the_myopic_go_by_yesterday_s_pay_and_the_others_by_what_they_expect() -> None:
    """And only those who look ahead count the time on the way out."""
    totals = Totals(0, 100, 100, 0, 0, 0, 1, 0, 0, 0, 0, 0)
    found = []
    for strategy in (Myopic(), Discounted()):
        run = terms(load("plan"), EconomySettings(strategy=strategy))
        chain = replace(found_chain(run, 10**14), offered_stakers=700, expected_stakers=900.0)
        offer = stake_offer(chain, run, totals)
        found.append((offer.pool * run.epoch_years, offer.exit_share))
    np.testing.assert_allclose(found, [(700.0, 0.0), (900.0, 21 / 365)], rtol=1e-12)


def test_the_bounded_look_at_one_alternative_alone() -> None:
    """Validating is worth most; they delegate, because that is what came to mind."""
    found = Bounded(inertia=0.0).choose(seen(pick=pick_of(Position.DELEGATE)))
    assert found == Position.DELEGATE


@pytest.mark.parametrize(
    ("inertia", "moves"), [(0.0, True), (0.19, True), (0.2, False), (5.0, False)]
)
def test_the_bounded_stay_unless_a_change_is_worth_the_trouble(inertia: float, moves: bool) -> None:
    """From 10 to 12 is a fifth."""
    rule = Bounded(inertia=inertia, noise=0.0)
    found = rule.choose(seen(pick=pick_of(Position.DELEGATE)))
    assert found == (Position.DELEGATE if moves else Position.IDLE)


def test_inertia_holds_those_who_lose_as_well() -> None:
    """From -10 to -8: a fifth of ten."""
    losing = replace(ALL, worths=(-8.0, -10.0, *ALL.worths[2:]))
    for inertia, moves in ((0.19, True), (0.21, False)):
        found = Bounded(inertia=inertia, noise=0.0).choose(seen(Position.DELEGATE, losing))
        assert found == (Position.IDLE if moves else Position.DELEGATE)


def test_the_bounded_slip_as_often_as_they_say_and_never_into_what_is_closed() -> None:
    """A tenth of 100,000, to four standard errors; staking brings less than nothing."""
    rng = np.random.default_rng(1)
    people = 100_000
    worths = tuple(np.full(people, worth) for worth in (10.0, *(-1.0,) * 5))
    feasible = tuple(np.full(people, open_) for open_ in (True, True, False, True, True, True))
    draws = rng.random((2, people))
    found = Bounded(noise=0.1).choose(
        Seen(Options(worths, feasible), np.zeros(people, dtype=np.int8), draws[0], draws[1])
    )
    slips = np.bincount(found, minlength=POSITIONS) / people
    assert slips[Position.VALIDATE] == 0
    for position in (Position.DELEGATE, Position.SPLIT, Position.OFFLINE, Position.GRIEF):
        expected = 0.1 / POSITIONS
        assert abs(slips[position] - expected) < 4 * np.sqrt(expected / people)


def test_imitators_copy_only_what_brings_more_and_is_open_to_them() -> None:
    rule = Imitation(noise=0.0)
    known = {"hurdle_rate": 0.05, "rate": 0.05, "model_position": int(Position.DELEGATE)}
    assert rule.choose(seen(**known, model_rate=0.06)) == Position.DELEGATE
    assert rule.choose(seen(**known, model_rate=0.05)) == Position.IDLE
    closed = replace(ALL, feasible=(True, False, True, True, True, True))
    assert rule.choose(seen(options=closed, **known, model_rate=0.06)) == Position.IDLE


def test_imitators_keep_their_own_taste() -> None:
    """An idle model earns what *this* person would earn elsewhere, whatever the other's hurdle."""
    rule = Imitation(noise=0.0)
    known = {"model_position": int(Position.IDLE), "model_rate": 0.5, "rate": 0.06}
    assert rule.choose(seen(Position.DELEGATE, hurdle_rate=0.05, **known)) == Position.DELEGATE
    assert rule.choose(seen(Position.DELEGATE, hurdle_rate=0.07, **known)) == Position.IDLE


def test_imitators_try_what_nobody_does_or_a_launch_would_last_for_ever(
    make_streams: Any, make_engine: Any, make_steady: Any
) -> None:
    """Pay for nine tenths of the supply at the hurdle rate of all."""
    settings = EconomySettings(stakers=50, candidates=0, review_probability=1.0, mean_gain=0.0)
    joined = []
    for noise in (0.0, 0.05):
        streams = [make_streams(1)]
        ruled = replace(settings, strategy=Imitation(noise=noise))
        engine = make_engine(make_steady(0.05, 0.9), ruled, streams)
        for _ in range(60):
            engine.step(draw_epoch(streams, ruled, 21))
        joined.append(engine.totals[0].staking)
    assert joined[0] == 0
    assert joined[1] > 25


def test_imitators_count_the_risk_to_themselves_and_not_to_the_other() -> None:
    """0.06 at stake is worth 0.055 to one who asks for 0.005 more: to enter, to stay, and to leave."""
    rule = Imitation(noise=0.0)
    theirs = {"model_position": int(Position.DELEGATE), "model_rate": 0.06, "rate": 0.056}
    idle = {"model_position": int(Position.IDLE), "model_rate": 0.5, "rate": 0.06}
    for premium, enters, leaves in ((0.003, True, False), (0.005, False, True)):
        entering = seen(hurdle_rate=0.056, risk_premium=premium, **theirs)
        assert rule.choose(entering) == (Position.DELEGATE if enters else Position.IDLE)
        inside = seen(Position.VALIDATE, hurdle_rate=0.056, risk_premium=premium, **idle)
        assert rule.choose(inside) == (Position.IDLE if leaves else Position.VALIDATE)
        beside = seen(Position.VALIDATE, hurdle_rate=0.0, risk_premium=premium, **theirs)
        assert rule.choose(beside) == Position.DELEGATE


def test_learners_count_the_risk_of_what_is_at_stake() -> None:
    rule = Reinforcement(exploration=0.0)
    learnt = (0.05, 0.02, 0.06, 0.0, 0.0, 0.0)
    for premium, enters in ((0.009, True), (0.011, False)):
        found = rule.choose(seen(learnt=learnt, risk_premium=premium))
        assert found == (Position.VALIDATE if enters else Position.IDLE)


@pytest.mark.parametrize("strategy", [kind() for kind in STRATEGIES.values()], ids=STRATEGIES)
def test_a_rule_chooses_seats_as_it_chooses_positions(strategy: Strategy) -> None:
    """Of three choices none but the second is worth anything; whoever sees or tries it goes there."""
    rule = replace(strategy, noise=0.0) if hasattr(strategy, "noise") else strategy
    weighed = Seen(
        Options((1.0, 3.0, -1.0), (True, True, True)),
        position=0,
        tremble=0.999,
        pick=0.5,
        hurdle_rate=0.05,
        rate=0.05,
        model_position=1,
        model_rate=0.06,
        learnt=(0.05, 0.06, -0.01),
    )
    assert rule.choose(weighed) == 1
    closed = replace(weighed, options=replace(weighed.options, feasible=(True, False, False)))
    assert rule.choose(closed) == 0


@pytest.mark.parametrize(
    "rule", [Bounded(noise=1.0), Imitation(noise=1.0), Reinforcement(exploration=1.0)]
)
def test_whoever_slips_or_tries_picks_among_as_many_choices_as_there_are(rule: Strategy) -> None:
    """The last third of the draws is the last of three, and the last sixth the last of six."""
    for choices, pick, found in ((3, 0.7, 2), (6, 0.7, 4), (6, 0.9, 5)):
        level = Options((1.0,) * choices, (True,) * choices)
        known = {"rate": 0.0, "hurdle_rate": 0.0, "model_position": 0, "model_rate": 0.0}
        learnt = (0.0,) * choices
        assert rule.choose(Seen(level, 0, 0.0, pick, **known, learnt=learnt)) == found


def test_learners_do_what_has_brought_most_and_now_and_then_something_else() -> None:
    rule = Reinforcement(exploration=0.1)
    learnt = (0.05, 0.02, 0.04, 0.09, 0.0, 0.0)
    assert rule.choose(seen(learnt=learnt)) == Position.SPLIT
    known = {"learnt": learnt, "pick": pick_of(Position.OFFLINE)}
    assert rule.choose(seen(tremble=0.09, **known)) == Position.OFFLINE
    assert rule.choose(seen(tremble=0.11, **known)) == Position.SPLIT
    assert rule.choose(seen(options=SOME, learnt=learnt, tremble=0.09)) == Position.IDLE


@given(
    rates=st.lists(st.floats(-1, 1), min_size=1, max_size=30),
    weight=st.floats(0, 1),
    first=st.floats(-1, 1),
)
def test_what_is_learnt_is_an_exponential_mean(
    rates: list[float], weight: float, first: float
) -> None:
    learnt = first
    for rate in rates:
        learnt = learn(learnt, rate, weight)
    ages = range(len(rates))[::-1]
    mean = first * (1 - weight) ** len(rates) + sum(
        weight * (1 - weight) ** age * rate for age, rate in zip(ages, rates, strict=True)
    )
    np.testing.assert_allclose(learnt, mean, rtol=1e-9, atol=1e-12)


def test_a_learner_finds_the_best_of_six_arms() -> None:
    """Noisy pay of every position; 300 learners, 600 epochs: nine in ten end at the best, where a tenth
    of the reviews are trials.
    """
    rng = np.random.default_rng(1)
    people, epochs = 300, 600
    means = np.array([0.05, 0.02, 0.09, 0.06, -0.02, 0.04])
    rule = Reinforcement(learning_rate=0.1, exploration=0.1)
    learnt = np.full((POSITIONS, people), 0.05)
    position = np.zeros(people, dtype=np.int8)
    feasible = (np.ones(people, dtype=np.bool_),) * POSITIONS
    options = Options(tuple(np.zeros((POSITIONS, people))), feasible)
    for _ in range(epochs):
        draws = rng.random((2, people))
        position = rule.choose(
            Seen(options, position, draws[0], draws[1], learnt=tuple(learnt))
        ).astype(np.int8)
        rate = means[position] + 0.01 * rng.standard_normal(people)
        rows = np.arange(people)
        learnt[position, rows] = learn(learnt[position, rows], rate, rule.weight_of_last)
    assert (learnt.argmax(axis=0) == Position.VALIDATE).mean() > 0.95
    assert (position == Position.VALIDATE).mean() > 0.8


@given(pick=st.floats(0, 1, exclude_max=True), people=st.integers(1, 10**6))
def test_whatever_is_drawn_is_somebody_and_some_position(pick: float, people: int) -> None:
    assert 0 <= model_of(pick, people) < people
    assert 0 <= candidate(pick, POSITIONS) < POSITIONS
    assert model_of(np.array([pick]), people) == model_of(pick, people)
    assert candidate(np.array([pick]), POSITIONS) == candidate(pick, POSITIONS)


@pytest.mark.parametrize("strategy", [kind() for kind in STRATEGIES.values()], ids=STRATEGIES)
def test_arrays_of_people_choose_as_each_of_them(strategy: Strategy) -> None:
    rng = np.random.default_rng(2)
    people = 300
    worths, learnt = rng.normal(size=(2, POSITIONS, people))
    feasible = rng.random((POSITIONS, people)) < 0.7
    feasible[0] = True
    tables = {
        "position": rng.integers(0, POSITIONS, people).astype(np.int8),
        "tremble": rng.random(people) * 0.1,
        "pick": rng.random(people),
        "hurdle_rate": rng.random(people),
        "rate": rng.random(people),
        "model_position": rng.integers(0, POSITIONS, people).astype(np.int8),
        "model_rate": rng.random(people),
    }
    together = strategy.choose(
        Seen(Options(tuple(worths), tuple(feasible)), **tables, learnt=tuple(learnt))
    )
    for row in range(people):
        own = Options(tuple(worths[:, row].tolist()), tuple(feasible[:, row].tolist()))
        known = {name: values[row].item() for name, values in tables.items()}
        alone = strategy.choose(Seen(own, **known, learnt=tuple(learnt[:, row].tolist())))
        assert together[row] == alone
    assert len(set(together.tolist())) == POSITIONS


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_rule_is_found_by_its_name(name: str) -> None:
    assert strategy_named(name) == STRATEGIES[name]()
    assert strategy_named(name).name == name


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(InvalidParameter) as refusal:
        strategy_named("oracle")
    assert str(refusal.value) == (
        "strategy must be one of myopic, discounted, bounded, imitation, reinforcement, got 'oracle'"
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Bounded(inertia=-1.0),
            "strategy.inertia must be finite and not negative, got -1.0",
        ),
        (
            lambda: Bounded(inertia=1e308),
            "strategy.inertia must be at most 1,000,000, got 1e+308",
        ),
        (lambda: Bounded(noise=2.0), "strategy.noise must lie in [0, 1], got 2.0"),
        (lambda: Imitation(noise=2.0), "strategy.noise must lie in [0, 1], got 2.0"),
        (
            lambda: Reinforcement(learning_rate=2.0),
            "strategy.learning_rate must lie in [0, 1], got 2.0",
        ),
        (
            lambda: Reinforcement(exploration=-1.0),
            "strategy.exploration must lie in [0, 1], got -1.0",
        ),
    ],
)
def test_a_rule_with_impossible_numbers_is_refused(make: Any, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        make()
    assert str(refusal.value) == message


def test_a_rule_that_chooses_nothing_says_so() -> None:
    with pytest.raises(NotImplementedError):
        Strategy().choose(seen())
