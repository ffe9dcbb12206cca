"""What do hidden amounts cost beside open ones, who still sees them, and is every forgery refused?

Costs follow from times measured once and from bytes counted; the story is played for real: money is
issued, paid, forged in every way that we know, audited, voted with and lent on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...models.payments.costs import (
    BATCHED,
    CORE_SECOND,
    FEE_SHARE,
    NATIVE_RANGE,
    PLAIN,
    PRIVATE,
    REMITTANCE,
    REMITTANCE_COST,
    REMITTANCE_TARGET,
    STORED_BYTE,
    PaymentCosts,
    fee_floor,
    most_validators,
    outlay,
    payments_per_second,
)
from ...models.payments.disclosure import Fact
from ...models.payments.limbs import Layout
from ...models.payments.randomness import from_seed
from ...models.payments.stage import assembled, matrix, truth
from ...models.payments.story import LOANS, story
from ...models.protocol.modes import Mode, mode_parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ("fast.validators", "balanced.validators", "secure.validators")

KINDS: dict[str, PaymentCosts] = {"plain": PLAIN, "private": PRIVATE, "batched": BATCHED}
"""What is compared: a signature, one private payment, and one of many checked together."""
SMALL_AMOUNT = 0.01
"""A microtransaction [USD]."""
DECADES = 4
"""Of validators that are tabulated [1]."""

LADDER = {
    Precision.TINY: (1, 100),
    Precision.DEFAULT: tuple(round(10 ** (step / 4)) for step in range(4 * DECADES + 1)),
    Precision.FULL: tuple(round(10 ** (step / 16)) for step in range(16 * DECADES + 1)),
}
STORIES = {
    Precision.TINY: (Layout(2, 4), 2),
    Precision.DEFAULT: (Layout(), 2),
    Precision.FULL: (Layout(), 8),
}
"""How amounts are cut, and outputs of a payment."""
SEED_BYTES = 32


class Part(StrEnum):
    """What a row is about."""

    COST = "cost"
    STEP = "step"
    FORGERY = "forgery"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class Case:
    """Costs for some numbers of validators, or a story that is played."""

    validators: tuple[int, ...] = ()
    layout: Layout | None = None
    outputs: int = 0


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Costs among the modes' validators and a ladder of others; the story, which needs no protocol."""
    own = (mode_parameters(parameters, mode).validators for mode in Mode)
    costs = Case(tuple(sorted({*own, *LADDER[precision]})))
    layout, outputs = STORIES[precision]
    return [costs, Case(layout=layout, outputs=outputs)] if protocol == "plan" else [costs]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """A row for each number."""
    if case.layout is None:
        return [row for validators in case.validators for row in cost_rows(validators)]
    seed = generators(Stream.SAMPLING).bytes(SEED_BYTES)
    return list(story_rows(case.layout, case.outputs, seed))


def row(part: Part, name: str, kind: str, value: float, validators: int = 0) -> dict[str, Any]:
    """One number, by what it is about."""
    return {
        "part": part.value,
        "name": name,
        "kind": kind,
        "validators": validators,
        "value": value,
    }


def cost_rows(validators: int) -> Iterator[dict[str, Any]]:
    """Energy, fee and speed of every kind among so many validators, and what a small one may cost."""
    for kind, costs in KINDS.items():
        for name, value in outlay(costs, validators).items():
            yield row(Part.COST, name, kind, value, validators)
        yield row(Part.COST, "per_second", kind, payments_per_second(costs.checking), validators)
    yield row(Part.COST, "amount_usd", "small", SMALL_AMOUNT, validators)
    yield row(Part.COST, "fee_share", "small", FEE_SHARE, validators)


def story_rows(layout: Layout, outputs: int, seed: bytes) -> Iterator[dict[str, Any]]:
    """Every step with whether it ended as it must, and who found out what of the payment."""
    stage = assembled(layout, outputs, from_seed(seed))
    steps = story(stage)
    first = next(steps)
    happened = truth(stage, stage.scene())
    for step in (first, *steps):
        part = Part.FORGERY if step.forged else Part.STEP
        yield row(part, step.name, "right" if step.right else "wrong", float(step.right))
    for party, facts in matrix(stage, happened).items():
        for fact, share in facts.items():
            yield row(Part.DISCLOSURE, party, fact.value, share)


def costs_of(table: pd.DataFrame, name: str, kind: str) -> pd.Series:
    """One cost of one kind, by the number of validators, under the plan."""
    chosen = (table["part"] == Part.COST.value) & (table["name"] == name) & (table["kind"] == kind)
    rows = table[chosen & (table["protocol"] == "plan")]
    return rows.set_index("validators")["value"]


