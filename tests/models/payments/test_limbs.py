"""Amounts in pieces: cut and joined, read by the reader alone, and small logarithms."""

import pytest
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.payments.group import scalar
from hybridstake.models.payments.limbs import Layout, limb, read_amount
from hybridstake.models.payments.logarithms import small_logarithm
from hybridstake.models.payments.pedersen import VALUE, Opening, public_key
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.sums import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

DRAW = from_seed(b"limbs")
SECRET, STRANGER = DRAW(), DRAW()
READER = public_key(SECRET)
LAYOUTS = (Layout(1, 8), Layout(2, 4), Layout(4, 2), Layout(4, 16), Layout(2, 32))


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
@settings(max_examples=25)
@given(st.integers(0, 2**64 - 1))
def test_pieces_are_in_range_and_make_up_the_amount(layout: Layout, number: int) -> None:
    amount = number % layout.bound
    pieces = layout.cut(amount)
    assert len(pieces) == layout.limbs
    assert all(0 <= each < 1 << layout.bits for each in pieces)
    openings = [Opening(each, DRAW()) for each in pieces]
    whole = layout.joined(openings)
    assert whole.value == amount
    if layout.width <= 8:
        limbs = [limb(each, READER) for each in openings]
        assert layout.whole(limbs).value() == whole.committed()


@pytest.mark.parametrize("amount", [-1, -256, 256, 2**70, ORDER - 5])
def test_pieces_of_what_is_out_of_range_make_it_up_with_one_out_of_range(amount: int) -> None:
    layout = Layout(2, 4)
    pieces = layout.cut(amount)
    assert pieces[0] + 16 * pieces[1] == amount
    assert not 0 <= pieces[1] < 16


@pytest.mark.parametrize("cases", [6, pytest.param(1_000, marks=pytest.mark.exhaustive)])
def test_the_reader_reads_exactly_the_amount_and_a_stranger_nothing(cases: int) -> None:
    layout = Layout(2, 8)

    @settings(max_examples=cases)
    @given(st.integers(0, layout.bound - 1))
    def read(amount: int) -> None:
        limbs = [limb(Opening(each, DRAW()), READER) for each in layout.cut(amount)]
        assert read_amount(limbs, SECRET, layout) == amount
        assert read_amount(limbs, STRANGER, layout) is None

    read()


@pytest.mark.slow
@pytest.mark.parametrize("amount", [0, 1, 2**16, 2**63 + 12345, 2**64 - 1])
def test_amounts_of_sixty_four_bits_are_read(amount: int) -> None:
    layout = Layout()
    limbs = [limb(Opening(each, DRAW()), READER) for each in layout.cut(amount)]
    assert read_amount(limbs, SECRET, layout) == amount


@pytest.mark.parametrize("bound", [1, 2, 10, 16, 17])
def test_every_small_logarithm_is_found_and_none_beyond_the_bound(bound: int) -> None:
    for number in range(bound):
        assert small_logarithm(Sum.of(VALUE, factor=scalar(number)).value(), bound) == number
    for number in (-1, bound, bound + 1, 5_000):
        assert small_logarithm(Sum.of(VALUE, factor=scalar(number)).value(), bound) is None


@pytest.mark.parametrize(
    ("limbs", "bits", "message"),
    [
        (3, 4, "limbs must be 1, 2, 4 or 8, got 3"),
        (2, 3, "bits must be 1, 2, 4, 8, 16 or 32, got 3"),
        (4, 32, "limbs times bits must be at most 64, got 128"),
    ],
)
def test_other_layouts_are_refused(limbs: int, bits: int, message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        Layout(limbs, bits)
    assert str(refused.value) == message


def test_a_reader_without_a_secret_of_its_own_key_is_a_stranger() -> None:
    """A handle made for another key hides the amount from the reader."""
    layout, other = Layout(1, 8), public_key(STRANGER)
    limbs = [limb(Opening(200, DRAW()), other)]
    assert read_amount(limbs, SECRET, layout) is None
    assert read_amount(limbs, STRANGER, layout) == 200
