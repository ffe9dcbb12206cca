"""Who hears a message, and how long it takes: delays of links, chance, loss and partitions."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..links import Floats, Links, log_spread

DRAWN_AT_ONCE = 2_048
"""Delays that are drawn together, of one sender's next messages [1]."""
Reach = tuple[Sequence[float], Sequence[int]]
"""Delays in increasing order [ms], and the recipients in that order."""


class Wires:
    """Between parts of validators: an equivocating validator plays two of them, all others one."""

    def __init__(
        self,
        links: Links,
        places: NDArray[np.int64],
        talks: NDArray[np.bool_],
        near: NDArray[np.bool_],
        loss: float,
        jitter: bool,
        rng: np.random.Generator,
    ) -> None:
        """Wires.

        Parameters
        ----------
        links
            Delays between regions.
        places
            (parts,) region of each, by number.
        talks
            (parts, parts) whether the column's hears the row's at all.
        near
            The same of what is meant for everybody: neighbours alone, where there are such.
        loss
            Part of the messages that never arrive [1].
        jitter
            Whether delays are drawn; else all are the median.
        rng
            Where chance comes from.
        """
        self.median = links.between(places)
        nineties = links.ninetieth_ms[np.ix_(places, places)]
        self.spread = log_spread(links.median_ms[np.ix_(places, places)], nineties)
        self.jitter = jitter and bool(self.spread.any())
        self.loss, self.rng = loss, rng
        self.fixed: dict[int, Reach] = {}
        self.drawn: dict[int, Iterator[Reach]] = {}
        self.separate(talks, near)

    def separate(self, talks: NDArray[np.bool_], near: NDArray[np.bool_]) -> None:
        """From now on these hear those, and nobody else."""
        others = ~np.eye(len(talks), dtype=np.bool_)
        self.talks, self.hears = talks & others, near & others
        self.fixed.clear()
        self.drawn.clear()

    def reach(self, sender: int) -> Reach:
        """Who hears the sender's next message to everybody, and when."""
        if not self.jitter and not self.loss:
            if sender not in self.fixed:
                self.fixed[sender] = ordered(self.median[sender], self.hears[sender])
            return self.fixed[sender]
        if sender not in self.drawn:
            self.drawn[sender] = self.draws(sender)
        return next(self.drawn[sender])

    def draws(self, sender: int) -> Iterator[Reach]:
        """Delays of one message of the sender after the other."""
        listeners = np.flatnonzero(self.hears[sender])
        median, spread = self.median[sender, listeners], self.spread[sender, listeners]
        shape = (1 + DRAWN_AT_ONCE // len(self.median), len(listeners))
        while True:
            delays = np.broadcast_to(median, shape)
            if self.jitter:
                delays = delays * np.exp(spread * self.rng.standard_normal(shape))
            if self.loss:
                delays = np.where(self.rng.random(shape) >= self.loss, delays, np.inf)
            order = np.argsort(delays, axis=-1, kind="stable")
            arrive = np.isfinite(delays).sum(axis=-1).tolist()
            for some, who, size in zip(
                np.take_along_axis(delays, order, axis=-1), listeners[order], arrive, strict=True
            ):
                yield some[:size].tolist(), who[:size].tolist()

    def single(self, sender: int, recipient: int) -> float | None:
        """Delay of a message to one alone, by a link of their own; none if it is lost [ms]."""
        if self.loss and self.rng.random() < self.loss:
            return None
        delay = float(self.median[sender, recipient])
        if self.jitter:
            normal = float(self.rng.standard_normal())
            delay *= float(np.exp(self.spread[sender, recipient] * normal))
        return delay


def ordered(delays: Floats, heard: NDArray[np.bool_]) -> Reach:
    """Those who hear, nearest first."""
    who = np.flatnonzero(heard)
    who = who[np.argsort(delays[who], kind="stable")]
    return delays[who].tolist(), who.tolist()


def neighbours(validators: int, fan_out: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """An overlay in which everybody picks some neighbours, and talks with whoever picked it too.

    Parameters
    ----------
    validators
        How many [1].
    fan_out
        That each picks; all others where there are no more [1].
    rng
        Where chance comes from.

    Returns
    -------
    ndarray
        (validators, validators), symmetric.
    """
    picked = np.zeros((validators, validators), dtype=np.bool_)
    for each in range(validators):
        others = rng.permutation(validators - 1)[:fan_out]
        picked[each, others + (others >= each)] = True
    return picked | picked.T
