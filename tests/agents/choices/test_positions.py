"""What each position is worth, against the pay that a full payroll would hand out."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.choices.news import made_to
from hybridstake.agents.choices.picking import best_response
from hybridstake.agents.choices.positions import (
    POSITIONS,
    Position,
    StakeOffer,
    options,
)
from hybridstake.agents.economy.conservation import Totals
from hybridstake.agents.economy.payroll import divide
from hybridstake.agents.economy.terms import Terms, terms
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load

POOL = 10**17
"""So large a pool that what rounding takes from it is below every tolerance [base unit/year]."""
SIGNING = (Position.VALIDATE, Position.SPLIT, Position.GRIEF)
HONEST = (Position.VALIDATE, Position.SPLIT)

State = list[tuple[Position, int]]
"""Everybody's position and stake."""


def totals_of(people: State) -> Totals:
    """Sums over stakers, no authority being there."""

    def stake(*positions: Position) -> int:
        return sum(amount for position, amount in people if position in positions)

    return Totals(
        liquid=stake(Position.IDLE),
        staked=stake(*(each for each in Position if each is not Position.IDLE)),
        validating=stake(*SIGNING),
        delegated=stake(Position.DELEGATE),
        griefing=stake(Position.GRIEF),
        unbonding=0,
        staking=0,
        authority_liquid=0,
        bonded=0,
        authority_unbonding=0,
        holding=0,
        serving=0,
    )


def pay_of_each(run: Terms, people: State) -> list[Fraction]:
    """What a payroll hands to each, before anything is rounded down [base unit/year]."""
    totals = totals_of(people)
    if not totals.signing:
        return [Fraction(0)] * len(people)
    delegating, validating, griefing = divide(run, POOL, totals)
    honest = totals.validating - totals.griefing
    pools = {
        Position.DELEGATE: (delegating, totals.delegated),
        Position.VALIDATE: (validating, honest),
        Position.SPLIT: (validating, honest),
        Position.GRIEF: (griefing, totals.griefing),
    }
    paid = []
    for position, stake in people:
        pool, whole = pools.get(position, (0, 1))
        paid.append(Fraction(pool * stake, whole) if whole else Fraction(0))
    return paid


