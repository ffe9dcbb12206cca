"""Orders of addition: each a real one, none far from the truth, and no two alike in their bits."""

from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.compute.hardware.layers import (
    distance,
    drawn_network,
    in_half_precision,
    outputs,
)
from hybridstake.models.compute.hardware.orders import (
    HARDWARE,
    blocked,
    fused,
    lanes,
    pairwise,
    sequential,
)
from hybridstake.models.compute.machine.catalogue import Order, job_named
from hybridstake.models.compute.machine.execution import run

HALF_ULP = float(np.finfo(np.float32).eps) / 2


def single(value: Fraction) -> Fraction:
    """The nearest number of single precision, even where two are as near; by whole numbers alone."""
    if value == 0:
        return value
    exponent = 0
    while abs(value) >= Fraction(2) ** (exponent + 24):
        exponent += 1
    while abs(value) < Fraction(2) ** (exponent + 23):
        exponent -= 1
    return round(value / Fraction(2) ** exponent) * Fraction(2) ** exponent


def test_a_loop_rounds_after_every_addition() -> None:
    rng = np.random.default_rng(1)
    numbers = rng.standard_normal(40, dtype=np.float32)
    total = Fraction(0)
    for number in numbers.tolist():
        total = single(total + Fraction(number))
    assert float(sequential(numbers)) == float(total)


def test_a_fused_product_is_rounded_once() -> None:
    rng = np.random.default_rng(2)
    first, second = rng.standard_normal((2, 40), dtype=np.float32)
    total = Fraction(0)
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        total = single(total + Fraction(one) * Fraction(other))
    assert float(fused(first, second)) == float(total)
    assert float(sequential(first * second)) != float(total)


@pytest.mark.parametrize("count", [1, 2, 3, 17, 64, 100])
def test_whole_numbers_add_up_exactly_in_every_order(count: int) -> None:
    numbers = np.arange(count, dtype=np.float32)
    due = count * (count - 1) // 2
    found = [sequential(numbers), pairwise(numbers), lanes(numbers, 4), blocked(numbers, 8)]
    assert [int(each) for each in found] == [due] * 4


def test_every_kind_is_within_the_bound_of_its_roundings() -> None:
    """Higham 2002, section 4.2: at most n roundings of half an ulp of the sum of absolute values."""
    rng = np.random.default_rng(3)
    first, second = rng.standard_normal((2, 50, 200), dtype=np.float32)
    exact = (first.astype(np.float64) * second).sum(axis=1)
    size = np.abs(first.astype(np.float64) * second).sum(axis=1)
    for hardware in HARDWARE.values():
        assert (np.abs(hardware(first, second) - exact) <= 201 * HALF_ULP * size).all()


def test_no_two_kinds_of_machine_return_the_same_bytes_and_each_returns_its_own_again() -> None:
    network = drawn_network(16, 128, 3, np.random.default_rng(4))
    found = {name: outputs(network, kind) for name, kind in HARDWARE.items()}
    assert len({each.tobytes() for each in found.values()}) == len(HARDWARE) == 6
    for name, kind in HARDWARE.items():
        assert outputs(network, kind).tobytes() == found[name].tobytes()
        assert distance(found["scalar"], found[name]) < 1e-6


def test_half_precision_is_a_thousand_times_farther_off() -> None:
    network = drawn_network(16, 128, 3, np.random.default_rng(4))
    right = outputs(network, HARDWARE["scalar"])
    assert 1e-4 < distance(right, in_half_precision(network)) < 1e-2


def test_the_machines_own_sum_is_that_of_the_plain_loop() -> None:
    """The deterministic machine fixes the order: the same float-sum from every copy."""
    order = Order(job=job_named("float-sum"), seed=9, steps=500)
    state, numbers = (9 + 1) * 0x9E3779B97F4A7C15 % 2**64, []
    for _ in range(500):
        state ^= state << 13 & 2**64 - 1
        state ^= state >> 7
        state ^= state << 17 & 2**64 - 1
        top = state >> 40
        numbers.append((top - (1 << 24) if top >> 23 else top) / 2**23)
    drawn = np.array(numbers, dtype=np.float32)
    (found,) = {run(order).result for _ in range(3)}
    assert found == sequential(drawn).astype("<f4").tobytes()
    others = {each.astype("<f4").tobytes() for each in (pairwise(drawn), lanes(drawn, 4))}
    assert found not in others
