"""Counts of validators and seats, as they may be given."""

from ...errors import InvalidParameter

LARGEST_COUNT = 2**63 - 1
"""Largest count of validators or seats: what an array can hold [1]."""

LARGEST_DENOMINATOR = 10**400
"""Largest count of which only the parts matter: every float is a part of fewer [1]."""


def require_count(name: str, value: int, least: int, most: int = LARGEST_COUNT) -> None:
    """Refuse all but Python's own integers of a permitted size: NumPy's overflow in silence.

    Parameters
    ----------
    name
        Of the field.
    value
        What was given [1].
    least, most
        Smallest and largest that are permitted [1].

    Raises
    ------
    InvalidParameter
        In one line: the field, the rule and the value.

    Notes
    -----
    Source: ours.
    """
    if type(value) is not int:
        raise InvalidParameter(f"{name} must be an int, got {value!r}")
    if not value >= least:
        raise InvalidParameter(f"{name} must be at least {least}, got {value}")
    if not value <= most:
        limit = "2**63 - 1" if most == LARGEST_COUNT else "10**400"
        raise InvalidParameter(f"{name} must be at most {limit}, got {value}")


def require_at_most(name: str, value: int, limit_name: str, limit: int) -> None:
    """Refuse a count above another.

    Parameters
    ----------
    name
        Of the field.
    value
        What was given [1].
    limit_name
        Of the other count.
    limit
        The other count [1].

    Raises
    ------
    InvalidParameter
        In one line: the field, the rule and the value.

    Notes
    -----
    Source: ours.
    """
    if not value <= limit:
        raise InvalidParameter(f"{name} must be at most {limit_name} ({limit}), got {value}")
