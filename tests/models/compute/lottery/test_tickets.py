"""Tickets: who holds which is proved, none can be added, and the draw is fair however they are split."""

from collections import Counter
from dataclasses import replace

import pytest
from hybridstake.models.compute.lottery.draw import drawn_ticket, holder_of
from hybridstake.models.compute.lottery.tickets import (
    Holding,
    Node,
    Sibling,
    earned,
    holds,
    leaf_of,
    proof,
    root,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

COUNTS = st.lists(st.integers(1, 50), min_size=1, max_size=12)


def held(counts: list[int]) -> list[Holding]:
    return [Holding(f"provider {place}", count) for place, count in enumerate(counts)]


@given(COUNTS, st.binary(min_size=1, max_size=8))
def test_exactly_the_holder_of_the_drawn_ticket_can_prove_it(
    counts: list[int], seed: bytes
) -> None:
    holdings = held(counts)
    published = root(holdings)
    assert published.tickets == sum(counts)
    ticket = drawn_ticket(seed, published)
    winner = holder_of(holdings, ticket)
    assert sum(counts[:winner]) <= ticket < sum(counts[: winner + 1])
    proving = [holds(proof(holdings, place), published, ticket) for place in range(len(counts))]
    assert proving == [place == winner for place in range(len(counts))]


@given(COUNTS)
def test_every_ticket_has_one_holder(counts: list[int]) -> None:
    holdings = held(counts)
    found = Counter(holder_of(holdings, ticket) for ticket in range(sum(counts)))
    assert [found[place] for place in range(len(counts))] == counts


def test_no_forged_proof_is_taken() -> None:
    holdings = held([3, 4, 5, 6, 7])
    published = root(holdings)
    shown = proof(holdings, 2)
    assert holds(shown, published, 7)
    more = replace(shown, holding=Holding("provider 2", 6))
    other = replace(shown, holding=Holding("provider 9", 5))
    assert not holds(more, published, 7)
    assert not holds(other, published, 7)
    for place, sibling in enumerate(shown.way):
        for change in (
            Sibling(Node(sibling.node.digest, sibling.node.tickets + 1), sibling.is_left),
            Sibling(sibling.node, not sibling.is_left),
            Sibling(Node(bytes(32), sibling.node.tickets), sibling.is_left),
        ):
            way = (*shown.way[:place], change, *shown.way[place + 1 :])
            assert not holds(replace(shown, way=way), published, 7)
    assert not holds(replace(shown, way=shown.way[:-1]), published, 7)
    right, left, last = shown.way
    moved = (
        replace(right, node=replace(right.node, tickets=5)),
        replace(left, node=replace(left.node, tickets=8)),
        last,
    )
    assert (right.is_left, left.is_left) == (False, True)
    assert not holds(replace(shown, way=moved), published, 8)
    assert not holds(shown, replace(published, tickets=26), 7)


def test_a_leaf_is_no_node_of_two_others() -> None:
    one, two = held([1, 2])
    assert leaf_of(Holding("provider 0", 3)).digest != root([one, two]).digest


def test_a_split_holding_leaves_every_ticket_where_it_was() -> None:
    """One of twelve tickets by one holder, or by twelve: the same numbers win."""
    whole = [Holding("other", 5), Holding("one", 12), Holding("last", 3)]
    split = [whole[0], *[Holding(f"part {each}", 1) for each in range(12)], whole[2]]
    for ticket in range(20):
        assert (holder_of(whole, ticket) == 1) == (1 <= holder_of(split, ticket) <= 12)


def test_numbers_are_drawn_without_the_bias_of_a_remainder() -> None:
    """With 3 * 2^510 tickets the remainder of 2^512 would make the first third twice as likely."""
    huge = Node(bytes(32), 3 * 2**510)
    first = sum(drawn_ticket(bytes([each]), huge) < 2**510 for each in range(200))
    assert 45 < first < 90


def test_tickets_are_earned_in_whole_ones() -> None:
    assert [earned(fuel) for fuel in (0, 999_999, 1_000_000, 2_999_999)] == [0, 0, 1, 2]


def test_nobody_and_nothing_is_refused() -> None:
    with pytest.raises(InvalidParameter, match=r"^holdings must not be empty, got none$"):
        root([])
    with pytest.raises(InvalidParameter, match=r"^tickets must be at least 1, got 0$"):
        Holding("x", 0)
    with pytest.raises(InvalidParameter, match=r"^tickets must be at least 1, got 0$"):
        drawn_ticket(b"", Node(b"", 0))


@pytest.mark.parametrize("tickets", [2.5, 2.0, float("nan"), True])
def test_parts_of_tickets_are_refused(tickets: float) -> None:
    with pytest.raises(InvalidParameter) as raised:
        Holding("provider", tickets)  # pyright: ignore[reportArgumentType]
    assert str(raised.value) == f"tickets must be an int, got {tickets!r}"