def seen(table: pd.DataFrame, party: str, fact: Fact) -> float:
    """Part of a fact that a party finds out [1]."""
    chosen = (table["part"] == Part.DISCLOSURE.value) & (table["name"] == party)
    return float(table[chosen & (table["kind"] == fact.value)]["value"].iloc[0])


def steps_of(table: pd.DataFrame, part: Part) -> pd.Series:
    """Whether each step of a kind ended as it must, by name."""
    return table[table["part"] == part.value].set_index("name")["value"]


def per_core(table: pd.DataFrame) -> dict[str, float]:
    """Payments that a core checks in a second, by kind [1/s]."""
    return {kind: float(costs_of(table, "per_second", kind).iloc[0]) for kind in KINDS}


def cost_per_validator(costs: PaymentCosts) -> float:
    """What a payment costs one validator [USD]."""
    return fee_floor(1, costs.checking, costs.size, CORE_SECOND, STORED_BYTE)


def validators_for_a_cent(costs: PaymentCosts) -> int:
    """Validators up to which the fee of a microtransaction is within its share [1]."""
    return int(most_validators(SMALL_AMOUNT, FEE_SHARE, cost_per_validator(costs)))


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Throughput, energy and fees at the plan's validators, forgeries, and who sees what."""
    rates = per_core(table)
    largest = int(costs_of(table, "joules", "plain").index.max())
    found: dict[str, Any] = {
        "proving_ms": 1_000 * PRIVATE.proving,
        "checking_ms": 1_000 * PRIVATE.checking,
        "batched_ms": 1_000 * BATCHED.checking,
        "bytes": PRIVATE.size,
        "bytes_ratio": PRIVATE.size / PLAIN.size,
        "native_per_second": payments_per_second(2 * NATIVE_RANGE),
        "slower": rates["plain"] / rates["private"],
        "slower_batched": rates["plain"] / rates["batched"],
        "slower_native": rates["plain"] / payments_per_second(2 * NATIVE_RANGE),
        "micro_usd": SMALL_AMOUNT,
        "fee_share": FEE_SHARE,
        "remittance_usd": REMITTANCE,
        "remittance_cost": REMITTANCE_COST,
        "remittance_target": REMITTANCE_TARGET,
        "most_validators": largest,
        "forgeries": len(steps_of(table, Part.FORGERY)),
        "forgeries_refused": int(steps_of(table, Part.FORGERY).sum()),
        "counterparty_amounts": seen(table, "counterparty", Fact.AMOUNT),
        "auditor_amounts": seen(table, "auditor", Fact.AMOUNT),
        "public_amounts": seen(table, "public", Fact.AMOUNT),
        "public_graph": seen(table, "public", Fact.GRAPH),
    }
    for kind, costs in KINDS.items():
        found[f"{kind}_per_second"] = rates[kind]
        found[f"{kind}_cent_validators"] = validators_for_a_cent(costs)
        for validators in (100, 1_000):
            spent = outlay(costs, validators)
            found[f"{kind}_{validators}_usd"] = spent["fee_usd"]
            found[f"{kind}_{validators}_least_usd"] = spent["least_amount_usd"]
            found[f"{kind}_{validators}_joules"] = spent["joules"]
    found["joules_ratio"] = found["private_1000_joules"] / found["plain_1000_joules"]
    found["joules_ratio_batched"] = found["batched_1000_joules"] / found["plain_1000_joules"]
    return found


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Who finds out what: the part of each fact."""
    parties = ("public", "counterparty", "auditor", "other auditor")
    columns = {
        fact.value.capitalize(): [told(seen(table, party, fact)) for party in parties]
        for fact in Fact
    }
    return {
        "payment_disclosure": pd.DataFrame(
            {"Party": [party.capitalize() for party in parties], **columns}
        )
    }


def told(share: float) -> str:
    """A part in words."""
    return {0.0: "hidden", 1.0: "seen"}.get(share, "its own")


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Speed, energy, borders, forgeries, audits, histories, small amounts, ballots and loans."""
    secure = mode_parameters(parameters["plan"], Mode.SECURE).validators
    return {
        "C75": speed(table),
        "C76": energy(table, secure),
        "C77": borders(table, secure),
        "C78": forged(table),
        "C80": audited(table),
        "C81": histories(table),
        "C82": small_amounts(secure),
        "C84": ballots_and_loans(table),
    }


def speed(table: pd.DataFrame) -> Finding:
    """Whether a core checks as many private payments as plain ones."""
    rates, native = per_core(table), payments_per_second(2 * NATIVE_RANGE)
    words = (
        f"a core checks {rates['plain']:,.0f} plain payments a second and {rates['private']:,.0f} "
        f"private ones, {rates['batched']:,.0f} if many are checked together; two range proofs alone "
        f"leave {native:,.0f} with a library made for speed"
    )
    as_fast = max(rates["private"], rates["batched"], native) >= rates["plain"]
    return Finding(Verdict.MEASURED if as_fast else Verdict.REFUTED, words, "private_payments")


