"""What is still to happen, in order of time, with one place in the heap for what goes to many."""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush, heapreplace


class Wave:
    """One message on its way to some, nearest first."""

    __slots__ = ("delays", "following", "message", "recipients", "sent")

    def __init__(
        self, sent: float, message: object, delays: Sequence[float], recipients: Sequence[int]
    ) -> None:
        self.sent, self.message = sent, message
        self.delays, self.recipients = delays, recipients
        self.following = 0


class Queue:
    """A heap of waves: at equal times, what was sent first arrives first.

    A message to a thousand validators takes one place in the heap rather than a thousand, which is what
    keeps it shallow where everybody votes to everybody.
    """

    __slots__ = ("addressed", "heap", "sent")

    def __init__(self) -> None:
        self.heap: list[tuple[float, int, Wave]] = []
        self.sent = 0
        """Waves so far, by which they are numbered [1]."""
        self.addressed = 0
        """Recipients of these together [1]."""

    def spread(
        self, sent: float, message: object, delays: Sequence[float], recipients: Sequence[int]
    ) -> None:
        """A message on its way.

        Parameters
        ----------
        sent
            When [ms].
        message
            What.
        delays
            Until it arrives, in increasing order [ms].
        recipients
            At whom, in that order.
        """
        if recipients:
            self.sent += 1
            self.addressed += len(recipients)
            wave = Wave(sent, message, delays, recipients)
            heappush(self.heap, (sent + delays[0], self.sent, wave))

    def put(self, now: float, message: object, delay: float, recipient: int) -> None:
        """A message to one alone, or to itself: delay until it arrives [ms]."""
        self.sent += 1
        self.addressed += 1
        wave = Wave(now, message, (), (recipient,))
        heappush(self.heap, (now + delay, self.sent, wave))

    def events(self) -> Iterator[tuple[float, int, object]]:
        """Time, recipient and message of everything that arrives, in order; more may be sent meanwhile.

        Examples
        --------
        >>> queue = Queue()
        >>> queue.spread(0.0, "far and near", (1.0, 3.0), (7, 8))
        >>> queue.spread(1.0, "between", (1.0,), (9,))
        >>> [(time, recipient) for time, recipient, _ in queue.events()]
        [(1.0, 7), (2.0, 9), (3.0, 8)]
        """
        heap = self.heap
        while heap:
            time, number, wave = heap[0]
            place = wave.following
            recipients = wave.recipients
            following = place + 1
            if following < len(recipients):
                wave.following = following
                delay = wave.delays[following]
                if delay != wave.delays[place]:  # else the wave stays where it is: first
                    heapreplace(heap, (wave.sent + delay, number, wave))
            else:
                heappop(heap)
            yield time, recipients[place], wave.message

    def pending(self) -> int:
        """Arrivals that are still to come [1]."""
        return sum(len(wave.recipients) - wave.following for _, _, wave in self.heap)
