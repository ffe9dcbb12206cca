"""The job queue: what each action does, what is refused, and what holds after any log."""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest
from hybridstake.models.compute.lottery.draw import drawn_ticket, holder_of
from hybridstake.models.compute.lottery.tickets import FUEL_PER_TICKET, root
from hybridstake.models.compute.queueing.actions import (
    Block,
    Commit,
    Deposit,
    Register,
    Reveal,
    Submit,
)
from hybridstake.models.compute.queueing.answers import Answer, committed
from hybridstake.models.compute.queueing.invariants import apply_checked, broken
from hybridstake.models.compute.queueing.load import Traffic, apply_log
from hybridstake.models.compute.queueing.queue import Queue
from hybridstake.models.compute.queueing.records import End, Operator, Rules
from hybridstake.models.compute.queueing.service import ServiceLevel
from hybridstake.models.compute.redundancy.rules import (
    Scheme,
    iterative,
    progressive,
    traditional,
)
from hybridstake.models.errors import InvalidParameter

LEVEL = ServiceLevel(deadline_blocks=5, fee=10, penalty=15)
RULES = Rules(scheme=iterative(2), level=LEVEL, reveal_blocks=2, most_copies=4)
BLINDING = bytes(16)


def opened(rules: Rules = RULES, operators: int = 3) -> Queue:
    """A queue with bonded operators and a customer who can pay for two jobs."""
    queue = Queue(rules)
    queue.apply(Deposit("customer", 2 * rules.level.fee * rules.most_copies))
    for number in range(operators):
        queue.apply(Deposit(f"o{number}", 100))
        queue.apply(Register(f"o{number}", 100))
    return queue


def step(queue: Queue, *actions: object) -> None:
    for action in actions:
        apply_checked(queue, action)  # pyright: ignore[reportArgumentType]


def hidden(queue: Queue, name: str, result: str, fuel: int = 0) -> Commit:
    """An operator's commitment to an answer to the job that it has."""
    number = queue.operators[name].job
    assert number is not None
    return Commit(name, committed(number, name, Answer(result, fuel), BLINDING))


def shown(name: str, result: str, number: int = 0, fuel: int = 0) -> Reveal:
    return Reveal(name, number, Answer(result, fuel), BLINDING)


def answer(queue: Queue, results: dict[str, str], number: int = 0, fuel: int = 0) -> None:
    """Commitments of some operators, and then their answers."""
    for name, result in results.items():
        step(queue, hidden(queue, name, result, fuel))
    for name, result in results.items():
        step(queue, shown(name, result, number, fuel))


def test_a_job_goes_to_different_operators_and_is_paid_from_the_customer() -> None:
    """Two copies agree: 40 were held, 20 are paid, 20 come back."""
    queue = opened()
    step(queue, Submit("customer"), Block(b"a"))
    assert queue.accounts["customer"] == 40
    one, other = queue.open_jobs[0].running
    assert one != other
    answer(queue, {one: "x", other: "x"})
    closed = queue.closed_jobs[0]
    assert (closed.end, closed.result, closed.copies) == (End.ACCEPTED, "x", 2)
    assert (closed.submitted, closed.started, closed.closed) == (0, 1, 1)
    assert (queue.accounts["customer"], queue.accounts[one], queue.accounts[other]) == (60, 10, 10)


def test_a_disagreement_asks_for_more_copies_and_the_wrong_one_is_punished() -> None:
    queue = opened(operators=4)
    step(queue, Submit("customer"), Block(b"a"))
    one, other = queue.open_jobs[0].running
    answer(queue, {one: "x", other: "y"})
    step(queue, Block(b"b"))
    third, fourth = queue.open_jobs[0].running
    assert len({one, other, third, fourth}) == 4
    answer(queue, {third: "x", fourth: "x"})
    assert queue.operators[other].bond == 85
    assert queue.accounts[other] == 0
    assert queue.accounts["customer"] == 80 - 3 * 10 + 15


