"""The rule of selection run on every draw there is: who is picked, and how often.

Whom a draw picks changes only at multiples of one part of the unit interval. So one draw from within
each part stands for all, and counting them gives the probabilities exactly.
"""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ...models.parameters.parameters import Parameters
from ...models.protocol.selection import draw_proposers
from ..economics.setting import Economy
from ..solving.claim import Proof
from .numbers import Numbers, counterexample_of, numbers_of
from .replay import NotReplayed, Replay, Replayer

MOST_PARTS = 2_000
"""Parts of the unit interval beyond which the pairs of draws are too many to be made [1]."""


NEVER = "-proposes"
"""How conditions end that everybody has a chance at all."""


class EveryDraw:
    """Every pair of draws once: for each first, from every part, a second from every part."""

    def __init__(self, parts: int) -> None:
        within = (np.arange(parts) + 0.5) / parts
        self.draws = iter((np.repeat(within, parts), np.tile(within, parts)))

    def random(self, slots: int) -> NDArray[np.float64]:
        """The next draw of all pairs, (slots,) [1]."""
        return next(self.draws)


def authority_left_out(proof: Proof, parameters: Parameters) -> Replay:
    """The authority of the counterexample's rank.

    Parameters
    ----------
    proof
        Of a claim about every authority.
    parameters
        Whose rule of selection runs.

    Raises
    ------
    NotReplayed
        When the rule picks it as often as independent draws do.
    """
    story = numbers_of(proof)
    authorities, rank = int(story["authorities"]), int(story["rank"])
    return run_of(
        parameters,
        story,
        authorities,
        [Fraction(1)],
        rank,
        f"authority-{rank + 1} of {authorities}",
        counterexample_of(proof).condition.endswith(NEVER),
    )


def staker_left_out(proof: Proof, parameters: Parameters) -> Replay:
    """The staker of the counterexample, among the stakers that it lists.

    Parameters
    ----------
    proof
        Of a claim about every staker.
    parameters
        Whose rule of selection runs.

    Raises
    ------
    NotReplayed
        When the rule picks him as often as independent draws do.
    """
    story = numbers_of(proof)
    stakes = stakes_of(proof)
    place = next(
        place for place in range(len(stakes)) if sum(stakes[:place]) == Fraction(story["before"])
    )
    return run_of(
        parameters,
        story,
        1,
        stakes,
        1 + place,
        f"staker-{place + 1} of {len(stakes)}, with {stakes[place]} of {sum(stakes)} stake,",
        counterexample_of(proof).condition.endswith(NEVER),
    )


def stakes_of(proof: Proof) -> list[Fraction]:
    """Stakes of the members that a counterexample lists [token]."""
    story = counterexample_of(proof).story
    if not isinstance(story, Economy) or not story.rows or "stake" not in story.rows[0]:
        raise NotReplayed(f"{proof.name}: its counterexample must list stakes")
    headings, *rows = story.rows
    return [Fraction(row[headings.index("stake")]) for row in rows]


def run_of(
    parameters: Parameters,
    story: Numbers,
    authorities: int,
    stakes: list[Fraction],
    number: int,
    who: str,
    never: bool,
) -> Replay:
    """Every pair of draws through the protocol's rule, and through one with independent draws.

    Parameters
    ----------
    parameters
        Whose rule of selection runs.
    story
        Numbers of the counterexample.
    authorities, stakes
        How many authorities [1], and the stakes in increasing order [token].
    number
        Of the member that is watched: authorities first, then stakers [1].
    who
        The same in words.
    never
        Whether it is to be picked by no draw, and not only by too few or too many.

    Raises
    ------
    NotReplayed
        When the pairs are too many, or the member is picked all the same, or as often either way.
    """
    share = Fraction(story["share"])
    total = sum(stakes) * math.lcm(*(stake.denominator for stake in stakes))
    parts = math.lcm(share.denominator, authorities, int(total))
    if parts > MOST_PARTS:
        raise NotReplayed(f"there must be at most {MOST_PARTS} draws, got {parts}")
    rule = parameters.selection.independent_draws
    picked, fair = (
        picks(share, authorities, stakes, parts, independent=each)[number] for each in (rule, True)
    )
    if picked == fair or (never and picked):
        raise NotReplayed(
            f"{who} is picked by {picked} of {parts * parts} pairs, {fair} being fair"
        )
    return Replay(
        "Selection on every draw",
        (
            f"{parts} draws for the class, each with {parts} draws for the member",
            f"the protocol's rule picks {who} in {picked:,} of these {parts * parts:,} pairs",
            f"with independent draws it picks {who} in {fair:,} of them",
        ),
        f"Of {parts * parts:,} equally likely pairs of draws the rule picks {who} in {picked:,}, where "
        f"independent draws do so in {fair:,}.",
    )


def picks(
    share: Fraction, authorities: int, stakes: list[Fraction], parts: int, *, independent: bool
) -> list[int]:
    """How many pairs of draws pick each member, authorities first [1].

    Parameters
    ----------
    share
        Probability that the proposer is an authority [1].
    authorities, stakes
        How many authorities [1], and the stakes in increasing order [token].
    parts
        Into which the unit interval is cut [1].
    independent
        A draw of its own for the member, or the draw of the class again.
    """
    chosen = draw_proposers(
        float(share),
        authorities,
        np.array([float(stake) for stake in stakes]),
        parts * parts,
        cast(np.random.Generator, EveryDraw(parts)),
        independent=independent,
    )
    return np.bincount(chosen, minlength=authorities + len(stakes)).tolist()


REPLAYS: Mapping[str, Replayer] = {
    "selection.every-authority-proposes": authority_left_out,
    "selection.fair-to-every-authority": authority_left_out,
    "selection.every-staker-proposes": staker_left_out,
    "selection.fair-to-every-staker": staker_left_out,
}
