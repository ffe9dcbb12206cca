"""Memory of versions: a reader sees the last writer below it, a sum of additions, or an estimate."""

from hybridstake.models.execution.transactions import Effects
from hybridstake.models.execution.versions import (
    BEFORE_THE_BLOCK,
    SUMMED,
    Estimate,
    VersionedMemory,
)


def memory() -> VersionedMemory:
    """Location 0 was written by transactions 2 and 5, location 1 only before the block."""
    found = VersionedMemory((10, 20))
    found.record(5, 0, Effects({0: 50}))
    found.record(2, 1, Effects({0: 30}))
    return found


def test_a_reader_sees_the_last_writer_below_it_and_never_itself() -> None:
    seen = [memory().read(0, reader) for reader in (2, 3, 5, 6)]
    assert seen == [(10, BEFORE_THE_BLOCK), (30, (2, 1)), (30, (2, 1)), (50, (5, 0))]
    assert memory().read(1, 9) == (20, BEFORE_THE_BLOCK)


def test_an_estimate_stops_who_would_read_it_and_no_one_else() -> None:
    found = memory()
    found.mark(2)
    assert found.read(0, 4) == Estimate(2)
    assert found.read(0, 6) == (50, (5, 0))
    found.record(2, 2, Effects({0: 31}))
    assert found.read(0, 4) == (31, (2, 2))


def test_a_location_that_is_not_written_again_is_forgotten() -> None:
    found = memory()
    assert found.record(5, 1, Effects({1: 7}))
    assert found.read(0, 9) == (30, (2, 1))
    assert found.read(1, 9) == (7, (5, 1))
    assert not found.record(5, 2, Effects({1: 8}))


def test_additions_are_summed_up_on_the_last_value_below() -> None:
    """30 by transaction 2, and 4 and 5 added by 3 and 4; before the value nothing counts."""
    found = memory()
    for writer, more in ((1, 100), (3, 4), (4, 5)):
        found.record(writer, 0, Effects({}, {0: more}))
    assert found.read(0, 5) == (39, (SUMMED, 39))
    assert found.read(0, 2) == (110, (SUMMED, 110))
    assert found.final_state() == (50, 20)
    found.mark(3)
    assert found.read(0, 5) == Estimate(3)
