"""How long a transaction waits: chances and quantiles, by closed formulas or walked slot by slot."""

import math
from collections.abc import Callable, Iterator
from decimal import MAX_EMAX, MIN_EMIN, Decimal, localcontext
from functools import lru_cache
from itertools import islice

from ...errors import InvalidParameter
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode
from ...protocol.timing import silent_rounds_seconds
from ..committees.factorials import DIGITS
from ..committees.seat_counts import HypergeometricSeats
from ..committees.tails import Tail
from .censorship_turns import WAITS, Turns, slot_seconds, turns_of
from .censorship_walk import log_survivals

LONGEST_WALK = 20_000
"""Slots that are walked one by one [slot]: a few seconds of work."""

SHORTEST_WALK = 64
"""Slots that are walked at once, however few are asked for [slot]."""

LARGEST_WALK = 200_000_000
"""Numbers that a walk may visit in all [1]: a few seconds of work."""

CERTAIN = Tail(probability=1.0, log10_probability=0.0)
IMPOSSIBLE = Tail(probability=0.0, log10_probability=-math.inf)


def survival(turns: Turns, slots: int) -> Tail:
    """Chance that a transaction waits for at least so many slots.

    Parameters
    ----------
    turns
        Slots as they follow one another.
    slots
        Slots in a row without the transaction, at least 0 [slot].

    Returns
    -------
    Tail
        Its probability and logarithm [1].

    Raises
    ------
    InvalidParameter
        Where the modes change under way and the slots are too many to be walked.

    Notes
    -----
    Source: ours. Drawn proposers all censor with chance c^k, those of a rotation of n with K censors
    with chance C(n - k, K - k) / C(n, K), both to fifty digits; `censorship_walk.py` for the rest.

    Examples
    --------
    The proposers of Ethereum's three epochs ahead, nine in ten censoring (Edgington, Upgrading
    Ethereum, MAX_SEED_LOOKAHEAD: one in 25 000):

    >>> from .censorship_turns import independent_turns
    >>> round(1 / survival(independent_turns(0.9), 96).probability)
    24701
    """
    if turns.is_permanent or slots == 0:
        return CERTAIN
    if not turns.stays:
        check_walk(turns, slots)
        return tail_of_log(_walked(turns, max(slots, SHORTEST_WALK))[slots])
    if turns.first.rotates:
        if slots > turns.censors:
            return IMPOSSIBLE
        count = HypergeometricSeats(
            population=turns.authorities, adversaries=turns.censors, committee=slots
        )
        return _tail(lambda: count.log_mass(slots))
    censoring = turns.first.censoring
    if censoring == 0:
        return IMPOSSIBLE
    return _tail(
        lambda: slots * (Decimal(censoring.numerator) / Decimal(censoring.denominator)).ln()
    )


def check_walk(turns: Turns, slots: int) -> None:
    """Refuse a walk that would take too long."""
    if not slots <= LONGEST_WALK:
        raise InvalidParameter(
            f"slots must be at most {LONGEST_WALK} where modes change under way, got {slots}"
        )
    rotates = any(turns.walk[place].rotates for place in turns.reached)
    size = (turns.censors + 1) * (turns.authorities - turns.censors + 1) if rotates else 1
    if not slots * size * len(turns.walk) <= LARGEST_WALK:
        raise InvalidParameter(
            f"slots times the states of a rotation ({size}) must be at most "
            f"{LARGEST_WALK // len(turns.walk)} where modes change under way, got {slots} * {size}"
        )


def tail_of_log(logarithm: float) -> Tail:
    """A probability of which the natural logarithm is known."""
    return Tail(probability=math.exp(logarithm), log10_probability=logarithm / math.log(10))


def expected_slots(turns: Turns) -> float | None:
    """Expected slots until the one that includes the transaction; None where there is no end [slot].

    Parameters
    ----------
    turns
        Slots as they follow one another.

    Returns
    -------
    float | None
        c / (1 - c) where proposers are drawn, K / (n - K + 1) in a rotation, and a sum of the chances
        to wait for each further slot where modes change; None too where that sum does not settle.

    Notes
    -----
    Source: ours: the means of the geometric and the negative hypergeometric distribution.

    Examples
    --------
    >>> from .censorship_turns import independent_turns
    >>> expected_slots(independent_turns(0.75))
    3.0
    """
    if turns.is_permanent:
        return None
    if turns.stays and turns.first.rotates:
        return turns.censors / (turns.authorities - turns.censors + 1)
    if turns.stays:
        return float(turns.first.censoring / (1 - turns.first.censoring))
    longest = longest_walk(turns)
    chances = [math.exp(each) for each in _walked(turns, longest)]
    # The last decay bounds what is left out by a geometric series, up to the rotation's ripple.
    is_settled = chances[-1] <= 1e-16 * math.fsum(chances)
    return math.fsum(chances[1:]) if is_settled else None