@dataclass
class Case:
    """A small population, one of whom reconsiders."""

    run: Terms
    people: State
    row: int
    wealth: int
    hurdle_rate: float
    spite: float
    wait: float
    premium: float = 0.0

    @property
    def position(self) -> Position:
        """Held now."""
        return self.people[self.row][0]

    @property
    def staked(self) -> int:
        """Of the one who reconsiders [base unit]."""
        return self.wealth if self.position is not Position.IDLE else 0

    @property
    def offer(self) -> StakeOffer:
        """What the one who reconsiders knows."""
        totals, settings = totals_of(self.people), self.run.settings
        return StakeOffer(
            pool=float(POOL),
            validating=totals.validating,
            delegated=totals.delegated,
            griefing=totals.griefing,
            minimum=1_000_000,
            commission=settings.commission,
            cost=self.run.validator_cost,
            silence_loss=self.run.silence_loss,
            griefing_loss=settings.griefing_loss,
            griefing_factor=settings.griefing_factor,
            exit_share=self.wait,
            risk_premium=self.premium,
        )

    def found(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Worths and what is open, by the formulas."""
        found = options(
            self.offer, self.wealth, self.staked, self.position, self.hurdle_rate, self.spite
        )
        return found.worths, found.feasible

    def if_in(self, position: Position) -> State:
        """Everybody, this person in that position with all its money."""
        return [
            (position, self.wealth) if row == self.row else each
            for row, each in enumerate(self.people)
        ]

    def true_worth(self, position: Position) -> float:
        """By paying everybody [base unit/year]."""
        if position is Position.IDLE:
            waits = self.wait if self.staked else 0.0
            return self.wealth * self.hurdle_rate * (1 - waits)
        if position is Position.OFFLINE:
            return -self.wealth * self.run.silence_loss
        paid = pay_of_each(self.run, self.if_in(position))
        own = float(paid[self.row])
        costs = {Position.DELEGATE: 0, Position.SPLIT: 2}.get(position, 1)
        if position is Position.GRIEF:
            own += self.spite * self.harm(paid)
        return own - costs * self.run.validator_cost

    def harm(self, paid: list[Fraction]) -> float:
        """What honest validators lose by this person's part of all griefing [base unit/year]."""
        harmless = replace(self.run, settings=replace(self.run.settings, griefing_factor=0.0))
        people = self.if_in(Position.GRIEF)
        lost = sum(pay_of_each(harmless, people)) - sum(paid)
        return float(lost * self.wealth / totals_of(people).griefing)

    @property
    def is_bearable(self) -> bool:
        """Whether honest validators have enough to lose, so that all harm that is done is felt."""
        settings = self.run.settings
        honest = sum(
            stake
            for row, (position, stake) in enumerate(self.people)
            if row != self.row and position in HONEST
        )
        griefing = totals_of(self.if_in(Position.GRIEF)).griefing
        return griefing * settings.griefing_loss * settings.griefing_factor <= honest


def case_of(seed: int) -> Case:
    """Some people in random positions."""
    rng = np.random.default_rng(seed)
    plan = load("plan")
    people = int(rng.integers(1, 7))
    state = [
        (Position(int(rng.integers(POSITIONS))), int(10 ** rng.uniform(6, 12)))
        for _ in range(people)
    ]
    settings = EconomySettings(
        commission=float(rng.choice([0.0, 1.0, rng.random()])),
        validator_cost=float(10 ** rng.uniform(3, 9)),
        griefing_loss=float(rng.choice([0.0, 1.0, rng.random()])),
        griefing_factor=float(rng.uniform(0, 3)),
    )
    row = int(rng.integers(people))
    return Case(
        run=terms(plan, settings),
        people=state,
        row=row,
        wealth=state[row][1],
        hurdle_rate=float(10 ** rng.uniform(1, 6)),
        spite=float(rng.choice([0.0, rng.uniform(0, 4)])),
        wait=float(rng.random()),
    )


CASES = [case_of(seed) for seed in range(400)]


def test_every_worth_is_what_a_payroll_would_hand_out() -> None:
    """To nine digits, of the sums that are added up to a worth: all else equal, and for griefers where
    the others have enough to lose.
    """
    compared = dict.fromkeys(Position, 0)
    for case in CASES:
        worths, feasible = case.found()
        scale = POOL + 2 * case.run.validator_cost
        for position in Position:
            skips = position is Position.GRIEF and case.spite and not case.is_bearable
            if not feasible[position] or skips:
                continue
            np.testing.assert_allclose(
                worths[position], case.true_worth(position), rtol=1e-9, atol=1e-9 * scale
            )
            compared[position] += 1
    assert min(compared.values()) > 100


def test_a_griefer_never_counts_on_less_than_he_gets() -> None:
    """Where the others have too little left to lose, he overrates the harm that he does."""
    unbearable = [case for case in CASES if not case.is_bearable and case.spite]
    assert len(unbearable) > 20
    for case in unbearable:
        worth = case.found()[0][Position.GRIEF]
        assert worth >= case.true_worth(Position.GRIEF) - 1e-9 * POOL * (1 + case.spite)


def test_the_best_response_is_the_best_of_all_positions_that_are_tried_out() -> None:
    """Exhaustively, by full payrolls; what is left is lost by rounding."""
    chosen = dict.fromkeys(Position, 0)
    for case in CASES:
        if case.spite and not case.is_bearable:
            continue
        worths, feasible = case.found()
        choice = Position(best_response(worths, feasible, case.position))
        tried = {position: case.true_worth(position) for position in Position if feasible[position]}
        most = max(tried.values())
        assert tried[choice] >= most - 1e-8 * (abs(most) + POOL * 1e-3)
        chosen[choice] += 1
    assert min(chosen[each] for each in (Position.IDLE, Position.DELEGATE, Position.VALIDATE)) > 10
    assert chosen[Position.GRIEF] > 10
    assert chosen[Position.SPLIT] + chosen[Position.OFFLINE] == 0


def test_a_premium_is_taken_off_whatever_is_at_stake_and_nothing_else() -> None:
    """So many a year on all of it, for every position alike: money that is idle cannot be slashed."""
    for case in CASES[:100]:
        mindful, (worths, feasible) = replace(case, premium=0.25), case.found()
        found, same = mindful.found()
        assert same == feasible
        assert found[Position.IDLE] == worths[Position.IDLE]
        for position in list(Position)[1:]:
            assert found[position] == worths[position] - 0.25 * case.wealth


def test_a_second_identity_costs_once_more_and_brings_nothing() -> None:
    for case in CASES:
        worths, _ = case.found()
        assert worths[Position.SPLIT] <= worths[Position.VALIDATE]
        np.testing.assert_allclose(
            worths[Position.VALIDATE] - worths[Position.SPLIT],
            case.run.validator_cost,
            rtol=1e-9,
            atol=1e-9 * POOL,
        )


def test_silent_stake_takes_nothing_from_those_who_sign() -> None:
    """A person is paid out of what signs: somebody who falls silent raises everybody else's worth."""
    state = [(Position.VALIDATE, 1_000_000), (Position.VALIDATE, 3_000_000)]
    run = terms(load("plan"), EconomySettings(validator_cost=0.0))
    loud = Case(run, state, 0, 1_000_000, 0.1, 0.0, 0.0)
    silent = replace(loud, people=[state[0], (Position.OFFLINE, 3_000_000)])
    worths = [case.found()[0][Position.VALIDATE] for case in (loud, silent)]
    np.testing.assert_allclose(worths, [POOL / 4, POOL], rtol=1e-12)


def test_griefers_discourage_those_who_validate_and_not_those_who_delegate() -> None:
    """Half the validators forgo a fifth so that the others lose two fifths: 0.4 of a quarter each."""
    state = [
        (Position.VALIDATE, 1_000_000),
        (Position.GRIEF, 1_000_000),
        (Position.DELEGATE, 2_000_000),
    ]
    settings = EconomySettings(
        commission=0.0, validator_cost=0.0, griefing_loss=0.2, griefing_factor=2.0
    )
    case = Case(terms(load("plan"), settings), state, 0, 1_000_000, 0.1, 0.0, 0.0)
    worths, _ = case.found()
    found = worths[Position.VALIDATE], worths[Position.DELEGATE]
    np.testing.assert_allclose(found, (0.6 * POOL / 4, POOL / 4), rtol=1e-12)


@pytest.mark.parametrize(
    ("wealth", "others", "feasible"),
    [
        (0, 500, (True, False, False, False, False, False)),
        (99, 500, (True, True, False, False, False, False)),
        (99, 0, (True, False, False, False, False, False)),
        (100, 0, (True, False, True, False, True, True)),
        (199, 500, (True, True, True, False, True, True)),
        (200, 500, (True, True, True, True, True, True)),
    ],
)
def test_validators_need_the_least_stake_per_identity_and_delegators_somebody_to_stand_behind(
    wealth: int, others: int, feasible: tuple[bool, ...]
) -> None:
    offer = replace(CASES[0].offer, minimum=100, validating=others, delegated=0, griefing=0)
    found = options(offer, wealth, 0, Position.IDLE, 0.1, 0.0)
    assert found.feasible == feasible


def test_nobody_stands_behind_himself() -> None:
    """The only validator cannot delegate; with a second one it can."""
    offer = replace(CASES[0].offer, minimum=100, validating=300, delegated=0, griefing=0)
    alone = options(offer, 300, 300, Position.VALIDATE, 0.1, 0.0)
    beside = options(replace(offer, validating=301), 300, 300, Position.VALIDATE, 0.1, 0.0)
    assert not alone.feasible[Position.DELEGATE]
    assert beside.feasible[Position.DELEGATE]


def test_a_person_joins_up_to_the_stake_at_which_his_own_yield_is_his_hurdle() -> None:
    """30 / (200 + wealth) is 0.1 at a wealth of 100; who is in stays at just what he asks for."""
    offer = replace(
        CASES[0].offer,
        pool=30.0,
        validating=200,
        delegated=0,
        griefing=0,
        minimum=1,
        cost=0.0,
        commission=0.0,
        exit_share=0.0,
    )
    for wealth, joins in ((99, True), (100, False), (101, False)):
        found = options(offer, wealth, 0, Position.IDLE, 0.1, 0.0)
        choice = best_response(found.worths, found.feasible, Position.IDLE)
        assert (choice != Position.IDLE) == joins
    inside = replace(offer, validating=300)
    for hurdle_rate, stays in ((0.09, True), (0.1, True), (0.11, False)):
        found = options(inside, 100, 100, Position.VALIDATE, hurdle_rate, 0.0)
        choice = best_response(found.worths, found.feasible, Position.VALIDATE)
        assert (choice != Position.IDLE) == stays


def test_a_premium_adds_to_the_yield_that_is_asked_for() -> None:
    """As above at 0.1, of which 0.04 is for the risk."""
    offer = replace(
        CASES[0].offer,
        pool=30.0,
        validating=200,
        delegated=0,
        griefing=0,
        minimum=1,
        cost=0.0,
        commission=0.0,
        exit_share=0.0,
        risk_premium=0.04,
    )
    for wealth, joins in ((99, True), (101, False)):
        found = options(offer, wealth, 0, Position.IDLE, 0.06, 0.0)
        choice = best_response(found.worths, found.feasible, Position.IDLE)
        assert (choice != Position.IDLE) == joins


def test_arrays_of_people_are_read_one_by_one() -> None:
    """Equal to the last bit."""
    rng = np.random.default_rng(5)
    offer = replace(CASES[0].offer, validating=7_000_000, delegated=3_000_000, griefing=2_000_000)
    wealth = rng.integers(0, 3_000_000, 200)
    position = rng.integers(0, POSITIONS, 200).astype(np.int8)
    staked = np.where(position == Position.IDLE, 0, wealth)
    hurdle_rate, spite, cost, premium, wait = rng.random((5, 200))
    premium[::3] = 0.0
    own = made_to(offer, cost=cost, risk_premium=premium, exit_share=wait)
    together = options(own, wealth, staked, position, hurdle_rate, spite)
    for row in range(200):
        alone = options(
            made_to(offer, float(cost[row]), float(premium[row]), float(wait[row])),
            int(wealth[row]),
            int(staked[row]),
            int(position[row]),
            float(hurdle_rate[row]),
            float(spite[row]),
        )
        assert tuple(each[row] for each in together.worths) == alone.worths
        assert tuple(bool(each[row]) for each in together.feasible) == alone.feasible
