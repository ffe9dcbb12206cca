"""From evidence to the burned stake: convict, slash or spare, burn.

How much an offence costs depends on how much stake misbehaved together, and that is known only when no
more evidence is admissible. So there are two steps. Evidence *convicts* a validator, once per offence,
and from then on nothing that stands behind it can leave. When the evidence window has closed, each bond
and each entry *answers*, once per conviction: it is slashed, or it is spared because it had left before
the offence. Whoever is reported first, and in however many pieces, the fraction is the same for all
who did the same thing at the same height.
"""

from typing import Any

from .purses import may_move, move
from .shares import is_share
from .step import Step


def is_admissible(now: Any, offended: Any, window: Any) -> Any:
    """Whether evidence of an offence is still accepted.

    Parameters
    ----------
    now, offended
        Time, and the time of the offence [s].
    window
        Time after an offence in which evidence is accepted [s].

    Notes
    -----
    Source: ours. The last second of the window counts.

    Examples
    --------
    >>> [is_admissible(now, offended=100, window=14) for now in (99, 100, 114, 115)]
    [False, True, True, False]
    """
    return (offended <= now) & (now - offended <= window)


def is_reached(started: Any, offended: Any) -> Any:
    """Whether stake that is leaving, or still bonded, stood behind the validator at the offence.

    Parameters
    ----------
    started
        When it started to leave; now, where it is still bonded [s].
    offended
        Time of the offence [s].

    Notes
    -----
    Source: ours. Bonds are not dated, so stake that came after the offence and
    before the conviction is reached as well.

    Examples
    --------
    >>> is_reached(started=100, offended=100), is_reached(started=99, offended=100)
    (True, False)
    """
    return started >= offended


def may_convict(now: Any, offended: Any, window: Any, convictions: Any, reached: Any) -> Any:
    """Whether evidence convicts a validator.

    Parameters
    ----------
    now, offended, window
        Time, time of the offence, and how long evidence is accepted [s].
    convictions
        Of this validator for this very offence [1].
    reached
        Stake that would answer [base unit].

    Notes
    -----
    Source: research plan, "Smart Contracts".

    Examples
    --------
    >>> [may_convict(5, offended=3, window=9, convictions=each, reached=7) for each in (0, 1)]
    [True, False]
    """
    return is_admissible(now, offended, window) & (convictions < 1) & (reached > 0)


def convict(convictions: Any, convicted: Any, together: Any, reached: Any) -> tuple[Any, Any, Any]:
    """A validator and an offence after a conviction.

    Parameters
    ----------
    convictions, convicted
        Of the validator, for this offence and in all [1].
    together, reached
        Stake of all convicted of the offence so far, and of this validator [base unit].

    Returns
    -------
    tuple
        Convictions for this offence and in all [1], and stake of all convicted of it [base unit].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> convict(convictions=0, convicted=2, together=50, reached=7)
    (1, 3, 57)
    """
    return convictions + 1, convicted + 1, together + reached


def may_slash(
    stake: Any,
    amount: Any,
    numerator: Any,
    denominator: Any,
    answered: Any,
    convicted: Any,
    started: Any,
    now: Any,
    offended: Any,
    window: Any,
) -> Any:
    """Whether a bond or an entry may be slashed for its next conviction.

    Parameters
    ----------
    stake, amount
        In the bond or entry, and to be taken [base unit].
    numerator, denominator
        Part of the stake that the offence costs [1].
    answered, convicted
        Convictions, of the stake and of the validator [1].
    started
        When the stake started to leave; now, where it is still bonded [s].
    now, offended, window
        Time, time of the offence, and how long evidence is accepted [s].

    Notes
    -----
    Source: research plan, "Smart Contracts".

    Examples
    --------
    >>> may_slash(95, 9, 1, 10, answered=0, convicted=1, started=5, now=15, offended=3, window=9)
    True
    """
    return (
        may_move(stake, amount)
        & is_share(amount, stake, numerator, denominator)
        & (answered < convicted)
        & is_reached(started, offended)
        & (now - offended > window)
    )


def slash(stake: Any, slashed: Any, amount: Any, answered: Any) -> tuple[Any, Any, Any]:
    """A bond or an entry, and the slashed pool, after a slash.

    Parameters
    ----------
    stake, slashed, amount
        In the bond or entry, in the pool, and taken [base unit].
    answered
        Convictions answered for [1].

    Returns
    -------
    tuple
        At stake and in the pool after [base unit], and convictions answered for [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> slash(stake=95, slashed=0, amount=9, answered=0)
    (86, 9, 1)
    """
    return *move(stake, slashed, amount), answered + 1


def may_spare(started: Any, offended: Any, answered: Any, convicted: Any) -> Any:
    """Whether stake had left before the offence for which it is asked to answer.

    Parameters
    ----------
    started, offended
        When it started to leave, and time of the offence [s].
    answered, convicted
        Convictions, of the stake and of the validator [1].

    Notes
    -----
    Source: ours. It need not wait for the end of the evidence window.

    Examples
    --------
    >>> may_spare(started=2, offended=3, answered=0, convicted=1)
    True
    """
    return (started < offended) & (answered < convicted)


def spare(answered: Any) -> tuple[Any]:
    """Convictions answered for after one that did not reach the stake.

    Parameters
    ----------
    answered
        [1]

    Returns
    -------
    tuple
        [1]

    Notes
    -----
    Source: ours.
    """
    return (answered + 1,)


def may_burn(slashed: Any, amount: Any) -> Any:
    """Whether slashed money may be burned.

    Parameters
    ----------
    slashed, amount
        In the pool, and to be burned [base unit].

    Notes
    -----
    Source: ours.
    """
    return may_move(slashed, amount)


def burn(slashed: Any, burned: Any, amount: Any) -> tuple[Any, Any]:
    """The slashed pool and what is burned, after burning.

    Parameters
    ----------
    slashed, burned, amount
        In the pool, out of the supply for good, and moved [base unit].

    Returns
    -------
    tuple
        Slashed and burned after [base unit].

    Notes
    -----
    Source: ours.
    """
    return move(slashed, burned, amount)


CONVICT = Step(
    "convict",
    may_convict,
    convict,
    ("convictions", "convicted", "together"),
    "the offence must lie in the evidence window, be punished once, and reach some stake",
)
SLASH = Step(
    "slash",
    may_slash,
    slash,
    ("stake", "slashed", "answered"),
    "the stake must have stood there at the offence, owe an answer, lose its exact share, and the "
    "evidence window be closed",
    ("stake", "slashed"),
)
SPARE = Step(
    "spare",
    may_spare,
    spare,
    ("answered",),
    "the stake must have left before the offence and owe an answer",
)
BURN = Step(
    "burn",
    may_burn,
    burn,
    ("slashed", "burned"),
    "amount must be in the slashed pool",
    ("slashed", "burned"),
)
