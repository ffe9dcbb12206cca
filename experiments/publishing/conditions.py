"""What a sentence of the paper rests on, as data: ``NAME OPERATOR VALUE``, joined by commas.

A name is a number's address, a claim's id or a proof's name. A value is a number, an exact
fraction, the address of another number, a verdict, or a word that a parameter may have.
"""

import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ...models.parameters.exact import as_written
from .printing import NOTHING, Value
from .problems import nearest
from .verdicts import VERDICTS

_CONDITION = re.compile(
    r"(?P<name>[A-Za-z][\w.-]*) *(?P<operator><=|>=|!=|=|<|>) *(?P<value>[\w.-][\w./ -]*)"
)
_LITERAL = re.compile(r"-?\d+(?:\.\d+|/0*[1-9]\d*)?")
_WORD = re.compile(r"[a-z][a-z-]*")
_OPERATORS = {
    "=": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What the experiments found."""

    numbers: Mapping[str, Value]
    """By ``question.number``."""
    verdicts: Mapping[str, str]
    """By a claim's id or a proof's name."""


def failures(holds: str, facts: Facts) -> list[str]:
    """Why a sentence does not follow from the facts.

    Parameters
    ----------
    holds
        Conditions, joined by commas.
    facts
        What they are about.

    Returns
    -------
    list[str]
        One reason per condition that is not met; none if the sentence follows.

    Raises
    ------
    ValueError
        If a condition cannot be read, or names something unknown.

    Examples
    --------
    >>> facts = Facts({"delay.floor": 0.3, "delay.promise": 0.2}, {"C45": "refuted"})
    >>> failures("C45 = refuted, delay.floor > delay.promise", facts)
    []
    >>> failures("C45 = proved, delay.floor < 1/4", facts)
    ['C45 is refuted', 'delay.floor is 0.3, not < 1/4']
    """
    reasons = (_failure(one.strip(), facts) for one in holds.split(","))
    return [reason for reason in reasons if reason]


def _failure(condition: str, facts: Facts) -> str:
    """Why one condition is not met; empty if it is."""
    read = _CONDITION.fullmatch(" ".join(condition.split()))
    if not read:
        raise ValueError(f"{condition!r} is not NAME OPERATOR VALUE")
    name, sign, value = read["name"], read["operator"], read["value"].strip()
    if name in facts.verdicts:
        return _other_verdict(facts.verdicts[name], name, sign, value)
    if name not in facts.numbers:
        raise ValueError(f"{name} is not known{nearest(name, [*facts.numbers, *facts.verdicts])}")
    found = facts.numbers[name]
    if value in facts.numbers:
        wanted, shown = facts.numbers[value], f"{value} ({_shown(facts.numbers[value])})"
    elif _LITERAL.fullmatch(value) or (_WORD.fullmatch(value) and sign in ("=", "!=")):
        wanted = shown = value
    else:
        raise ValueError(f"{value} is not known{nearest(value, facts.numbers)}")
    if _compared(found, sign, wanted):
        return ""
    return f"{name} is {_shown(found)}, not {'' if sign == '=' else f'{sign} '}{shown}"


def _other_verdict(found: str, name: str, sign: str, wanted: str) -> str:
    """Why a verdict is not the one that was wanted; empty if it is."""
    if sign not in ("=", "!=") or wanted not in VERDICTS:
        raise ValueError(f"{name} is compared by = or != with one of {', '.join(VERDICTS)}")
    return "" if (found == wanted) == (sign == "=") else f"{name} is {found}"


def _compared(found: Value, sign: str, wanted: Value) -> bool:
    """Whether a comparison holds: of exact numbers, or else of words, which have no order."""
    numbers = _exact(found), _exact(wanted)
    if None not in numbers:
        return _OPERATORS[sign](*numbers)
    if sign in ("=", "!="):
        return _OPERATORS[sign](_shown(found), _shown(wanted))
    return False


def _exact(value: Value) -> Fraction | None:
    """A number as it is written, so that no rounding decides; none if it is no number."""
    if isinstance(value, str):
        return Fraction(value) if _LITERAL.fullmatch(value) else None
    return None if value is None else as_written(value)


def _shown(value: Value) -> str:
    """A value in a message."""
    if value is None:
        return NOTHING
    return f"{value:.6g}" if isinstance(value, float) else str(value)
