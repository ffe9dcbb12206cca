"""A job of the machine in the queue: copies run for real, a liar pays, the work draws in the lottery."""

from hybridstake.models.compute.lottery.draw import drawn_ticket, holder_of
from hybridstake.models.compute.lottery.tickets import earned, root
from hybridstake.models.compute.machine.catalogue import Order, job_named
from hybridstake.models.compute.machine.execution import run
from hybridstake.models.compute.queueing.actions import (
    Block,
    Commit,
    Deposit,
    Register,
    Reveal,
    Submit,
)
from hybridstake.models.compute.queueing.answers import Answer, committed
from hybridstake.models.compute.queueing.invariants import apply_checked
from hybridstake.models.compute.queueing.queue import Queue
from hybridstake.models.compute.queueing.records import End, Rules
from hybridstake.models.compute.queueing.service import ServiceLevel
from hybridstake.models.compute.redundancy.rules import traditional

ORDER = Order(job=job_named("coin-flips"), seed=7, steps=60_000)
RULES = Rules(scheme=traditional(3), level=ServiceLevel(fee=10, penalty=15), most_copies=3)
LIAR = "o1"


def answered(name: str) -> Answer:
    """What an operator says after it has run the job, or without it."""
    if name == LIAR:
        return Answer("no such result", 1)
    outcome = run(ORDER)
    return Answer(outcome.digest.hex(), outcome.fuel)


def test_real_copies_agree_and_the_work_is_paid_and_drawn() -> None:
    queue = Queue(RULES)
    apply_checked(queue, Deposit("customer", 30))
    for name in ("o0", LIAR, "o2"):
        apply_checked(queue, Deposit(name, 50))
        apply_checked(queue, Register(name, 50))
    apply_checked(queue, Submit("customer", ORDER.job.name))
    apply_checked(queue, Block(b"beacon"))
    said = {name: (answered(name), name.encode() * 8) for name in queue.open_jobs[0].running}
    for name, (answer, blinding) in said.items():
        apply_checked(queue, Commit(name, committed(0, name, answer, blinding)))
    for name, (answer, blinding) in said.items():
        apply_checked(queue, Reveal(name, 0, answer, blinding))
    closed, work = queue.closed_jobs[0], run(ORDER)
    assert (closed.end, closed.result, closed.fuel) == (
        End.ACCEPTED,
        work.digest.hex(),
        work.fuel,
    )
    assert queue.accounts == {"customer": 10 + 15, "o0": 10, LIAR: 0, "o2": 10}
    assert queue.operators[LIAR].bond == 35
    held = queue.holdings()
    assert {each.holder: each.tickets for each in held} == dict.fromkeys(
        ("o0", "o2"), earned(work.fuel)
    )
    assert earned(work.fuel) >= 1
    winners = {
        held[holder_of(held, drawn_ticket(bytes([seed]), root(held)))].holder for seed in range(20)
    }
    assert winners == {"o0", "o2"}
