"""The numbers of a protocol's own modes: what its promises ask of messages, faults and lines.

Every bound is computed from the parameter file, and claimed to be exact.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from ...models.network.dissemination import largest_throughput, upload_needed
from ...models.network.latency import (
    CHAINED_DELAYS,
    SEQUENTIAL_DELAYS,
    byzantine_of_one_phase,
    byzantine_of_three_delays,
    keeps_pace,
    largest_delay,
    one_phase_suffices,
    three_delays_suffice,
)
from ...models.network.throughput import Capacity, Dissemination
from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.finality import finality_floor
from ...models.protocol.modes import Mode, mode_parameters
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import Truth, negated
from .delays import largest_delay_is_exact

DELAY = Quantities(reals=("delay", "overhead"))
FAULTS = Quantities(whole=("byzantine",))
LINE = Quantities(reals=("throughput", "bandwidth"))
PACES = {"one after the other": SEQUENTIAL_DELAYS, "in a chain": CHAINED_DELAYS}
FORMS = {3: (three_delays_suffice, byzantine_of_three_delays),
         2: (one_phase_suffices, byzantine_of_one_phase)}  # fmt: skip
LINES = {each: Capacity(dissemination=each) for each in Dissemination}
"""Nodes by the way in which a block comes to everybody; all have the same line."""
WAYS = {
    Dissemination.STAR: "through a star",
    Dissemination.GOSSIP: "by gossip",
    Dissemination.CODED: "erasure-coded",
    Dissemination.SHARED: "beforehand",
}
"""The same in words."""


def mode_claims(protocol: str, parameters: Parameters) -> list[Claim]:
    """What each mode's promises ask for.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Its modes and network.
    """
    of_each = (largest_delay_of, pace_of, faults_of, lines_of)
    return [claim(protocol, parameters, mode) for mode in Mode for claim in of_each]


def largest_delay_of(protocol: str, parameters: Parameters, mode: Mode) -> Claim:
    """The delay up to which a mode can be final in time, and on which side the assumed one is."""
    name = f"{protocol}.{mode.label}.largest-delay"
    network = parameters.network
    delays, assumed = network.message_delays, as_written(network.delay_seconds)
    target = as_written(mode_parameters(parameters, mode).finality_seconds)
    longest = largest_delay(target, Fraction(0), delays)
    kept = assumed <= longest

    def allowed(times: Values) -> Truth:
        return times["delay"] <= largest_delay(target, times["overhead"], delays)

    def in_time(times: Values) -> Truth:
        return finality_floor(delays, times["delay"]) + times["overhead"] <= target

    final = Premise(f"final within {told(target)} s", in_time)
    short = Premise("the delay is at most the largest", allowed)
    takes_time = Premise("0 <= overhead", lambda times: times["overhead"] >= 0)
    nothing_else = Premise("nothing else takes time", lambda times: times["overhead"] == 0)
    as_assumed = Premise(
        f"messages take {told(assumed)} s", lambda times: times["delay"] == assumed
    )
    return Claim(
        name=name,
        statement=(
            f"{mode.label.capitalize()} finality within {told(target)} s in {delays} message delays "
            f"holds exactly if a message takes at most {told(longest)} s, less what else takes time "
            f"divided by {delays}; the assumed {told(assumed)} s {'keep' if kept else 'break'} it."
        ),
        protocol=protocol,
        conditions=(
            Condition(f"{name}: if", (short,), final, DELAY),
            Condition(f"{name}: only if", (opposite(short),), opposite(final), DELAY),
            Condition(
                f"{name}: as assumed",
                (as_assumed, nothing_else if kept else takes_time),
                final if kept else opposite(final),
                DELAY,
            ),
        ),
        twins=(
            Condition(
                f"{name}, whatever else takes time",
                (
                    takes_time,
                    Premise("at the largest delay", lambda times: times["delay"] == longest),
                ),
                final,
                DELAY,
            ),
        ),
        rests_on=(largest_delay_is_exact(),),
    )


def pace_of(protocol: str, parameters: Parameters, mode: Mode) -> Claim:
    """The delays up to which blocks can follow each other at a mode's interval."""
    name = f"{protocol}.{mode.label}.pace"
    interval = as_written(mode_parameters(parameters, mode).block_seconds)
    assumed = as_written(parameters.network.delay_seconds)
    longest = {how: largest_delay(interval, Fraction(0), each) for how, each in PACES.items()}
    fitting = [how for how, delay in longest.items() if assumed <= delay]
    return Claim(
        name=name,
        statement=(
            f"{mode.label.capitalize()} blocks can follow each other every {told(interval)} s exactly "
            "if messages take at most "
            + " and ".join(f"{told(delay)} s {how}" for how, delay in longest.items())
            + f"; the assumed {told(assumed)} s permit it {' and '.join(fitting) or 'in neither way'}."
        ),
        protocol=protocol,
        conditions=tuple(paces(name, interval, assumed, longest)),
        twins=(
            Condition(
                f"{name}, a chain's delay one after the other",
                (at_most("delay", longest["in a chain"]),),
                follow(interval, "one after the other"),
                DELAY,
            ),
        ),
    )