def test_a_copy_that_is_late_costs_a_penalty_and_goes_to_another() -> None:
    queue = opened()
    step(queue, Submit("customer"), Block(b"a"))
    one, other = queue.open_jobs[0].running
    step(queue, hidden(queue, one, "x"), *[Block(b"b")] * 4)
    assert queue.operators[other].job == 0
    step(queue, Block(b"c"))
    assert queue.operators[other].job is None
    assert queue.operators[other].bond == 85
    assert queue.accounts["customer"] == 40 + 15
    (third,) = queue.open_jobs[0].running
    assert third not in (one, other)
    with pytest.raises(InvalidParameter) as raised:
        queue.apply(Commit(other, b""))
    assert str(raised.value) == (
        f"operator must have a copy to commit to, got {other!r} who has none"
    )


def test_a_job_for_which_nobody_is_left_fails_and_nobody_is_paid() -> None:
    """Two say two things, and no third is there: who was right is not known."""
    queue = opened(operators=2)
    step(queue, Submit("customer"), Block(b"a"))
    one, other = queue.open_jobs[0].running
    answer(queue, {one: "x", other: "y"})
    step(queue, Block(b"b"))
    assert queue.closed_jobs[0].end is End.FAILED
    assert (queue.accounts[one], queue.accounts[other]) == (0, 0)
    assert queue.accounts["customer"] == 80


def test_copies_end_where_the_escrow_ends() -> None:
    queue = opened(operators=9)
    step(queue, Submit("customer"), Block(b"a"))
    for _ in range(2):
        one, other = queue.open_jobs[0].running
        answer(queue, {one: "x", other: "y"})
        step(queue, Block(b"b"))
    assert queue.closed_jobs[0].end is End.FAILED
    assert queue.closed_jobs[0].copies == 4
    assert queue.accounts["customer"] == 80


def test_an_operator_whose_bond_is_used_up_is_not_asked_until_it_bonds_again() -> None:
    queue = opened(replace(RULES, level=replace(LEVEL, penalty=60)), operators=1)
    step(queue, Submit("customer"), *[Block(b"a")] * 6)
    assert queue.operators["o0"].bond == 40
    assert queue.closed_jobs[0].end is End.FAILED
    step(queue, Submit("customer"), Block(b"b"))
    assert queue.closed_jobs[1].end is End.FAILED
    step(queue, Deposit("o0", 20), Register("o0", 20), Deposit("customer", 80), Submit("customer"))
    step(queue, Block(b"c"))
    assert queue.open_jobs[2].running == ["o0"]


def test_two_penalties_take_no_more_than_the_bond() -> None:
    """Bonded with 20, wrong in one job and late in the next, for 15 each: the bond ends at 0."""
    queue = opened(replace(RULES, scheme=traditional(3), most_copies=9), operators=9)
    step(queue, Deposit("poor", 20), Register("poor", 20))
    for number in range(2):
        step(queue, Submit("customer"))
        step(queue, Block(drawing(queue, "poor", number)))
        if number == 0:
            step(queue, hidden(queue, "poor", "wrong"))
    step(queue, *[Block(b"c")] * 5)
    assert queue.operators["poor"].bond == 5
    others = list(queue.open_jobs[0].running)
    answer(queue, dict.fromkeys(others, "x"))
    step(queue, shown("poor", "wrong"))
    assert queue.closed_jobs[0].result == "x"
    assert queue.operators["poor"].bond == 0


def drawing(queue: Queue, operator: str, number: int) -> bytes:
    """A seed by which an operator has a copy of the job that comes next."""
    for seed in range(256):
        tried = deepcopy(queue)
        tried.apply(Block(bytes([seed])))
        if operator in tried.open_jobs[number].running:
            return bytes([seed])
    raise AssertionError("some seed draws every operator")


def test_the_beacon_decides_who_works_and_every_operator_has_its_turn() -> None:
    chosen: set[tuple[str, ...]] = set()
    for seed in range(60):
        queue = opened(operators=4)
        step(queue, Submit("customer"), Block(bytes([seed])))
        chosen.add(tuple(sorted(queue.open_jobs[0].running)))
    assert len(chosen) == 6


