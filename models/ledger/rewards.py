"""The reward contract: a reward is issued and divided among those who took part."""

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ..economics.distribution import pro_rata
from ..economics.rewards import authority_pool
from ..parameters.exact import LARGEST_SUPPLY
from .ledger import Ledger, take
from .records import BondKey
from .refusals import Refused
from .rules import Rules
from .steps.rewards import ISSUE, ISSUE_BELOW_CEILING, PAY, serves


def distribute(ledger: Ledger, amount: int, signers: Iterable[str]) -> Ledger:
    """A reward for the time since the last one goes to signers in good standing and their delegators.

    Parameters
    ----------
    ledger
        State.
    amount
        What the blocks of that time pay [base unit].
    signers
        Validators that took part.

    Returns
    -------
    Ledger
        Authorities share their part equally, stakers theirs by stake; each passes its own on to the
        bonds behind it by stake. What does not divide stays in the pool and is divided next time.

    Raises
    ------
    Refused
        When nobody is in good standing, or as `steps.rewards` says.
    """
    serving = [each for each in dict.fromkeys(signers) if is_serving(ledger, each)]
    if not serving:
        raise Refused("distribute: a signer must be in good standing, got none")
    authorities = [each for each in serving if each in ledger.authorities]
    stakers = [each for each in serving if each not in ledger.authorities]
    to_authorities, to_stakers = class_parts(ledger.rules, amount, bool(authorities), bool(stakers))
    dust = ledger.pool
    after = issue(ledger, to_authorities + to_stakers)
    if authorities:
        seats, _ = pro_rata(
            to_authorities + (0 if stakers else dust), np.ones(len(authorities), dtype=np.int64)
        )
        for authority, part in zip(authorities, seats.tolist(), strict=True):
            after = paid(after, part, [key for key in ledger.bonds if key.validator == authority])
    if stakers:
        behind = set(stakers)
        after = paid(
            after, to_stakers + dust, [key for key in ledger.bonds if key.validator in behind]
        )
    return after


def is_serving(ledger: Ledger, validator: str) -> bool:
    """Whether a validator is in good standing."""
    bond = ledger.bond(validator, validator)
    return serves(bond.stake, ledger.minimum(validator), bond.answered, ledger.convicted(validator))


def class_parts(rules: Rules, amount: int, authorities: bool, stakers: bool) -> tuple[int, int]:
    """What is issued for authorities and for stakers.

    Parameters
    ----------
    rules
        Of the ledger.
    amount
        What the blocks pay [base unit].
    authorities, stakers
        Whether anybody of the class is there; not both absent.

    Returns
    -------
    tuple
        To authorities, rounded down, and to stakers, the rest [base unit]. The share of an empty class
        goes to the other or is not issued, as `rules.empty_class_to_other` says.
    """
    to_authorities = math.floor(authority_pool(amount, rules.authority_share))
    to_stakers = amount - to_authorities
    if authorities and stakers:
        return to_authorities, to_stakers
    spared = (
        0
        if rules.empty_class_to_other
        else amount - (to_authorities if authorities else to_stakers)
    )
    return (amount - spared, 0) if authorities else (0, amount - spared)


def issue(ledger: Ledger, amount: int) -> Ledger:
    """New money comes into the reward pool, under the yearly ceiling if there is one.

    Parameters
    ----------
    ledger
        State.
    amount
        To issue [base unit].

    Raises
    ------
    Refused
        As `steps.rewards.may_issue` or `may_issue_below_ceiling` says.
    """
    slice_of_state = {
        "unissued": ledger.unissued,
        "pool": ledger.pool,
        "amount": amount,
        "paid_until": ledger.paid_until,
        "now": ledger.now,
    }
    cap = ledger.rules.yearly_cap
    if cap is None:
        return replace(ledger, **take(ISSUE, **slice_of_state))
    supply = LARGEST_SUPPLY - ledger.unissued - ledger.burned
    after = take(
        ISSUE_BELOW_CEILING,
        **slice_of_state,
        supply=supply,
        numerator=cap.numerator,
        denominator=cap.denominator,
    )
    return replace(ledger, **after)


def paid(ledger: Ledger, part: int, keys: list[BondKey]) -> Ledger:
    """A part of the pool divided among bonds in proportion, each share to the owner's account."""
    stakes = [ledger.bonds[key].stake for key in keys]
    shares, _ = pro_rata(part, np.array(stakes, dtype=np.int64))
    for key, stake, amount in zip(keys, stakes, shares.tolist(), strict=True):
        after = take(
            PAY,
            pool=ledger.pool,
            liquid=ledger.liquid(key.owner),
            amount=amount,
            part=part,
            weight=stake,
            total=sum(stakes),
        )
        ledger = replace(ledger.with_account(key.owner, after["liquid"]), pool=after["pool"])
    return ledger