def paces(
    name: str, interval: Fraction, assumed: Fraction, longest: dict[str, Fraction]
) -> Iterator[Condition]:
    """Up to the longest delay and not beyond, and on which side the assumed one is."""
    as_assumed = Premise(
        f"messages take {told(assumed)} s", lambda times: times["delay"] == assumed
    )
    for how, delay in longest.items():
        fits, follows = at_most("delay", delay), follow(interval, how)
        yield Condition(f"{name}: {how}, if", (fits,), follows, DELAY)
        yield Condition(f"{name}: {how}, only if", (opposite(fits),), opposite(follows), DELAY)
        yield Condition(
            f"{name}: {how}, as assumed",
            (as_assumed,),
            follows if assumed <= delay else opposite(follows),
            DELAY,
        )


def follow(interval: Fraction, how: str) -> Premise:
    """Blocks can follow each other in a way."""
    return Premise(
        f"blocks can follow each other every {told(interval)} s {how}",
        lambda times: keeps_pace(interval, PACES[how], times["delay"]),
    )


def faults_of(protocol: str, parameters: Parameters, mode: Mode) -> Claim:
    """How many Byzantine validators a mode's set stands in three message delays, and in two."""
    name = f"{protocol}.{mode.label}.faults"
    validators = mode_parameters(parameters, mode).validators
    most = {delays: floor(solved(validators)) for delays, (_, solved) in FORMS.items()}

    def suffice(delays: int) -> Premise:
        permits, _ = FORMS[delays]
        return Premise(
            f"{delays} delays suffice", lambda each: permits(validators, each["byzantine"])
        )

    def conditions() -> Iterator[Condition]:
        for delays, number in most.items():
            few, enough = at_most("byzantine", Fraction(number)), suffice(delays)
            yield Condition(f"{name}: {delays} delays, if", (few,), enough, FAULTS)
            yield Condition(
                f"{name}: {delays} delays, only if", (opposite(few),), opposite(enough), FAULTS
            )

    return Claim(
        name=name,
        statement=(
            f"Among {validators:,} validators, as in {mode.label.capitalize()}, finality in three "
            f"message delays stands exactly up to {most[3]:,} Byzantine ones, and in two, with "
            f"certificates of four fifths, up to {most[2]:,}."
        ),
        protocol=protocol,
        conditions=tuple(conditions()),
        twins=(
            Condition(
                f"{name}, one more in two",
                (at_most("byzantine", Fraction(most[2] + 1)),),
                suffice(2),
                FAULTS,
            ),
        ),
    )


