"""The machine: the same bytes and the same fuel from every copy, and no more than was agreed."""

import struct

import pytest
from hybridstake.models.compute.machine.agreement import AgreementBroken, Breach, Limits
from hybridstake.models.compute.machine.catalogue import JOBS, Job, Order, job_named
from hybridstake.models.compute.machine.engine import compiled, deterministic_engine
from hybridstake.models.compute.machine.execution import Execution, run, started
from hybridstake.models.errors import InvalidParameter
from wasmtime import Config, Engine, Instance, Module, Store

PAYLOADS = """
(module
  (memory (export "memory") 1)
  (func (export "start") (param i64 i64))
  (func (export "advance") (param i64)
    (f32.store (i32.const 0)
      (f32.add (f32.reinterpret_i32 (i32.const 0x7fa12345)) (f32.const 1))))
  (func (export "result") (result i32 i32) (i32.const 0) (i32.const 4)))
"""
"""Adds to a NaN with a payload: what is left of that payload depends on the processor."""


def order(name: str, steps: int = 20, seed: int = 3) -> Order:
    return Order(job=job_named(name), seed=seed, steps=steps)


@pytest.mark.parametrize("name", JOBS)
def test_copies_agree_in_every_byte_and_in_their_fuel(name: str) -> None:
    copies = {run(order(name)) for _ in range(3)}
    assert len(copies) == 1
    assert run(order(name, seed=4)).digest != copies.pop().digest


@pytest.mark.parametrize("name", JOBS)
def test_fuel_is_linear_in_the_steps_and_does_not_depend_on_the_seed(name: str) -> None:
    fuel = {steps: run(order(name, steps)).fuel for steps in (1, 2, 3, 100)}
    slope = fuel[2] - fuel[1]
    assert fuel[3] - fuel[2] == slope > 0
    assert fuel[100] == fuel[1] + 99 * slope
    assert run(order(name, 100, seed=12345)).fuel == fuel[100]


def test_nothing_but_the_text_and_the_input_enters_a_hash() -> None:
    """A known answer: 492 heads, and SHA-256 of them as eight bytes by the standard library."""
    found = run(order("coin-flips", 1_000, seed=1))
    assert found.result == (492).to_bytes(8, "little")
    assert found.digest.hex().startswith("72a23f13")


def test_one_unit_of_fuel_less_than_needed_breaks_the_agreement() -> None:
    needed = run(order("inference")).fuel
    limits = Limits(fuel=needed)
    assert run(order("inference"), limits).fuel == needed
    with pytest.raises(AgreementBroken) as raised:
        run(order("inference"), Limits(fuel=needed - 1))
    assert raised.value.breach is Breach.FUEL
    assert raised.value.fuel == needed - 1
    assert (
        str(raised.value)
        == f"job must keep to its limits, broke that of fuel after {needed - 1} fuel"
    )


def test_memory_beyond_the_agreed_is_refused() -> None:
    """2,000 rows need 512,000 bytes of product behind the first 8,448: eight pages."""
    big = order("matrix-product", 2_000)
    assert run(big, Limits(memory=8 * 65_536)).fuel > 0
    for pages in (7, 1, 0.5):
        with pytest.raises(AgreementBroken) as raised:
            run(big, Limits(memory=int(pages * 65_536)))
        assert raised.value.breach is Breach.MEMORY


def test_a_fault_of_the_job_is_told_apart() -> None:
    divided = PAYLOADS.replace(
        "(f32.add (f32.reinterpret_i32 (i32.const 0x7fa12345)) (f32.const 1))",
        "(f32.convert_i32_s (i32.div_s (i32.const 1) (i32.const 0)))",
    )
    with pytest.raises(AgreementBroken) as raised:
        run(Order(job=Job("x", divided, "", 1), seed=0, steps=1))
    assert raised.value.breach is Breach.FAULT


def test_a_nan_has_one_pattern_of_bits() -> None:
    """In the machine always the canonical one; without its rule this processor keeps the payload."""
    found = run(Order(job=Job("x", PAYLOADS, "", 1), seed=0, steps=1)).result
    assert struct.unpack("<I", found) == (0x7FC00000,)
    engine = Engine(Config())
    store = Store(engine)
    plain = Instance(store, Module(engine, PAYLOADS), []).exports(store)
    plain["advance"](store, 1)  # pyright: ignore[reportCallIssue]
    kept = plain["memory"].read(store, 0, 4)  # pyright: ignore[reportAttributeAccessIssue]
    assert struct.unpack("<I", kept) != (0x7FC00000,)


@pytest.mark.parametrize(
    "asked",
    [
        "(memory 1 1 shared)",
        "(func (result v128) (v128.const i32x4 0 0 0 0))",
        "(func (result i32) (i32.const 0",
    ],
)
def test_threads_and_vectors_are_no_part_of_the_machine(asked: str) -> None:
    with pytest.raises(InvalidParameter, match=r"^job must be a module of plain WebAssembly, got "):
        compiled(f"(module {asked})")
    assert deterministic_engine() is deterministic_engine()


def test_a_job_resumed_from_any_checkpoint_ends_as_if_it_had_never_stopped() -> None:
    for name in JOBS:
        whole = run(order(name, 12))
        execution = started(order(name, 12))
        for passed in range(12):
            other = Execution(job_named(name).text, Limits())
            other.resume(execution.state())
            other.advance(12 - passed)
            assert other.outcome().result == whole.result
            execution.advance(1)


def test_a_checkpoint_larger_than_the_agreed_memory_is_refused() -> None:
    state = started(order("matrix-product", 2_000)).state()
    small = Execution(job_named("matrix-product").text, Limits(memory=2 * 65_536))
    with pytest.raises(AgreementBroken, match="broke that of memory after 0 fuel"):
        small.resume(state)


def test_states_with_anything_different_hash_differently() -> None:
    execution = started(order("coin-flips"))
    before = execution.state()
    execution.advance(1)
    after = execution.state()
    assert before.memory == after.memory
    assert before.digest != after.digest


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": -1}, "seed must lie in [0, 2^63), got -1"),
        ({"seed": 2**63}, f"seed must lie in [0, 2^63), got {2**63}"),
        ({"steps": 0}, "size must lie in [1, 1000000000], got 0"),
        ({"steps": 10**9 + 1}, "size must lie in [1, 1000000000], got 1000000001"),
    ],
)
def test_orders_outside_their_range_are_refused(change: dict[str, int], message: str) -> None:
    with pytest.raises(InvalidParameter) as raised:
        order("coin-flips", **change)
    assert str(raised.value) == message


def test_limits_and_names_outside_their_range_are_refused() -> None:
    with pytest.raises(InvalidParameter, match=r"^fuel must lie in \[1, 2\^63\), got 0$"):
        Limits(fuel=0)
    with pytest.raises(InvalidParameter, match=r"^memory must lie in \[1, 2\^32\), got -1$"):
        Limits(memory=-1)
    with pytest.raises(InvalidParameter, match=r"^job must be one of coin-flips, .*, got 'x'$"):
        job_named("x")
