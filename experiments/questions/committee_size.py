"""How many validators must be drawn so that an adversary's share almost never captures the set?

A capture is more than half of the seats, two thirds of them, or a certificate of a mode. Seats are
drawn with replacement, as from any number of candidates, or from ten thousand without. A second
exact way looks at the sizes found, and at those just below.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import pandas as pd

from ...models.attacks.choices import Sampling
from ...models.attacks.committees.committee import Committee
from ...models.attacks.committees.sizes import CommitteeSize
from ...models.attacks.votes.committee_size import smallest_expected_size
from ...models.attacks.votes.sortition import Sortition
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ...models.protocol.quorums import quorum
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.validators", "fast.authority_threshold", "balanced.validators", "balanced.stake_threshold",
    "secure.validators", "secure.stake_threshold", "quorums",
)  # fmt: skip

CANDIDATES = 10_000
"""Candidates that seats are drawn from without replacement; ours, the plan names none [1]."""

BITS = (40, 80)
"""Targets: a capture is to be less likely than two to minus so many [bit]."""

THIRD = Fraction(1, 3)
PERCENTS = {
    Precision.TINY: (10,),
    Precision.DEFAULT: (10, 12, 15, 18, 20, 22, 25, 28, 30, 32, 33),
    Precision.FULL: tuple(range(10, 34)),
}
"""Parts of all candidates that are the adversary's, beside a third [%]."""

GENERAL = {"majority": (Fraction(1, 2), True), "two_thirds": (Fraction(2, 3), False)}
"""Rules of no protocol in particular: the threshold, and whether it has to be passed."""

WORDS = {Fraction(1, 10): "tenth", THIRD: "third"}
"""Shares that the prose quotes, as its numbers name them."""

SORTITION_THRESHOLD, SORTITION_HONEST, SORTITION_TARGET = 0.685, 0.8, 5e-9
"""Algorand's steps: threshold, honest part, chance of failure [1] (Gilad et al. 2017, section 7.5)."""

SORTITION_SIZE = 2_000
"""Expected size that its authors chose for these [vote]."""


@dataclass(frozen=True, slots=True)
class Case:
    """One rule, under all its names, and one adversary."""

    names: tuple[str, ...]
    validators: tuple[int, ...]
    """Validators of the mode of each name; 0, which is never enough, for a rule of none [1]."""
    threshold: Fraction
    strict: bool
    share: Fraction


@dataclass(frozen=True, slots=True)
class SortitionCase:
    """Algorand's committee, as a value to compare with."""


def cases(
    protocol: str, parameters: Parameters, precision: Precision
) -> list[Case | SortitionCase]:
    """Every rule that differs with every adversary, then Algorand's."""
    rules: dict[tuple[Fraction, bool], dict[str, int]] = {}
    for name, rule in GENERAL.items():
        rules.setdefault(rule, {})[name] = 0
    for mode in Mode:
        rule = certificate(parameters, mode), parameters.quorums.strict
        rules.setdefault(rule, {})[mode.label] = mode_parameters(parameters, mode).validators
    found: list[Case | SortitionCase] = [
        Case(tuple(names), tuple(names.values()), *rule, share)
        for rule, names in rules.items()
        for share in (*(Fraction(each, 100) for each in PERCENTS[precision]), THIRD)
    ]
    return [*found, SortitionCase()]


def certificate(parameters: Parameters, mode: Mode) -> Fraction:
    """Part of a drawn set that is a certificate: of authorities in Fast, of stakers elsewhere [1]."""
    asked = quorum(parameters, mode)
    threshold = asked.authorities if asked.stake is None else asked.stake
    assert threshold is not None
    return threshold


def answer(case: Case | SortitionCase, generators: Generators) -> list[dict[str, Any]]:
    """Sizes for both targets and both ways of drawing, where there are any."""
    if isinstance(case, SortitionCase):
        return [sortition()]
    found: list[dict[str, Any]] = []
    for sampling in Sampling:
        for bits in BITS:
            search = question(case, bits, sampling)
            first, lasting = search.first(), search.lasting()
            if first is None or lasting is None:
                continue
            rest = {
                "threshold": float(case.threshold),
                "strict": case.strict,
                "share": float(case.share),
                "bits": float(bits),
                "drawn": str(sampling),
                "first": first,
                "lasting": lasting,
                "agrees": agrees(search, first, lasting),
            }
            found += [
                {"rule": name, "validators": validators, "enough": validators >= lasting, **rest}
                for name, validators in zip(case.names, case.validators, strict=True)
            ]
    return found


def question(case: Case, bits: int, sampling: Sampling) -> CommitteeSize:
    """The search of one case: shares of ten thousand are rounded down to whole candidates."""
    ask = partial(
        CommitteeSize, threshold=case.threshold, strict=case.strict, target=2.0**-bits,
        sampling=sampling,
    )  # fmt: skip
    if sampling is Sampling.WITH_REPLACEMENT:
        return ask(population=case.share.denominator, adversaries=case.share.numerator)
    return ask(population=CANDIDATES, adversaries=math.floor(case.share * CANDIDATES))


