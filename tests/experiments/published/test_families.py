"""Every published value found again, but for those that are named here."""

import math
import pkgutil
from fractions import Fraction
from importlib import import_module

import pytest
from hybridstake.experiments import published
from hybridstake.experiments.published.committees import shared_shard
from hybridstake.experiments.published.families import FAMILIES, UNANSWERED
from hybridstake.experiments.published.mining import BEST, cut_off
from hybridstake.experiments.published.settlement import (
    SHARES,
    SHORT,
    TABLE,
    short_by_a_state,
    unsettled,
)
from hybridstake.experiments.published.value import Agreement, Published, agreement, last_digits
from hybridstake.experiments.running.precision import Precision

LARGE = (0.425, 0.45)
QUICK = [value for values in FAMILIES.values() for value in values if value.precision == "tiny"]

TRUNCATED = {
    "a share of 0.4 gets half of 150 seats",
    "a share of 0.25 gets half of 100 seats",
    "two fifths get 40 of 50 seats",
    "133 of 400 get 43 of 63 seats",
    "0.33 has 40 places in a row",
    "1,500 of 5,000 get 161 of 400 seats",
}
BOUNDED = {
    "half of 68 observers are late by 2 mean delays",
    "half of 32 observers are late by 3 mean delays",
    "a step of 2,000 expected votes fails, four fifths honest",
}
ROUNDED_UP = {
    "400 of 2,000 get 240 of 400 seats",
    "200 of 2,000 get 161 of 400 seats",
    "500 of 5,000 get 161 of 400 seats",
    "1,000 of 5,000 get 161 of 400 seats",
}
DIFFERENT = {
    "23 of 1,095 get two of three places in one of 365 shards [%]",
    "0.66 has 81 blocks in a row",
    "0.66 has 100 places in a row",
}


def expected(what: str) -> Agreement:
    """What is known of a value."""
    for kind, names in (
        (Agreement.TRUNCATED, TRUNCATED),
        (Agreement.BOUNDED, BOUNDED),
        (Agreement.ROUNDED_UP, ROUNDED_UP),
        (Agreement.DIFFERENT, DIFFERENT),
    ):
        if what in names:
            return kind
    return Agreement.ROUNDED


@pytest.mark.parametrize("value", QUICK, ids=lambda value: f"{value.source}: {value.what}")
def test_a_published_value_is_what_its_source_says(value: Published) -> None:
    """Each from its own source, which it names."""
    assert agreement(value.printed, value.ours(), value.rounds_up) is expected(value.what)


def test_every_file_with_published_values_is_a_family() -> None:
    modules = {
        module.name: import_module(f"{published.__name__}.{module.name}")
        for module in pkgutil.iter_modules(published.__path__)
    }
    values = {
        name: module.PUBLISHED for name, module in modules.items() if hasattr(module, "PUBLISHED")
    }
    assert values == FAMILIES


def test_adversaries_in_one_shard_by_counting() -> None:
    """Apart: 23 of the 365 shards, one of three places in each, of all ways to place 23 of 1,095."""
    apart = Fraction(math.comb(365, 23) * 3**23, math.comb(1095, 23))
    assert shared_shard() == pytest.approx(float(100 * (1 - apart)), rel=1e-12)


def test_a_settlement_cell_of_500_slots_is_found_less_one_state() -> None:
    """As the model says it is 97 times the printed one."""
    printed = TABLE[SHORT][0.01].split()[0]
    assert agreement(printed, short_by_a_state(0.01, 0.01)) is Agreement.ROUNDED
    assert unsettled(0.01, 0.01, SHORT) / float(printed) == pytest.approx(97, abs=1)


def test_a_table_rounds_upwards_where_all_but_one_cut_cell_do() -> None:
    """DIP-0008's script prints all digits; no cell but the last is below what it gives."""
    table = [each for each in QUICK if each.rounds_up]
    assert len({(each.source, each.table) for each in table}) == 1
    assert [each for each in QUICK if each.table == table[0].table] == table
    found = {each.what: last_digits(each.printed, each.ours()) for each in table}
    assert {what for what, digits in found.items() if -1 < digits < -0.5} == ROUNDED_UP
    assert {what for what, digits in found.items() if digits >= 0} == TRUNCATED & set(found)
    assert len(TRUNCATED & set(found)) == 1


def test_no_exception_is_stale() -> None:
    assert {value.what for value in QUICK} >= TRUNCATED | BOUNDED | ROUNDED_UP | DIFFERENT


def test_what_is_not_found_again_says_why() -> None:
    assert all(value.reading for value in QUICK if value.what in DIFFERENT)


def test_no_value_stands_twice() -> None:
    values = [value for family in FAMILIES.values() for value in family]
    assert len({(value.source, value.what) for value in values}) == len(values)


def test_a_long_table_is_one_reading() -> None:
    """Its row in the paper has room for one."""
    for values in FAMILIES.values():
        for value in values:
            same = [other for other in values if other.table == value.table != ""]
            assert len({other.reading for other in same if other.source == value.source}) <= 1


def test_every_share_of_every_settlement_row_is_there() -> None:
    cells = sum(len(row.split()) for rows in TABLE.values() for row in rows.values())
    assert cells == len(TABLE) * 6 * len(SHARES) == 180
    assert len(FAMILIES["settlement"]) == cells + len(TABLE[SHORT]) * len(SHARES)


def test_unanswered_values_are_not_compared() -> None:
    compared = {value.source for values in FAMILIES.values() for value in values}
    assert not compared & {value.source for value in UNANSWERED}
    assert all(value.reason for value in UNANSWERED)


def test_the_best_rule_exceeds_what_was_printed_with_shorter_branches() -> None:
    """Sapirshtein and others give a lower end: ours is above theirs, by little where it is quick."""
    best = [value for value in FAMILIES["mining"] if value.what.startswith("share of the best")]
    quick = [value for value in best if value.precision is not Precision.FULL]
    assert len(quick) == 4
    digits = [last_digits(value.printed, value.ours()) for value in quick]
    assert max(digits[:3]) < 0.5 < digits[3] < 3


@pytest.mark.parametrize(("share", "printed"), list(zip(LARGE, BEST.split()[-2:], strict=True)))
def test_with_shorter_branches_the_best_rule_is_as_low_as_printed(
    share: float, printed: str
) -> None:
    """All five digits, cut off; with all branches it is above by 2e-4 and 1e-3."""
    assert f"{cut_off(share):.9f}".startswith(printed)
