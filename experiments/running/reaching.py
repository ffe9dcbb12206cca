"""Finding a Dask cluster, or starting one, whose workers compute what would be computed here."""

import importlib
import importlib.util
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ...models.errors import InvalidParameter
from .cluster import OTHER_SOURCES, Cluster, missing
from .fingerprints import fingerprint

REACHED_WITHIN = 10
"""After so long a scheduler, or the first of its workers, is taken not to be there [s]."""

ADDRESS = re.compile(r"(\w+://)?[^\s/]+:\d+")
"""Form of a scheduler's address."""

SILENT = logging.CRITICAL + 1
"""Level that no message reaches."""

DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
"""What a worker of this machine begins with: Ctrl-C reaches it too, and its parent ends it."""


@contextmanager
def local(workers: int) -> Iterator[str]:
    """A cluster of this machine alone, on loopback, that ends with the block; its address.

    Its workers have nothing to say: what befalls them is told by who waits for them.

    Parameters
    ----------
    workers
        Processes [1].

    Raises
    ------
    InvalidParameter
        When `distributed` is not installed.
    """
    check_installed()
    distributed = importlib.import_module("distributed")
    with distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        memory_limit=None,
        preload=DEAF,
        silence_logs=SILENT,
    ) as started:
        yield started.scheduler_address


@contextmanager
def reached(address: str, *modules: str) -> Iterator[Cluster]:
    """A cluster whose workers would find what is found here.

    Parameters
    ----------
    address
        Of its scheduler.
    modules
        Whose sources, with all that they import, the workers must have as they are here.

    Raises
    ------
    InvalidParameter
        When `distributed` is not installed, nobody answers, nobody works there, workers have several
        threads, or they have other sources or libraries.
    """
    check_installed()
    distributed = importlib.import_module("distributed")
    refusal = InvalidParameter(
        f"cluster must be a Dask scheduler that answers, such as tcp://host:8786, got {address!r}"
    )
    if not ADDRESS.fullmatch(address):  # Dask would wait for it, and complain once more at its end
        raise refusal
    with quiet():
        try:
            client = distributed.Client(address, timeout=REACHED_WITHIN, set_as_default=False)
        except (OSError, ValueError) as error:
            raise refusal from error
        with client:
            check_workers(client, address, modules)
            yield Cluster(client, modules)


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing from the library itself, in pages, of what is told in a line where work is waited for."""
    logger = logging.getLogger("distributed.client")
    level = logger.level
    logger.setLevel(SILENT)
    try:
        yield
    finally:
        logger.setLevel(level)


def check_workers(client: Any, address: str, modules: tuple[str, ...]) -> None:
    """Refuse a cluster without workers, or with one that would not compute what is computed here."""
    try:
        client.wait_for_workers(1, timeout=REACHED_WITHIN)
    except TimeoutError as error:
        raise InvalidParameter(
            f"cluster must have at least one worker, {address} has none"
        ) from error
    threads = max(client.nthreads().values())
    if threads > 1:  # solvers and symbols have one state for all threads
        raise InvalidParameter(
            f"cluster must have workers of one thread, as of `dask worker --nthreads 1`, got {threads}"
        )
    try:
        found = client.run(fingerprint, *modules).values()
    except ModuleNotFoundError as error:
        raise InvalidParameter(missing(error)) from error
    if any(each != fingerprint(*modules) for each in found):
        raise InvalidParameter(OTHER_SOURCES)


def check_installed() -> None:
    """Refuse a cluster where the extra `cluster` is not installed."""
    if importlib.util.find_spec("distributed") is None:
        raise InvalidParameter(
            "cluster must be left out, or distributed be installed: pip install 'hybridstake[cluster]'"
        )
