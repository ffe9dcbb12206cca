"""What lies between whoever sends a message and whoever hears it: nothing, or signatures.

The machine itself takes every message as its sender's. A wire that signs and checks them stands in
`models/protocol/signed/wire.py`; whatever it refuses is as good as lost.
"""

from typing import Any, NamedTuple, Protocol

from .events import Message


class Sealed(NamedTuple):
    """A message as it travels."""

    sender: str
    message: Message
    seal: Any
    """What proves whose the message is; none on a plain wire."""


class Wire(Protocol):
    """How messages are sealed and opened; it may draw no chance."""

    def seal(self, sender: str, message: Message) -> Sealed:
        """A message as its sender sends it."""
        ...

    def opened(self, recipient: str, sealed: Sealed) -> Message | None:
        """What of a message its recipient believes; none if nothing."""
        ...


class PlainWire:
    """Every message is believed."""

    def seal(self, sender: str, message: Message) -> Sealed:
        """The message alone."""
        return Sealed(sender, message, None)

    def opened(self, recipient: str, sealed: Sealed) -> Message | None:
        """The message alone."""
        return sealed.message


PLAIN = PlainWire()