def agrees(search: CommitteeSize, first: int, lasting: int) -> bool:
    """Whether a second exact way finds both sizes rare enough, and those just below them not."""
    expected = {first: True, lasting: True, first - 1: False, lasting - 1: False}
    return all(
        is_rare(search, size) == expected_here for size, expected_here in expected.items() if size
    )


def is_rare(search: CommitteeSize, size: int) -> bool:
    """Whether the second way finds a capture of a set of this size less likely than the target."""
    seats = search.seats(size)
    if seats > size:
        return True
    second = Committee(
        population=search.population, adversaries=search.adversaries, committee=size, seats=seats,
        sampling=search.sampling,
    ).second_exact()  # fmt: skip
    assert second is not None
    return second.log10_probability < math.log10(search.target)


def sortition() -> dict[str, Any]:
    """Expected size for Algorand's target, searched up to the size that its authors chose."""
    first = smallest_expected_size(SORTITION_THRESHOLD, SORTITION_HONEST, SORTITION_TARGET)
    larger = range(first, SORTITION_SIZE + 1)
    short = [size for size in larger if committee(size).exact().probability > SORTITION_TARGET]
    lasting = max(short, default=first - 1) + 1
    expected = {first: True, lasting: True, first - 1: False, lasting - 1: False}
    seconds = {size: committee(size).second_exact().probability for size in expected}
    return {
        "rule": "sortition",
        "validators": 0,
        "enough": False,
        "threshold": SORTITION_THRESHOLD,
        "strict": True,
        "share": 1 - SORTITION_HONEST,
        "bits": -math.log2(SORTITION_TARGET),
        "drawn": "sortition",
        "first": first,
        "lasting": lasting,
        "agrees": all((seconds[size] <= SORTITION_TARGET) == expected[size] for size in expected),
    }


def committee(size: int) -> Sortition:
    """Algorand's committee of an expected size."""
    return Sortition(
        expected_size=float(size), threshold=SORTITION_THRESHOLD, honest=SORTITION_HONEST
    )


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Sizes for a tenth and a third by rule and target, shares that the modes' own sets bear, checks.

    Those of the general rules are the plan's rows, which the reference has as well. None where no
    size will do.
    """
    found: dict[str, Any] = {}
    for rule in GENERAL:
        for bits in BITS:
            for share, word in WORDS.items():
                at = (table, "plan", rule, bits, share)
                found[f"{rule}_{bits}_{word}"] = size(*at, "lasting")
                found[f"{rule}_{bits}_{word}_first"] = size(*at, "first")
                without = size(*at, "lasting", Sampling.WITHOUT_REPLACEMENT)
                found[f"{rule}_{bits}_{word}_without"] = without
    for protocol in dict.fromkeys(table["protocol"]):
        for mode in Mode:
            for bits in BITS:
                for share, word in WORDS.items():
                    needed = size(table, protocol, mode.label, bits, share, "lasting")
                    found[f"{protocol}_{mode.label}_{bits}_{word}"] = needed
                found[f"{protocol}_{mode.label}_{bits}_share"] = share_borne(
                    table, protocol, mode, bits
                )
    algorand = table[table["rule"] == "sortition"].iloc[0]
    return found | {
        "candidates": CANDIDATES,
        "sortition_first": int(algorand["first"]),
        "sortition_lasting": int(algorand["lasting"]),
        "sortition_published": SORTITION_SIZE,
        "sizes": len(table),
        "agreeing": int(table["agrees"].sum()),
        "uneven": int((table["first"] < table["lasting"]).sum()),
    }


def size(
    table: pd.DataFrame, protocol: str, rule: str, bits: int, share: Fraction, column: str,
    sampling: Sampling = Sampling.WITH_REPLACEMENT,
) -> int | None:  # fmt: skip
    """One size; None where none will do [seat]."""
    rows = rows_of(table, protocol, rule, bits, sampling)
    found = rows[rows["share"] == float(share)][column]
    return None if found.empty else int(found.iloc[0])


def share_borne(table: pd.DataFrame, protocol: str, mode: Mode, bits: int) -> float:
    """Largest share asked about against which a mode's own set is large enough; 0 if none [1]."""
    rows = rows_of(table, protocol, mode.label, bits, Sampling.WITH_REPLACEMENT)
    return float(rows[rows["enough"]]["share"].max()) if rows["enough"].any() else 0.0


def rows_of(
    table: pd.DataFrame, protocol: str, rule: str, bits: int, sampling: Sampling
) -> pd.DataFrame:
    """Every share of one rule, target and way of drawing."""
    is_asked = (table["protocol"] == protocol) & (table["rule"] == rule) & (table["bits"] == bits)
    return table[is_asked & (table["drawn"] == str(sampling))]
