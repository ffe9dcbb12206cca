"""What the numbers of an attack on a chain must be."""

import math

from ...errors import InvalidParameter


def require_share(name: str, value: float) -> None:
    """Refuse all but numbers from 0 to 1.

    Parameters
    ----------
    name
        Field that is refused.
    value
        What was given [1].

    Raises
    ------
    InvalidParameter
        Where it is no such number.
    """
    if type(value) not in (int, float):
        raise InvalidParameter(f"{name} must be a number, got {value!r}")
    if not 0 <= value <= 1:
        raise InvalidParameter(f"{name} must lie in [0, 1], got {value!r}")


def require_count(name: str, value: int, least: int, most: int) -> None:
    """Refuse all but Python's own integers of a permitted size.

    Parameters
    ----------
    name
        Field that is refused.
    value
        What was given [1].
    least, most
        Permitted sizes [1].

    Raises
    ------
    InvalidParameter
        Where it is no such integer.
    """
    if type(value) is not int:
        raise InvalidParameter(f"{name} must be an int, got {value!r}")
    if not value >= least:
        raise InvalidParameter(f"{name} must be at least {least}, got {value}")
    if not value <= most:
        raise InvalidParameter(f"{name} must be at most {most}, got {value}")


def require_seconds(name: str, value: float) -> None:
    """Refuse all but lengths of time.

    Parameters
    ----------
    name
        Field that is refused.
    value
        What was given [s].

    Raises
    ------
    InvalidParameter
        Where it is no such number.
    """
    if type(value) not in (int, float):
        raise InvalidParameter(f"{name} must be a number, got {value!r}")
    if not 0 <= value < math.inf:
        raise InvalidParameter(
            f"{name} must be a finite number of seconds from 0 on, got {value!r}"
        )
