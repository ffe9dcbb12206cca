"""Tickets: known to their holder alone until they are shown, and then checked by all."""

from hybridstake.models.cryptography.ed25519 import public_key
from hybridstake.models.protocol.signed.private_draw import eligible_probability
from hybridstake.models.protocol.signed.tickets import is_ticket, own_ticket


def test_a_ticket_is_known_to_its_holder_and_checked_by_all() -> None:
    """Some slots are won and some are not; nobody else's key, slot, weight or claim will do."""
    secret, other = bytes(32), b"\x01" * 32
    public = public_key(secret)
    tickets = {slot: own_ticket(secret, b"seed", slot, 0.5, 1.0) for slot in range(12)}
    won = {slot: ticket for slot, ticket in tickets.items() if ticket is not None}
    assert 0 < len(won) < 12
    for slot, ticket in won.items():
        assert is_ticket(public, b"seed", slot, 0.5, 1.0, ticket)
        assert not is_ticket(public, b"seed", slot + 1, 0.5, 1.0, ticket)
        assert not is_ticket(public_key(other), b"seed", slot, 0.5, 1.0, ticket)
        assert not is_ticket(public, b"other", slot, 0.5, 1.0, ticket)
        assert not is_ticket(public, b"seed", slot, 0.9, 1.0, ticket)
        assert not is_ticket(public, b"seed", slot, 0.5, ticket.arrival, ticket)
        assert not is_ticket(public, b"seed", slot, 0.5, 1.0, ticket._replace(arrival=0.0))


def test_tickets_come_as_often_as_the_race_says() -> None:
    """Within four standard errors."""
    slots, weight, limit = 400, 0.3, 1.5
    won = sum(
        own_ticket(bytes(32), b"seed", slot, weight, limit) is not None for slot in range(slots)
    )
    chance = eligible_probability(weight, limit)
    assert abs(won / slots - chance) < 4 * (chance * (1 - chance) / slots) ** 0.5
