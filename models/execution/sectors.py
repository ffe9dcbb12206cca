"""Blocks of what else is recorded: shared counters, batches of jobs, lots, patients, feeders."""

import numpy as np

from ..errors import InvalidParameter
from .transactions import Kind, Transaction
from .workloads import BALANCE, Workload, balances, block, drawn_work, zipf_weights


def counters(transactions: int, counters: int, work: float, rng: np.random.Generator) -> Workload:
    """Every transaction adds to one of a few counters, as copies of one contract each keep one.

    Parameters
    ----------
    transactions
        [1]
    counters
        Independent hot locations [1].
    work
        Mean time of a plain execution [ns].
    rng
        Draws everything.
    """
    state = balances(counters)
    return block(Kind.ADD, rng.integers(0, counters, (transactions, 1)), state, work, rng)


def job_batches(
    transactions: int,
    customers: int,
    jobs: int,
    updates: float,
    work: float,
    rng: np.random.Generator,
) -> Workload:
    """Batches of inference jobs: each reads the model and its customer's account, and writes results.

    Parameters
    ----------
    transactions
        Batches [1].
    customers
        Each with an account that every batch of theirs changes [1].
    jobs
        Of one batch, each with a place for its result [1].
    updates
        Chance that a transaction replaces the model instead, in [0, 1] [1].
    work
        Mean time of a plain execution of a batch [ns].
    rng
        Draws everything.
    """
    if not 0 <= updates <= 1:
        raise InvalidParameter(f"updates must lie in [0, 1], got {updates!r}")
    payer = 1 + rng.choice(customers, size=transactions, p=zipf_weights(customers, 1.0))
    is_update = rng.random(transactions) < updates
    works = drawn_work(transactions, work, rng)
    amounts = rng.integers(1, BALANCE, transactions).tolist()
    batches: list[Transaction] = []
    for number, customer in enumerate(payer.tolist()):
        results = range(1 + customers + jobs * number, 1 + customers + jobs * (number + 1))
        locations = (0,) if is_update[number] else (0, customer, *results)
        written = 1 if is_update[number] else jobs + 1
        batches.append(Transaction(Kind.DERIVE, locations, amounts[number], works[number], written))
    return Workload(tuple(batches), (BALANCE,) * (1 + customers + jobs * transactions))


def lots(
    transactions: int, chains: int, parts: int, work: float, rng: np.random.Generator
) -> Workload:
    """Lots of a supply chain: each is made of the latest lots of some chains, and follows in one.

    Parameters
    ----------
    transactions
        Lots, one transaction each [1].
    chains
        Lines of production, each with its latest lot [1].
    parts
        Chains that a lot draws on, its own first [1].
    work
        Mean time of a plain execution [ns].
    rng
        Draws everything.

    Notes
    -----
    Source: ours. A lot is written once; the record of a chain's latest is the next lot's own.
    """
    if not 1 <= parts <= chains:
        raise InvalidParameter(f"parts must be from 1 to chains ({chains}), got {parts}")
    drawn = np.argsort(rng.random((transactions, chains)), axis=1)[:, :parts].tolist()
    works = drawn_work(transactions, work, rng)
    amounts = rng.integers(1, BALANCE, transactions).tolist()
    latest = list(range(chains))
    chosen: list[int]
    made: list[Transaction] = []
    for number, chosen in enumerate(drawn):
        lot = chains + number
        locations = (*(latest[chain] for chain in chosen), lot)
        made.append(Transaction(Kind.DERIVE, locations, amounts[number], works[number], 1))
        latest[chosen[0]] = lot
    return Workload(tuple(made), (BALANCE,) * (chains + transactions))


def patient_records(
    transactions: int,
    patients: int,
    exponent: float,
    work: float,
    rng: np.random.Generator,
) -> Workload:
    """Entries in records of patients: all read one registry of consent, each writes one record."""
    record = 1 + rng.choice(patients, size=transactions, p=zipf_weights(patients, exponent))
    locations = np.stack([np.zeros_like(record), record], axis=1)
    return block(Kind.DERIVE, locations, balances(patients + 1), work, rng, outputs=1)


def feeder_readings(
    transactions: int, feeders: int, meters: int, work: float, rng: np.random.Generator
) -> Workload:
    """Readings of meters, each added to its meter and to the sum of its feeder.

    Parameters
    ----------
    transactions
        [1]
    feeders
        Each with a sum [1].
    meters
        At each feeder [1].
    work
        Mean time of a plain execution [ns].
    rng
        Draws everything.
    """
    meter = rng.integers(0, feeders * meters, transactions)
    locations = np.stack([feeders + meter, meter // meters], axis=1)
    return block(Kind.ADD, locations, balances(feeders * (1 + meters)), work, rng)
