"""Fee and block size block by block after a step of the load, with all their bounds."""

import math
from dataclasses import dataclass

from ..errors import InvalidParameter
from ..parameters.checks import check_positive, check_share
from .capacity_control import (
    DENOMINATOR,
    LARGEST_BLOCK,
    control_eigenvalue,
    fee_exponent,
    kept_between,
    next_fee,
    next_target,
    size_exponent,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """How fee and block size answer; sizes are told in targets before the step."""

    denominator: float = DENOMINATOR
    """Of the fee's change, at least 1 [1]."""
    largest: float = LARGEST_BLOCK
    """Times its target that a block may be full, above 1 [1]."""
    gain: float = 0.0
    """Of the target [1]."""
    floor: float = 0.5
    """Least target [1]."""
    bound: float = LARGEST_BLOCK
    """Largest block that resources carry [1]."""

    def __post_init__(self) -> None:
        for name in ("floor", "bound"):
            check_positive(name, getattr(self, name))
        check_share("gain", self.gain)
        if not 1 <= self.denominator < float("inf"):
            raise InvalidParameter(
                f"denominator must be at least 1 and finite, got {self.denominator!r}"
            )
        if not 1 < self.largest < float("inf"):
            raise InvalidParameter(f"largest must be above 1 and finite, got {self.largest!r}")


@dataclass(frozen=True, slots=True)
class Block:
    """One block after the step."""

    fee: float
    """In fees before the step [1]."""
    target: float
    """In targets before the step [1]."""
    used: float
    """The same [1]."""


def respond(control: Control, elasticity: float, step: float, blocks: int) -> list[Block]:
    """Blocks after the load has changed at once.

    Parameters
    ----------
    control
        Of fee and size.
    elasticity
        Of demand, the same at every fee, positive [1].
    step
        Times the load before, positive [1].
    blocks
        How many [1].

    Returns
    -------
    list[Block]
        `(blocks,)`; the first meets the new load with the old fee.

    Raises
    ------
    InvalidParameter
        Where elasticity or step are not positive and finite.

    Notes
    -----
    Source: ours. Targets stay so far under what resources carry that blocks can still be over them, and
    ask for a higher fee.

    Examples
    --------
    >>> [round(block.fee, 3) for block in respond(Control(), 1.0, 2.0, 3)]
    [1.0, 1.125, 1.234]
    """
    check_positive("elasticity", elasticity)
    check_positive("step", step)
    fee = target = 1.0
    found: list[Block] = []
    for _ in range(blocks):
        wanted = math.exp(math.log(step) - elasticity * math.log(fee))
        used = kept_between(wanted, 0.0, min(control.largest * target, control.bound))
        found.append(Block(fee, target, used))
        fee = next_fee(fee, used, target, control.denominator)
        moved = next_target(target, used, control.gain)
        target = kept_between(moved, control.floor, control.bound / control.largest)
    return found


def linear_response(control: Control, elasticity: float, step: float, blocks: int) -> list[Block]:
    """The same in closed form, for a step so small that nothing meets its bounds.

    Parameters
    ----------
    control
        Of fee and size.
    elasticity
        Of demand [1].
    step
        Times the load before, near one [1].
    blocks
        How many [1].

    Returns
    -------
    list[Block]
        `(blocks,)`

    Notes
    -----
    Source: ours: what is left of the deviation is a power of `control_eigenvalue`.

    Examples
    --------
    >>> [round(block.fee, 4) for block in linear_response(Control(), 1.0, 1.01, 3)]
    [1.0, 1.0012, 1.0023]
    """
    terms = (elasticity, control.denominator, control.gain)
    left = control_eigenvalue(*terms)
    found: list[Block] = []
    for block in range(blocks):
        done = math.log(step) * (1 - left**block)
        fee, target = fee_exponent(*terms) * done, size_exponent(*terms) * done
        used = math.log(step) - elasticity * fee
        found.append(Block(math.exp(fee), math.exp(target), math.exp(used)))
    return found


def settling_blocks(elasticity: float, denominator: float, gain: float, part: float) -> float:
    """Blocks until no more than a part of a small deviation is left.

    Parameters
    ----------
    elasticity
        Of demand [1].
    denominator
        Of the fee's change [1].
    gain
        Of the target [1].
    part
        In (0, 1) [1].

    Returns
    -------
    float
        Infinite where it does not die out [1].

    Notes
    -----
    Source: ours, of `control_eigenvalue`.

    Examples
    --------
    >>> round(settling_blocks(1, 8, 0, 0.05), 2), settling_blocks(16, 8, 0, 0.05)
    (22.43, inf)
    """
    left = abs(control_eigenvalue(elasticity, denominator, gain))
    if left >= 1:
        return math.inf
    return math.log(part) / math.log(left) if left else 1.0
