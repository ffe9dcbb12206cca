"""Which mode the protocol wants, from load, online authorities and stake taking part.

A decision is a list of choices, each with when it is taken; the first that is taken counts. So plain
Python picks a mode from it, and a solver, which cannot pick, reads the same list as a formula.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from ..parameters.parameters import Parameters
from ..parameters.protocol import SwitchingRule
from .modes import Mode
from .quorums import at_least, more_than

Chosen = TypeVar("Chosen")
Choices = Sequence[tuple[Any, Chosen]]
"""When each is chosen, unless one before it is; the last is chosen in any case."""


def prefers_fast(load: Any, availability: Any, max_load: Any, min_availability: Any) -> Any:
    """Whether load is low and authorities are plenty.

    Parameters
    ----------
    load
        Network load [1].
    availability
        Part of the authorities online [1].
    max_load, min_availability
        Limits of Fast mode, both excluded [1].

    Notes
    -----
    Source: research plan, "Fast Mode", with the prototype's numbers; paper, "Formulas".

    Examples
    --------
    >>> prefers_fast(0.2, 0.95, max_load=0.3, min_availability=0.9)
    True
    """
    return (load < max_load) & (availability > min_availability)


def prefers_secure(load: Any, participation: Any, min_load: Any, min_participation: Any) -> Any:
    """Whether the prototype's rule would leave Balanced for Secure.

    Parameters
    ----------
    load
        Network load [1].
    participation
        Part of the supply at stake [1].
    min_load, min_participation
        Limits of Secure mode, both excluded [1].

    Notes
    -----
    Source: public prototype of the plan; paper, "Formulas".

    Examples
    --------
    >>> prefers_secure(0.5, 0.85, min_load=0.7, min_participation=0.8)
    True
    """
    return (load > min_load) | (participation > min_participation)


def is_dwelling(seconds_in_mode: Any, dwell_seconds: Any) -> Any:
    """Whether a mode has not lasted for its least time yet.

    Parameters
    ----------
    seconds_in_mode
        Time since the last change [s].
    dwell_seconds
        Least time in a mode [s].

    Notes
    -----
    Source: ours; settled in `proofs/switching/dwelling.py`.

    Examples
    --------
    >>> is_dwelling(3_599, dwell_seconds=3_600), is_dwelling(3_600, dwell_seconds=3_600)
    (True, False)
    """
    return seconds_in_mode < dwell_seconds


def are_apart(first: Any, second: Any) -> Any:
    """Whether two modes are no neighbours, nor the same.

    Parameters
    ----------
    first, second
        Modes by number [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> are_apart(Mode.FAST, Mode.SECURE), are_apart(Mode.FAST, Mode.BALANCED)
    (True, False)
    """
    return (first - second > 1) | (second - first > 1)


def has_changed(mode: Any, following: Any) -> Any:
    """Whether a decision ended a mode, so that its clock starts again.

    Parameters
    ----------
    mode, following
        Modes by number, before and after [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> has_changed(Mode.FAST, Mode.FAST), has_changed(Mode.SECURE, Mode.BALANCED)
    (False, True)
    """
    return (mode < following) | (mode > following)


def wanted_choices(
    parameters: Parameters, load: Any, online: Any, authorities: int, participation: Any
) -> Choices[Mode]:
    """Modes in the order in which the switching rule asks for them, and when it does.

    Parameters
    ----------
    parameters
        The protocol.
    load
        Network load [1].
    online, authorities
        Authorities online, and in all [1]; with one in all, `online` is a part of them.
    participation
        Part of the supply at stake [1].

    Notes
    -----
    Source: the plan's rule as in its prototype; the repaired rule is ours:
    Secure exactly when the authorities online are too few for a Balanced certificate.
    """
    switching = parameters.switching
    availability = online / authorities if authorities else 0.0
    fast = prefers_fast(
        load, availability, switching.fast_max_load, switching.fast_min_availability
    )
    if switching.rule == SwitchingRule.AUTHORITY_SHORTAGE:
        threshold = parameters.balanced.authority_threshold
        reaches = more_than if parameters.quorums.strict else at_least
        enough = reaches(online, authorities, threshold.numerator, threshold.denominator)
        return (
            (fast, Mode.FAST),
            (enough & (authorities > 0), Mode.BALANCED),
            (True, Mode.SECURE),
        )
    secure = prefers_secure(
        load, participation, switching.secure_min_load, switching.secure_min_participation
    )
    return ((fast, Mode.FAST), (secure, Mode.SECURE), (True, Mode.BALANCED))


def next_choices(
    current: Any, wanted: Any, seconds_in_mode: Any, dwell_seconds: Any, adjacent_only: bool
) -> Choices[Any]:
    """Modes that may follow, and when: dwell first, and by way of Balanced where only neighbours may.

    Parameters
    ----------
    current, wanted
        Mode now, and mode that the rule asks for.
    seconds_in_mode, dwell_seconds
        Time since the last change, and least time in a mode [s].
    adjacent_only
        Whether Balanced stands between Fast and Secure.

    Notes
    -----
    Source: ours.
    """
    stay, go = (is_dwelling(seconds_in_mode, dwell_seconds), current), (True, wanted)
    if adjacent_only:
        return (stay, (are_apart(current, wanted), Mode.BALANCED), go)
    return (stay, go)


def first_choice(choices: Choices[Chosen]) -> Chosen:
    """What a list of choices comes to.

    Examples
    --------
    >>> first_choice([(False, "this"), (True, "that"), (True, "neither")])
    'that'
    """
    return next(value for taken, value in choices if taken)


def wanted_mode(
    parameters: Parameters, load: float, online: int, authorities: int, participation: float
) -> Mode:
    """Mode that the switching rule asks for now.

    Parameters
    ----------
    parameters
        The protocol.
    load
        Network load [1].
    online, authorities
        Authorities online, and in all [1].
    participation
        Part of the supply at stake [1].

    Notes
    -----
    Source: `wanted_choices`.
    """
    return first_choice(wanted_choices(parameters, load, online, authorities, participation))


def next_mode(current: Mode, wanted: Mode, seconds_in_mode: float, parameters: Parameters) -> Mode:
    """Mode after one decision.

    Parameters
    ----------
    current, wanted
        Mode now, and mode that the rule asks for.
    seconds_in_mode
        Time since the last change [s].
    parameters
        The protocol.

    Notes
    -----
    Source: `next_choices`.
    """
    switching = parameters.switching
    return first_choice(
        next_choices(
            current, wanted, seconds_in_mode, switching.dwell_seconds, switching.adjacent_only
        )
    )
