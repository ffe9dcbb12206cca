"""Messages to a payee: read by the owner of the key alone."""

from dataclasses import replace

from hybridstake.models.payments.notes import SEALED_BYTES, Told, opened, sealed
from hybridstake.models.payments.pedersen import public_key
from hybridstake.models.payments.randomness import from_seed
from hypothesis import given, settings
from hypothesis import strategies as st

DRAW = from_seed(b"notes")
SECRET, STRANGER = DRAW(), DRAW()


@settings(max_examples=15)
@given(st.integers(0, 2**64 - 1))
def test_the_owner_reads_what_was_written_and_a_stranger_does_not(amount: int) -> None:
    told = Told(amount, DRAW())
    note = sealed(told, public_key(SECRET), DRAW())
    assert len(note.sealed) == SEALED_BYTES
    assert opened(note, SECRET) == told
    assert opened(note, STRANGER) != told


def test_a_changed_message_says_something_else() -> None:
    told = Told(7, DRAW())
    note = sealed(told, public_key(SECRET), DRAW())
    changed = replace(note, sealed=bytes([note.sealed[0] ^ 1]) + note.sealed[1:])
    assert opened(changed, SECRET) != told
    assert opened(replace(note, key=public_key(DRAW())), SECRET) != told


def test_the_same_message_twice_looks_different() -> None:
    told = Told(7, DRAW())
    first, second = (sealed(told, public_key(SECRET), DRAW()) for _ in range(2))
    assert first.sealed != second.sealed


def test_what_is_no_seed_says_nothing() -> None:
    """Of all messages under a wrong key about half hold a number above the order."""
    owner = public_key(SECRET)
    notes = [sealed(Told(1, DRAW()), owner, DRAW()) for _ in range(40)]
    assert None in [opened(each, STRANGER) for each in notes]
    assert None not in [opened(each, SECRET) for each in notes]