def lines_of(protocol: str, parameters: Parameters, mode: Mode) -> Claim:
    """What lines carry to a mode's validators, by how a block comes to everybody."""
    name = f"{protocol}.{mode.label}.lines"
    of_mode = mode_parameters(parameters, mode)
    promised = as_written(of_mode.throughput_tps)
    most = {way: most_carried(node, of_mode.validators) for way, node in LINES.items()}
    node = LINES[Dissemination.STAR]
    too_few = [
        WAYS[way] for way, number in most.items() if number is not None and number < promised
    ]
    parts = [
        f"{'any number' if number is None else f'{floor(number):,}'} {WAYS[way]}"
        for way, number in most.items()
    ]
    return Claim(
        name=name,
        statement=(
            f"Lines of {node.bandwidth / 1e9:g} Gbit/s bring at most so many transactions of "
            f"{node.transaction_bytes:g} bytes a second to {of_mode.validators:,} validators, as in "
            f"{mode.label.capitalize()}: {', '.join(parts)}. {floor(promised):,} are promised, too "
            f"many {' and '.join(too_few) or 'in none of these ways'}."
        ),
        protocol=protocol,
        conditions=tuple(carried(name, of_mode.validators, promised, most)),
        twins=tuple(one_more(name, of_mode.validators, most)),
    )


def most_carried(node: Capacity, validators: int) -> Fraction | None:
    """Transactions per second that a node's line carries; none where it sends nothing [1/s]."""
    copies = copies_of(node, validators)
    if copies == 0:
        return None
    return largest_throughput(
        as_written(node.bandwidth), as_written(node.transaction_bytes), copies
    )


def copies_of(node: Capacity, validators: int) -> Fraction:
    """Copies of a transaction that the busiest node sends, exactly [1]."""
    if node.dissemination is Dissemination.SHARED:
        return Fraction(validators - 1, validators)
    return Fraction(node.copies(validators))


def carried(
    name: str, validators: int, promised: Fraction, most: dict[Dissemination, Fraction | None]
) -> Iterator[Condition]:
    """Up to the bound and not beyond, on a whole line, and on which side the promise is."""
    whole = as_written(LINES[Dissemination.STAR].bandwidth)
    as_promised = Premise(
        f"{told(promised)} transactions a second", lambda each: each["throughput"] == promised
    )
    slow = Premise("the line is no faster", lambda each: each["bandwidth"] <= whole)
    fast = Premise("the line is no slower", lambda each: each["bandwidth"] >= whole)
    for way, number in most.items():
        fits = line_suffices(way, validators)
        if number is None:
            continue
        few = at_most("throughput", number)
        yield Condition(f"{name}: {way}, if", (fast, few), fits, LINE)
        yield Condition(f"{name}: {way}, only if", (slow, opposite(few)), opposite(fits), LINE)
        yield Condition(
            f"{name}: {way}, as promised",
            (as_promised, fast if promised <= number else slow),
            fits if promised <= number else opposite(fits),
            LINE,
        )


def one_more(
    name: str, validators: int, most: dict[Dissemination, Fraction | None]
) -> Iterator[Condition]:
    """A transaction more than the bound does not fit."""
    whole = as_written(LINES[Dissemination.STAR].bandwidth)
    for way, number in most.items():
        if number is not None:
            yield Condition(
                f"{name}, {way}, one more",
                (
                    Premise("the line is as assumed", lambda each: each["bandwidth"] == whole),
                    at_most("throughput", number + 1),
                ),
                line_suffices(way, validators),
                LINE,
            )


def line_suffices(way: Dissemination, validators: int) -> Premise:
    """The busiest node's line carries all copies."""
    node = LINES[way]
    size, copies = as_written(node.transaction_bytes), copies_of(node, validators)
    return Premise(
        f"the line carries the copies, {way}",
        lambda each: upload_needed(each["throughput"], size, copies) <= each["bandwidth"],
    )


def at_most(name: str, number: Fraction) -> Premise:
    """A number is no more than a bound."""
    return Premise(
        f"{name} <= {told(number)}",
        lambda each: each[name] * number.denominator <= number.numerator,
    )


def opposite(premise: Premise) -> Premise:
    """The opposite of a premise."""
    return Premise(f"not: {premise.name}", lambda each: negated(premise.holds(each)))


def told(number: Fraction) -> str:
    """A number for reading."""
    return f"{float(number):,.4g}" if number < 1_000 else f"{float(number):,.0f}"
