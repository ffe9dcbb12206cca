"""The engine under every job: what is left of WebAssembly once nothing in it may differ by machine."""

from functools import lru_cache

from wasmtime import Config, Engine, Module, WasmtimeError

from ...errors import InvalidParameter


def deterministic_config() -> Config:
    """Settings under which a module computes the same bytes on every processor.

    Notes
    -----
    Source: WebAssembly core specification, section "Non-determinism": the bits of a NaN, threads,
    relaxed vector instructions and the limits of a host are all that an execution may depend on. NaNs
    are made one, threads and vectors are refused, and memory and fuel have limits of their own.
    """
    config = Config()
    config.consume_fuel = True
    config.cranelift_nan_canonicalization = True
    config.wasm_threads = False
    config.wasm_relaxed_simd = False
    config.wasm_simd = False
    return config


@lru_cache(maxsize=1)
def deterministic_engine() -> Engine:
    """The one engine of a process."""
    return Engine(deterministic_config())


@lru_cache(maxsize=32)
def compiled(text: str) -> Module:
    """A module from its text, compiled once.

    Raises
    ------
    InvalidParameter
        If the text is no module, or asks for what is refused.
    """
    try:
        return Module(deterministic_engine(), text)
    except WasmtimeError as error:
        first = str(error).strip().splitlines()[0]
        raise InvalidParameter(f"job must be a module of plain WebAssembly, got {first}") from error
