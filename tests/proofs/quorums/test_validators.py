"""Validators in rows: one by one while they are few, counted where they are many."""

import json

from hybridstake.proofs.quorums.premises import SIGNED_TWICE
from hybridstake.proofs.quorums.regions import KINDS, Universe
from hybridstake.proofs.quorums.validators import MOST_NAMED, Validator, named_validators

NOBODY, FIRST, EVERYWHERE = (False,) * 3, (True, False, False), (True,) * 3


def population(**weights: dict[tuple[bool, ...], int]) -> Universe:
    """Universe of the regions that have weights."""
    regions = [NOBODY, FIRST, EVERYWHERE]
    filled = {kind: {region: weights[kind].get(region, 0) for region in regions} for kind in KINDS}
    return Universe(SIGNED_TWICE, filled, {})


def authorities(count: int) -> Universe:
    """Authorities who signed the first certificate, and one staker with a token."""
    return population(
        validators={NOBODY: 1, FIRST: count},
        authorities={FIRST: count},
        stake={NOBODY: 1},
    )


def test_up_to_forty_are_named_one_by_one() -> None:
    named = named_validators(authorities(MOST_NAMED - 1))
    assert len(named.members) == MOST_NAMED
    assert {member.count for member in named.members} == {1}
    assert [member.name for member in named.members[:3]] == [
        "staker-1",
        "authority-1",
        "authority-2",
    ]


def test_more_than_forty_share_rows_with_those_that_are_alike() -> None:
    assert named_validators(authorities(MOST_NAMED)).members == (
        Validator("staker-1", False, 1, ()),
        Validator("authority-1 to authority-40", True, 0, ("first",), 40),
    )


def test_rows_count_what_they_stand_for() -> None:
    """Five tokens for each of three billion and two left over; of authorities alone, one has all."""
    billions = 3 * 10**9
    universe = population(
        validators={NOBODY: billions + 7, FIRST: 9, EVERYWHERE: billions},
        authorities={NOBODY: 7, FIRST: 9},
        stake={NOBODY: 5 * billions + 2, FIRST: 4, EVERYWHERE: billions},
    )
    named = named_validators(universe)
    for kind in KINDS:
        for sets in ((), ("first",), ("first", "second", "Byzantine")):
            assert getattr(named, kind)(*sets) == getattr(universe, kind)(*sets)
    story = json.loads(json.dumps(named.as_dict()))
    counts = [row["count"] for row in story["validators"]]
    assert counts == [7, 1, billions - 1, 1, 8, billions]
    assert sum(row["count"] * row["stake"] for row in story["validators"]) == story["stake"]
    assert sum(row["count"] * row["authority"] for row in story["validators"]) == 16


def test_a_table_of_many_is_short() -> None:
    assert (
        named_validators(authorities(1_000_000)).as_table()
        == """\
validator                         authority  stake  first  second  Byzantine
staker-1                          no         1      -      -       -
authority-1 to authority-1000000  yes        0      first  -       -
first: 1000000 of 1000000 authorities, 0 of 1 stake
second: 0 of 1000000 authorities, 0 of 1 stake
Byzantine: 0 of 1000000 authorities, 0 of 1 stake"""
    )
