"""Which mode the protocol wants, from load, online authorities and stake taking part."""

from typing import Any

from ..parameters.parameters import Parameters
from ..parameters.protocol import SwitchingRule
from .modes import Mode
from .quorums import at_least, more_than


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
    Source: the plan's rule as in its prototype; the repaired rule is ours:
    Secure exactly when the authorities online are too few for a Balanced certificate.
    """
    switching = parameters.switching
    availability = online / authorities if authorities else 0.0
    fast = prefers_fast(
        load, availability, switching.fast_max_load, switching.fast_min_availability
    )
    if switching.rule is SwitchingRule.AUTHORITY_SHORTAGE:
        threshold = parameters.balanced.authority_threshold
        reaches = more_than if parameters.quorums.strict else at_least
        secure = authorities == 0 or not reaches(
            online, authorities, threshold.numerator, threshold.denominator
        )
    else:
        secure = prefers_secure(
            load, participation, switching.secure_min_load, switching.secure_min_participation
        )
    if fast:
        return Mode.FAST
    return Mode.SECURE if secure else Mode.BALANCED


def next_mode(current: Mode, wanted: Mode, seconds_in_mode: float, parameters: Parameters) -> Mode:
    """Mode after one decision: dwell first, and by way of Balanced where only neighbours may follow.

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
    Source: ours.
    """
    if seconds_in_mode < parameters.switching.dwell_seconds:
        return current
    if parameters.switching.adjacent_only and abs(wanted - current) > 1:
        return Mode.BALANCED
    return wanted
