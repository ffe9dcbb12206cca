"""Each job against a twin in Python that shares no line with it."""

from collections.abc import Callable, Iterator
from hashlib import sha256

import numpy as np
import pytest
from hybridstake.models.compute.machine.catalogue import JOBS, Order
from hybridstake.models.compute.machine.execution import run
from hybridstake.models.compute.machine.jobs.hash_search import CONSTANTS

WORD = 2**64


def draws(seed: int) -> Iterator[int]:
    """Marsaglia's generator on whole numbers."""
    state = (seed + 1) * 0x9E3779B97F4A7C15 % WORD or 1
    while True:
        state ^= state << 13 & WORD - 1
        state ^= state >> 7
        state ^= state << 17 & WORD - 1
        yield state


def signed(word: int, bits: int) -> int:
    """The highest bits of a word with their sign."""
    top = word >> (64 - bits)
    return top - (1 << bits) if top >> (bits - 1) else top


def flips(seed: int, steps: int) -> bytes:
    coin = draws(seed)
    return sum(next(coin) >> 63 for _ in range(steps)).to_bytes(8, "little")


def product(seed: int, steps: int) -> bytes:
    source = draws(seed)

    def rows(count: int) -> np.ndarray:
        drawn = [[signed(next(source), 24) for _ in range(32)] for _ in range(count)]
        return np.array(drawn, dtype=np.int64)

    matrix = rows(32)
    return (rows(steps) @ matrix).astype("<i8").tobytes()


def search(seed: int, steps: int) -> bytes:
    """By the standard library's SHA-256."""
    heads = [
        sha256(seed.to_bytes(8, "big") + nonce.to_bytes(8, "big")).digest()[:8]
        for nonce in range(steps)
    ]
    nonce = heads.index(min(heads))
    return nonce.to_bytes(8, "little") + min(heads)[::-1]


def classes(seed: int, steps: int) -> bytes:
    source = draws(seed)

    def numbers(*shape: int) -> np.ndarray:
        drawn = [signed(next(source), 17) for _ in range(int(np.prod(shape)))]
        return np.array(drawn, dtype=np.int64).reshape(shape)

    first, second = numbers(16, 16), numbers(8, 16)
    outputs = np.array(
        [second @ np.maximum((first @ numbers(16)) >> 16, 0) >> 16 for _ in range(steps)]
    )
    counts = np.bincount(outputs.argmax(axis=1), minlength=8)
    return np.append(counts, outputs.sum()).astype("<i8").tobytes()


def float_sum(seed: int, steps: int) -> bytes:
    source = draws(seed)
    total = np.float32(0)
    for _ in range(steps):
        total += np.float32(signed(next(source), 24) / 2**23)
    return total.astype("<f4").tobytes()


TWINS: dict[str, Callable[[int, int], bytes]] = {
    "coin-flips": flips,
    "matrix-product": product,
    "hash-search": search,
    "inference": classes,
    "float-sum": float_sum,
}


@pytest.mark.parametrize("name", JOBS)
@pytest.mark.parametrize(("seed", "steps"), [(0, 1), (1, 300), (2**63 - 1, 37)])
def test_a_job_computes_what_its_twin_does(name: str, seed: int, steps: int) -> None:
    assert run(Order(job=JOBS[name], seed=seed, steps=steps)).result == TWINS[name](seed, steps)


def test_the_twins_of_all_jobs_are_known() -> None:
    assert set(TWINS) == set(JOBS)


def test_the_constants_of_the_hash_are_roots_of_primes() -> None:
    """FIPS 180-4, 4.2.2: first 32 bits of the fractional parts of the cube roots of the primes."""
    primes = [each for each in range(2, 312) if all(each % part for part in range(2, each))]
    found = []
    for prime in primes:
        cube, root = prime << 96, 0
        for bit in reversed(range(40)):  # the integer cube root, digit by digit
            root += (1 << bit) * ((root + (1 << bit)) ** 3 <= cube)
        found.append(f"{root & 0xFFFFFFFF:08x}")
    assert found == CONSTANTS.split()


def test_a_fair_coin_shows_heads_half_of_the_time() -> None:
    """100,000 throws: within five standard deviations of 158 throws."""
    heads = int.from_bytes(
        run(Order(job=JOBS["coin-flips"], seed=7, steps=100_000)).result, "little"
    )
    assert abs(heads - 50_000) < 5 * 158.2
