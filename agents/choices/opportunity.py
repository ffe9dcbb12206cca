"""One chance to equivocate: what is weighed, and what it costs. Scalars, the same in both engines."""

from typing import Any, NamedTuple

from ...models.economics.deterrence import largest_deterred_gain
from ...models.economics.slashing import penalty
from ...models.extremes import smaller
from ..economy.chain import Chain
from ..economy.terms import Terms
from .picking import one_of, rounded_down


class Temptation(NamedTuple):
    """What comes to one of those who sign."""

    gain: float
    """What an offence brings, in money, at launch prices [base unit]."""
    is_bribe: bool
    """Whether the attacker pays it."""
    detection: float
    """Uniform on [0, 1): found out below the detection probability [1]."""


class Offence(NamedTuple):
    """The answer to a temptation."""

    committed: bool
    """Whether it paid."""
    fraction: float
    """Part of what stands behind the offender that is lost; zero unless it was found out [1]."""
    punished: bool
    """Whether it was found out."""


def recipient(draw: float, candidates: int) -> int:
    """Which of those who sign an opportunity comes to, in order of rows.

    Examples
    --------
    >>> recipient(0.5, candidates=3)
    1
    """
    return one_of(draw, candidates)


def tempt(chain: Chain, terms: Terms, gain: float, detection: float) -> Temptation:
    """The better of what the world offers for an offence, and what the attacker can pay.

    Parameters
    ----------
    chain, terms
        State of the protocol and the run.
    gain
        Standard exponential draw [1].
    detection
        Uniform draw [1].
    """
    settings = terms.settings
    worldly = gain * settings.mean_gain * terms.units
    bribe = min(settings.attacker.bribe * terms.units, chain.budget)
    return Temptation(max(worldly, bribe), bribe > worldly, detection)


def equivocates(detection: Any, loss: Any, rent: Any, gain: Any) -> Any:
    """Whether an offence pays: deterrence fails and the gain cannot be taken back.

    Parameters
    ----------
    detection
        Probability of being found and punished [1].
    loss, rent, gain
        Slashed, future rewards lost with the place, and what the offence brings [base unit].

    Notes
    -----
    Source: the converse of `models.economics.deterrence.deters_when_kept`: the gain is above the largest
    that is deterred.

    Examples
    --------
    >>> equivocates(0.5, loss=1_000, rent=500, gain=1_400)
    True
    """
    return gain > largest_deterred_gain(detection, loss, rent)


def answer(
    chain: Chain,
    terms: Terms,
    temptation: Temptation,
    own: int,
    behind: int,
    all_slashable: int,
    rent: float,
) -> Offence:
    """What somebody does with an opportunity, and what follows; the attacker pays if it is his.

    Parameters
    ----------
    chain, terms
        State of the protocol, whose counts move on, and the run.
    temptation
        What is offered.
    own, behind, all_slashable
        Of this person, of those who delegate to it, and of everybody who signs [base unit].
    rent
        Future rewards that would be lost [base unit].

    Notes
    -----
    Source: ours, paper section "The economy of agents"; the share that misbehaves together is that of
    one person with those behind it. An offender does not weigh what those behind it lose.
    """
    detection = terms.parameters.slashing.detection_probability
    together = (own + behind) / all_slashable
    fraction = terms.slashed_part(together)
    loss = cut(own, fraction)
    gain = temptation.gain / chain.price
    committed = equivocates(detection, loss, rent, gain)
    punished = committed and temptation.detection < detection
    chain.offences += committed
    chain.punished += punished
    if committed and temptation.is_bribe:
        chain.budget -= temptation.gain
        chain.bribed += temptation.gain
    return Offence(committed, fraction if punished else 0.0, punished)


def cut(amount: Any, fraction: float) -> Any:
    """A penalty in whole base units, rounded down and at most the amount; or one for each amount.

    Parameters
    ----------
    amount
        Stake or bond, or (k,) of them [base unit].
    fraction
        Part that is lost, in [0, 1] [1].

    Returns
    -------
    int
        Or (k,) of them [base unit].

    Examples
    --------
    >>> import numpy as np
    >>> cut(95, 0.1), cut(np.array([95, 5]), 0.1).tolist()
    (9, [9, 0])
    """
    # A float above 2^53 may be rounded upwards, beyond the amount.
    return smaller(rounded_down(penalty(amount, fraction)), amount)