def quantile_slots(turns: Turns, excess: float) -> int | None:
    """Fewest slots that are passed with at most this chance; None where there is no end [slot].

    Parameters
    ----------
    turns
        Slots as they follow one another.
    excess
        Chance to wait longer, in (0, 1) [1].

    Notes
    -----
    Source: ours, by halving: the chance falls with the slots.

    Examples
    --------
    Half of the proposers censor, and one wait in a thousand is longer than nine slots:

    >>> from .censorship_turns import independent_turns
    >>> quantile_slots(independent_turns(0.5), 1e-3)
    9
    """
    if turns.is_permanent:
        return None
    limit = math.log10(excess) + 1e-13
    most = 2**63 if turns.stays else longest_walk(turns) - 1

    def is_enough(slots: int) -> bool:
        return survival(turns, slots + 1).log10_probability <= limit

    if not turns.stays:
        logs = _walked(turns, most + 1)
        return next((at for at in range(most) if logs[at + 1] <= limit * math.log(10)), None)
    return _first(is_enough, most)


def longest_walk(turns: Turns) -> int:
    """Slots for which a distribution is walked: a thousand, or what `LARGEST_WALK` allows [slot]."""
    rotates = any(turns.walk[place].rotates for place in turns.reached)
    size = (turns.censors + 1) * (turns.authorities - turns.censors + 1) if rotates else 1
    return max(2, min(2_000, LARGEST_WALK // (size * len(turns.walk))))


def delay_distribution(
    parameters: Parameters, mode: Mode, share: float, slots: int, *, silent: bool = False
) -> tuple[list[float], list[float]]:
    """Delay of a transaction in a mode: times, and the chance to wait longer than each.

    Parameters
    ----------
    parameters
        The protocol.
    mode
        In which every height begins.
    share
        Part of the authorities and of the stake that censors [1].
    slots
        Longest delay of the table [slot].
    silent
        Whether censors propose nothing, or a block without the transaction.

    Returns
    -------
    tuple
        (slots + 1,) times that 0, 1, … slots take [s] and (slots + 1,) chances of a longer wait [1].

    Notes
    -----
    Source: ours, `survival` and `delay_seconds`.
    """
    turns = turns_of(parameters, mode, share, silent=silent)
    waits = [survival(turns, slot + 1).probability for slot in range(slots + 1)]
    times = [delay_seconds(parameters, mode, turns, slot) for slot in range(slots + 1)]
    return times, waits


def delay_seconds(parameters: Parameters, mode: Mode, turns: Turns, slots: int) -> float:
    """Time that so many slots without the transaction take, at most.

    Parameters
    ----------
    parameters
        The protocol.
    mode
        In which every height begins.
    turns
        Its slots.
    slots
        Slots without the transaction [slot].

    Returns
    -------
    float
        Silent proposers cost what `silent_rounds_seconds` says, and where honest proposals fail too, all
        waits of as many rounds; else every slot takes at most `slot_seconds` [s].

    Notes
    -----
    Source: ours.
    """
    if not turns.silent:
        return slots * slot_seconds(parameters, mode, turns)
    network = parameters.network
    timeout, delay = network.timeout_seconds, network.delay_seconds
    if any(turns.walk[place].blocked for place in turns.reached):
        return WAITS * silent_rounds_seconds(slots, timeout, 0)
    return silent_rounds_seconds(slots, timeout, delay)


def _first(holds: Callable[[int], bool], most: int) -> int | None:
    """Least number from 0 to `most` for which it holds, as it does for all greater ones."""
    high = 1
    while high < most and not holds(high):
        high = min(2 * high, most)
    if not holds(high):
        return None
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _tail(log_mass: Callable[[], Decimal]) -> Tail:
    """A probability whose logarithm is found with many digits."""
    with localcontext(prec=DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN):
        logarithm = log_mass()
        return Tail(
            probability=math.exp(logarithm) if logarithm < -800 else float(logarithm.exp()),
            log10_probability=float(logarithm / Decimal(10).ln()),
        )


@lru_cache(maxsize=16)
def _walked(turns: Turns, slots: int) -> tuple[float, ...]:
    """Logarithms of the chances to wait for at least 0, 1, …, `slots` slots [1]."""
    found: Iterator[float] = log_survivals(turns)
    return tuple(islice(found, slots + 1))
