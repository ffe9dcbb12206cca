"""The certificate, against a search through every profile of small games, and in large crowds."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.equilibrium.certificate import certify
from hybridstake.agents.equilibrium.coalitions import chunks, fits
from hybridstake.agents.equilibrium.deviation import Kind
from hybridstake.agents.equilibrium.game import TypeGame, counting
from hybridstake.agents.equilibrium.normal_form import coalition_gain, epsilon, table_of
from hybridstake.models.economics.participation import uniform_staking_ratio
from hybridstake.models.errors import InvalidParameter
from numpy.typing import NDArray

A_FLOAT = 1e-12
DRAWS = 25


def random_game(seed: int, members: tuple[int, ...], strategies: int) -> TypeGame:
    """Aggregates, and pay-offs that bend with them, all at random; some strategies are forbidden."""
    rng = np.random.default_rng(seed)
    shape = (len(members), strategies)
    slopes, bends = rng.normal(size=(2, *shape, 2))
    base = rng.normal(size=shape)
    allowed = rng.random(shape) < 0.8
    allowed[:, 0] = True

    def payoffs(
        types: NDArray[Any], own: NDArray[Any], sums: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        bent = (sums * slopes[types, own]).sum(axis=1) + np.sin(sums * bends[types, own]).sum(
            axis=1
        )
        return base[types, own] + bent

    return TypeGame(
        members=np.array(members),
        allowed=allowed,
        contributions=rng.normal(size=(*shape, 2)),
        payoffs=payoffs,
    )


def random_play(game: TypeGame, seed: int) -> tuple[NDArray[np.int64], list[int]]:
    """A profile, and the strategy of each player, those of a type in order."""
    rng = np.random.default_rng(seed)
    played: list[int] = []
    profile = np.zeros(game.allowed.shape, dtype=np.int64)
    for kind, count in enumerate(game.members):
        own = sorted(rng.choice(np.flatnonzero(game.allowed[kind]), count).tolist())
        played += own
        np.add.at(profile, (kind, own), 1)
    return profile, played


@pytest.mark.parametrize("seed", range(DRAWS))
def test_one_two_and_three_gain_what_a_search_through_all_profiles_finds(seed: int) -> None:
    game = random_game(seed, (2, 1, 2), 3)
    profile, played = random_play(game, seed)
    table, _ = table_of(game)
    for size in (1, 2, 3):
        found = certify(game, profile, coalition_size=size)
        assert found.epsilon == pytest.approx(epsilon(table, played), rel=A_FLOAT, abs=A_FLOAT)
        expected = epsilon(table, played, size=size)
        assert found.coalition_epsilon == pytest.approx(expected, rel=A_FLOAT, abs=A_FLOAT)
        assert found.exhaustive


@pytest.mark.parametrize("seed", range(DRAWS))
def test_a_class_gains_what_its_worst_off_member_gains(seed: int) -> None:
    """Types 0 and 2 are a class: all who may play a strategy change to it, in the written-out game."""
    game = random_game(seed, (2, 1, 2), 3)
    profile, played = random_play(game, seed)
    classes = [0, 1, 0]
    table, types = table_of(game)
    now = table[(slice(None), *played)]
    expected = 0.0
    for group, target in product((0, 1), range(3)):
        movers = [
            player
            for player, kind in enumerate(types)
            if classes[kind] == group and game.allowed[kind, target]
        ]
        then = [target if player in movers else own for player, own in enumerate(played)]
        if then != played:
            after = table[(slice(None), *then)]
            expected = max(expected, min(after[player] - now[player] for player in movers))
    found = certify(game, profile, classes)
    assert found.class_epsilon == pytest.approx(expected, rel=A_FLOAT, abs=A_FLOAT)


@pytest.mark.parametrize("seed", range(DRAWS))
def test_the_deviator_gains_what_is_said(seed: int) -> None:
    """The moves of the deviator, carried out in the written-out game."""
    game = random_game(seed, (2, 1, 2), 3)
    profile, played = random_play(game, seed)
    found = certify(game, profile, [0, 1, 2]).deviator
    if found is None or found.kind is Kind.CLASS:
        return
    table, types = table_of(game)
    then, movers = list(played), []
    for kind, old, new in found.moves:
        mover = next(
            player
            for player, own in enumerate(played)
            if types[player] == kind and own == old and player not in movers
        )
        then[mover] = new
        movers.append(mover)
    gains = table[(slice(None), *then)] - table[(slice(None), *played)]
    assert min(gains[movers]) == pytest.approx(found.gain, rel=A_FLOAT)
    assert coalition_gain(table, played, movers) >= found.gain - A_FLOAT


def dilemma(types: NDArray[Any], own: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.float64]:
    """A public good: every giver (0) pays 1 and gives half to each player."""
    return 0.5 * counts[:, 0] - (own == 0)


def test_nobody_gives_alone_but_three_would_give_together() -> None:
    """Alone a giver loses one half; of two each gains nothing, of three one half, of all ten four."""
    found = certify(counting(np.array([10]), 2, dilemma), np.array([[0, 10]]))
    assert (found.epsilon, found.coalition_epsilon, found.class_epsilon) == (0.0, 0.5, 4.0)
    assert found.deviator is not None
    assert found.deviator.kind is Kind.CLASS
    assert found.deviator.described(["player"], ["give", "keep"]) == (
        "class: player from keep to give"
    )
    assert found.as_dict(["player"], ["give", "keep"]) == {
        "epsilon": 0.0,
        "coalition_epsilon": 0.5,
        "class_epsilon": 4.0,
        "deviator": "class: player from keep to give",
    }
    two = certify(counting(np.array([10]), 2, dilemma), np.array([[0, 10]]), coalition_size=2)
    assert two.coalition_epsilon == 0.0


def test_where_all_give_one_who_keeps_is_the_deviator() -> None:
    found = certify(counting(np.array([10]), 2, dilemma), np.array([[10, 0]]))
    assert (found.epsilon, found.coalition_epsilon, found.class_epsilon) == (0.5, 0.5, 0.0)
    assert found.deviator is not None
    assert found.deviator.described(["player"], ["give", "keep"]) == "player from give to keep"


def crowd(hurdles: NDArray[np.float64], pool_rate: float) -> TypeGame:
    """People of equal wealth who stake (1) or do not (0), each with a hurdle rate of its own."""
    people = hurdles.size
    contributions = np.zeros((people, 2, 1))
    contributions[:, 1, 0] = 1 / people

    def payoffs(
        types: NDArray[Any], own: NDArray[Any], sums: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        staked = np.maximum(sums[:, 0], 1 / people)
        return np.where(own == 1, pool_rate / staked - hurdles[types], 0.0)

    return TypeGame(
        members=np.ones(people, dtype=np.int64),
        allowed=np.ones((people, 2), dtype=np.bool_),
        contributions=contributions,
        payoffs=payoffs,
    )


def test_a_hundred_thousand_stakers_are_certified_at_the_closed_form_and_not_beside_it() -> None:
    """Where the patient part r stakes, nobody gains more than one person moves the yield; where 5 % more
    stake, the last of them regrets it by the gap between yield and hurdle."""
    people, pool_rate = 100_000, 0.035
    hurdles = np.linspace(0.02, 0.12, people)
    game = crowd(hurdles, pool_rate)
    ratio = uniform_staking_ratio(pool_rate, 0.02, 0.12)

    def profile(part: float) -> NDArray[np.int64]:
        stakes = np.arange(people) < round(part * people)
        return np.stack([~stakes, stakes], axis=1).astype(np.int64)

    found = certify(game, profile(ratio), [0] * people, coalition_size=1)
    assert found.epsilon < 1e-5
    crowded = certify(game, profile(ratio + 0.05), [0] * people, coalition_size=1)
    regret = hurdles[round((ratio + 0.05) * people) - 1] - pool_rate / (ratio + 0.05)
    assert crowded.epsilon == pytest.approx(regret, rel=1e-3)
    assert crowded.deviator is not None
    assert crowded.deviator.moves == ((round((ratio + 0.05) * people) - 1, 1, 0),)


def test_of_many_moves_some_are_tried_and_the_certificate_says_so() -> None:
    hurdles = np.linspace(0.02, 0.12, 200)
    profile = np.stack([np.ones(200), np.zeros(200)], axis=1).astype(np.int64)
    some = certify(crowd(hurdles, 0.035), profile, [0] * 200, most_moves=20)
    assert not some.exhaustive
    whole = certify(crowd(hurdles[::10], 0.035), profile[::10], [0] * 20, most_moves=20)
    assert whole.exhaustive


def test_coalitions_are_all_sets_and_take_no_more_of_a_kind_than_there_are() -> None:
    """Of five moves 35 sets of three; of a kind with two players no three."""
    rows = np.concatenate(list(chunks(5, 3)))
    assert len(rows) == 35
    assert len({tuple(row) for row in rows.tolist()}) == 35
    kinds = np.array([[0, 0, 0], [0, 0, 1], [1, 1, 0]])
    assert fits(kinds, np.array([2, 1])).tolist() == [False, True, False]


def test_who_is_alone_in_its_type_forms_no_coalition_with_itself() -> None:
    found = certify(counting(np.array([1]), 2, dilemma), np.array([[0, 1]]))
    assert (found.epsilon, found.coalition_epsilon, found.class_epsilon) == (0.0, 0.0, 0.0)
    assert found.deviator is None
    assert found.as_dict(["player"], ["give", "keep"])["deviator"] is None


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ([[10, 0, 0]], "profile must be of shape (1, 2), got (1, 3)"),
        ([[11, -1]], "profile must not be negative, got -1"),
        ([[5, 4]], "profile of type 0 must count 10 players, got 9"),
    ],
)
def test_what_cannot_be_played_is_refused(profile: list[list[int]], message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        certify(counting(np.array([10]), 2, dilemma), np.array(profile))
    assert str(refused.value) == message


def test_what_is_forbidden_is_refused_in_a_profile_and_never_a_deviation() -> None:
    open_game = counting(np.array([10]), 2, dilemma)
    closed = TypeGame(
        members=open_game.members,
        allowed=np.array([[True, False]]),
        contributions=open_game.contributions,
        payoffs=dilemma,
    )
    assert certify(closed, np.array([[10, 0]])).deviator is None
    with pytest.raises(InvalidParameter) as refused:
        certify(closed, np.array([[9, 1]]))
    assert str(refused.value) == "profile of type 0 must play what is allowed, got strategy 1"


@pytest.mark.parametrize("size", [0, 4])
def test_coalitions_of_another_size_are_refused(size: int) -> None:
    with pytest.raises(InvalidParameter) as refused:
        certify(counting(np.array([10]), 2, dilemma), np.array([[10, 0]]), coalition_size=size)
    assert str(refused.value) == f"coalition_size must lie in [1, 3], got {size}"