@pytest.mark.parametrize("scheme", [iterative(2), progressive(3), traditional(3)], ids=str)
def test_any_traffic_keeps_every_invariant_and_replicas_end_alike(scheme: Scheme) -> None:
    """Late copies, wrong ones, more jobs than operators: `apply_log` asserts after every action."""
    level = ServiceLevel(deadline_blocks=6, fee=10, penalty=15)
    rules = Rules(scheme=scheme, level=level, most_copies=7)
    rng = np.random.default_rng(1)
    traffic = Traffic(
        np.sort(rng.integers(0, 150, 60)),
        rng.geometric(0.25, (60, 7)),
        (rng.random((60, 7)) < 0.2) * rng.integers(1, 3, (60, 7)),
    )
    queue, log = apply_log(rules, 8, traffic, rng)
    assert len(queue.closed_jobs) == 60
    replica = Queue(rules)
    replica.apply_all(log)
    assert replica.digest == queue.digest
    shorter = Queue(rules)
    shorter.apply_all(log[:-1])
    assert shorter.digest != queue.digest
    assert any(each.bond < 10**12 for each in queue.operators.values())
    ends = {job.end for job in queue.closed_jobs.values()}
    assert End.ACCEPTED in ends


def test_no_state_is_left_half_changed_by_a_refusal() -> None:
    queue = opened()
    step(queue, Submit("customer"), Submit("customer"), Block(b"a"))
    before = queue.digest
    for action, message in (
        (Submit("customer"), "account 'customer' must hold at least 40, got 0"),
        (Register("nobody", 1), "account 'nobody' must hold at least 1, got 0"),
        (Register("o0", 0), "bond must be at least 1, got 0"),
        (Deposit("x", 0), "amount must be at least 1, got 0"),
        (
            Commit("nobody", b""),
            "operator must have a copy to commit to, got 'nobody' who has none",
        ),
        (shown("o0", "x", 7), "operator must have committed to job 7, got 'o0'"),
    ):
        with pytest.raises(InvalidParameter) as raised:
            queue.apply(action)
        assert str(raised.value) == message
        assert queue.digest == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reveal_blocks": 0}, "reveal_blocks must be at least 1, got 0"),
        ({"most_copies": 1}, "most_copies must be at least the equal results needed (2), got 1"),
    ],
)
def test_rules_outside_their_range_are_refused(change: dict[str, int], message: str) -> None:
    with pytest.raises(InvalidParameter) as raised:
        replace(RULES, **change)
    assert str(raised.value) == message


@pytest.mark.parametrize("name", ["fee", "penalty", "deadline_blocks", "fuel"])
def test_an_agreement_outside_its_range_is_refused(name: str) -> None:
    with pytest.raises(InvalidParameter) as raised:
        replace(LEVEL, **{name: 0})
    assert str(raised.value) == f"{name} must be at least 1, got 0"


def test_nobody_can_copy_an_answer_of_its_round() -> None:
    """It is hidden while a copy is out, and another's commitment opens nothing."""
    queue = opened()
    step(queue, Submit("customer"), Block(b"a"))
    one, other = queue.open_jobs[0].running
    step(queue, hidden(queue, one, "x"))
    with pytest.raises(InvalidParameter) as raised:
        queue.apply(shown(one, "x"))
    assert str(raised.value) == "an answer to job 0 must be hidden while copies of it are out"
    stolen = queue.open_jobs[0].commitments[one]
    step(queue, Commit(other, stolen), shown(one, "x"))
    with pytest.raises(InvalidParameter) as raised:
        queue.apply(shown(other, "x"))
    assert str(raised.value) == f"answer must be the one that {other!r} committed to, got another"
    step(queue, *[Block(b"b")] * 2)
    assert queue.operators[other].bond == 85
    assert queue.accounts[other] == 0


def test_whoever_hides_its_answer_too_long_is_punished_and_another_is_asked() -> None:
    queue = opened()
    step(queue, Submit("customer"), Block(b"a"))
    one, other = queue.open_jobs[0].running
    step(queue, hidden(queue, one, "x"), hidden(queue, other, "x"), shown(one, "x"))
    step(queue, *[Block(b"b")] * 2)
    assert queue.operators[other].bond == 85
    (third,) = queue.open_jobs[0].running
    answer(queue, {third: "x"})
    assert queue.closed_jobs[0].end is End.ACCEPTED
    assert (queue.accounts[one], queue.accounts[other], queue.accounts[third]) == (10, 0, 10)