def energy(table: pd.DataFrame, validators: int) -> Finding:
    """Whether a private payment takes no more energy than a plain one."""
    joules = {kind: float(costs_of(table, "joules", kind)[validators]) for kind in KINDS}
    words = (
        f"checked by {validators:,} validators, a private payment takes {joules['private']:.3g} J "
        f"({joules['batched']:.3g} J if many are checked together), a plain one {joules['plain']:.3g} J"
    )
    less = min(joules["private"], joules["batched"]) <= joules["plain"]
    return Finding(Verdict.MEASURED if less else Verdict.REFUTED, words, "private_payments")


def borders(table: pd.DataFrame, validators: int) -> Finding:
    """Whether what the chain asks of a remittance is below the world's target."""
    fee = float(costs_of(table, "fee_usd", "private")[validators])
    share = fee / REMITTANCE
    words = (
        f"the chain's part is {share:.2g} of {REMITTANCE:,.0f} USD among {validators:,} validators"
    )
    if share < REMITTANCE_TARGET:
        condition = (
            f"exchange, cash at both ends, and knowing the customer cost less than the rest: {words}, "
            f"but people pay {REMITTANCE_COST:.2%}, nearly all of it for what no proof replaces"
        )
        return Finding(Verdict.HOLDS_IF, condition, "private_payments")
    return Finding(Verdict.REFUTED, words, "private_payments")


def forged(table: pd.DataFrame) -> Finding:
    """Whether every forgery was refused."""
    tried = steps_of(table, Part.FORGERY)
    accepted = tried[tried == 0].index.tolist()
    if accepted:
        words = f"accepted: {', '.join(accepted)}"
        return Finding(Verdict.REFUTED, words, "private_payments")
    words = f"{len(tried)} of {len(tried)} kinds of forgery refused: {', '.join(tried.index)}"
    return Finding(Verdict.MEASURED, words, "private_payments")


def audited(table: pd.DataFrame) -> Finding:
    """Whether an auditor reads all amounts and others none."""
    reads = seen(table, "auditor", Fact.AMOUNT) == 1.0
    others = [seen(table, party, Fact.AMOUNT) for party in ("public", "other auditor")]
    if reads and not any(others):
        condition = (
            "the rules name the auditor's key and it keeps its secret: it reads every amount, another "
            "auditor and the public none; who stands behind a key is asked elsewhere"
        )
        return Finding(Verdict.HOLDS_IF, condition, "private_payments")
    return Finding(Verdict.REFUTED, "amounts are read by others or not at all", "private_payments")


def histories(table: pd.DataFrame) -> Finding:
    """Whether a history of payments stays hidden."""
    open_facts = [
        fact.value
        for fact in (Fact.SENDER, Fact.RECEIVER, Fact.GRAPH)
        if seen(table, "public", fact) > 0
    ]
    if not open_facts:
        words = "nobody but the parties sees who pays whom"
        return Finding(Verdict.MEASURED, words, "private_payments")
    words = (
        f"amounts are hidden, but everybody sees {', '.join(open_facts)} by their keys: proofs of "
        "ranges and balance hide no key"
    )
    return Finding(Verdict.REFUTED, words, "private_payments")


def small_amounts(validators: int) -> Finding:
    """Whether a microtransaction leaves room for its fee."""
    most = validators_for_a_cent(PRIVATE)
    fee = validators * cost_per_validator(PRIVATE)
    words = (
        f"among {validators:,} validators the fee must be {fee:.2g} USD, and {FEE_SHARE:.0%} of "
        f"{SMALL_AMOUNT:g} USD pays for {most:,}"
    )
    verdict = Verdict.MEASURED if most >= validators else Verdict.REFUTED
    plain = validators_for_a_cent(PLAIN)
    return Finding(verdict, f"{words}, or for {plain:,} if it is plain", "private_payments")


def ballots_and_loans(table: pd.DataFrame) -> Finding:
    """Whether ballots and loans were right, and wrong ones refused."""
    names = ("ballot", "vote of 2", "wrong tally", *LOANS)
    ended = pd.concat([steps_of(table, Part.STEP), steps_of(table, Part.FORGERY)])
    wrong = [name for name in names if ended[name] == 0]
    if wrong:
        return Finding(Verdict.REFUTED, f"ended otherwise: {', '.join(wrong)}", "private_payments")
    words = (
        "a tally was that of its votes, a covered loan was accepted, and a vote of 2, a wrong tally, an "
        "uncovered loan, a negative debt and a collateral that is no amount were refused"
    )
    return Finding(Verdict.MEASURED, words, "private_payments")