def test_a_job_may_bring_an_agreement_of_its_own() -> None:
    queue = opened()
    step(queue, Submit("customer", "urgent", ServiceLevel(deadline_blocks=1, fee=20, penalty=40)))
    step(queue, Block(b"a"))
    one, other = queue.open_jobs[0].running
    assert queue.accounts["customer"] == 0
    step(queue, hidden(queue, one, "x"), Block(b"b"))
    assert queue.operators[other].bond == 60
    (third,) = queue.open_jobs[0].running
    answer_of_third = hidden(queue, third, "x")
    step(queue, answer_of_third, shown(one, "x"), shown(third, "x"))
    assert (queue.accounts[one], queue.accounts[third]) == (20, 20)


def test_accepted_work_earns_tickets_and_nothing_else_does() -> None:
    """Two copies of two and a half tickets' work are right, one that claims more work is wrong."""
    queue = opened(replace(RULES, most_copies=9), operators=4)
    step(queue, Submit("customer"), Block(b"a"))
    one, liar = queue.open_jobs[0].running
    work = 5 * FUEL_PER_TICKET // 2
    step(queue, hidden(queue, one, "x", work), hidden(queue, liar, "x", 9 * work))
    step(queue, shown(one, "x", fuel=work), shown(liar, "x", fuel=9 * work), Block(b"b"))
    assert queue.holdings() == []
    answer(queue, dict.fromkeys(list(queue.open_jobs[0].running), "x"), fuel=work)
    held = {each.holder: each.tickets for each in queue.holdings()}
    assert held == {name: 2 for name in queue.operators if name != liar}
    assert queue.closed_jobs[0].fuel == work
    seat = holder_of(queue.holdings(), drawn_ticket(b"seed", root(queue.holdings())))
    assert queue.holdings()[seat].holder in held


def test_an_answer_that_took_more_work_than_was_agreed_is_refused() -> None:
    queue = opened(replace(RULES, level=replace(LEVEL, fuel=100)))
    step(queue, Submit("customer"), Block(b"a"))
    one, other = queue.open_jobs[0].running
    step(queue, hidden(queue, one, "x", 101), hidden(queue, other, "x", 100))
    with pytest.raises(InvalidParameter) as raised:
        queue.apply(shown(one, "x", fuel=101))
    assert str(raised.value) == "fuel must lie in [0, 100], got 101"


SPOILED = ("twice", "unmatched", "lost", "minted", "owed", "idle", "early")


def test_every_invariant_has_a_state_that_breaks_it() -> None:
    """Of no use would be a check that nothing fails."""

    def running() -> Queue:
        queue = opened(operators=4)
        queue.apply(Submit("customer"))
        queue.apply(Block(b"a"))
        return queue

    assert broken(running(), after_block=True) == []
    spoiled = {name: running() for name in SPOILED}
    spoiled["early"].open_jobs[0].reveal_by = 3
    spoiled["twice"].open_jobs[0].asked *= 2
    spoiled["unmatched"].operators[spoiled["unmatched"].open_jobs[0].running[0]].job = None
    del spoiled["lost"].open_jobs[0]
    spoiled["minted"].accounts["customer"] += 1
    spoiled["owed"].accounts.update({"customer": -1, "o0": spoiled["owed"].accounts["o0"] + 41})
    spoiled["idle"].open_jobs[0].wanted = 1
    waiting = opened(operators=0)
    waiting.operators["o9"] = Operator(0)
    waiting.apply(Submit("customer"))
    waiting.head_since = (0, 0, -6)
    found = {name: broken(queue, after_block=True) for name, queue in spoiled.items()}
    assert found["twice"] == ["each copy of a job is with another operator"]
    assert found["early"] == ["no answer can be copied in its round"]
    assert "operators and jobs agree on who runs what" in found["unmatched"]
    assert "no job is lost" in found["lost"]
    assert found["minted"] == ["no money is made or lost"]
    assert found["owed"] == ["nothing is owed"]
    assert found["idle"] == ["nobody is free while a copy waits that it may have"]
    assert broken(waiting, after_block=False) == [
        "the first in turn waits no longer than a deadline"
    ]
