"""The validators of a counterexample, one by one, as the machine knows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...models.protocol.machine.validators import Validator, ValidatorSet
from ..quorums import validators as named
from ..quorums.premises import BYZANTINE, FIRST, SECOND, SIGNED_TWICE
from ..solving.claim import Proof
from .replay import NotReplayed

OBSERVER = "observer"
"""Role of who is added to a counterexample."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in a run, and who signs what."""

    validators: ValidatorSet
    first: tuple[str, ...]
    """Signers of the first certificate."""
    second: tuple[str, ...]
    """Signers of the second."""

    @property
    def byzantine(self) -> tuple[str, ...]:
        """Those that follow no rule."""
        return tuple(each.name for each in self.validators.members if each.byzantine)

    @property
    def honest(self) -> tuple[str, ...]:
        """All others."""
        return tuple(each.name for each in self.validators.members if not each.byzantine)

    def beside(self) -> tuple[str, ...]:
        """A line for each observer, whom the counterexample does not name."""
        return tuple(
            f"{name} holds nothing, hears everybody, and finalises what is certified"
            for name in self.honest
            if name.startswith(OBSERVER)
        )

    def byzantine_share(self) -> str:
        """What the Byzantine hold, in words."""
        held, total = self.validators.weight(self.byzantine), self.validators.total
        return (
            f"{held.authorities} of {total.authorities} authorities and {held.stake} of "
            f"{total.stake} stake Byzantine"
        )


def named_story(proof: Proof) -> named.ValidatorSet:
    """The validators of a claim's counterexample.

    Raises
    ------
    NotReplayed
        When it has none.
    """
    if proof.counterexample is None or not isinstance(
        proof.counterexample.story, named.ValidatorSet
    ):
        raise NotReplayed(f"{proof.name}: its counterexample must name validators")
    return proof.counterexample.story


def cast_of(story: named.ValidatorSet, observers: int, *, by_head: bool = False) -> Cast:
    """The cast of a counterexample.

    Parameters
    ----------
    story
        Its validators, of whom those that are alike may share a row.
    observers
        Honest validators that must be there [1]; those that the story lacks hold nothing and vote for
        nothing that counts: they hear, and decide.
    by_head
        Whether a staker weighs one, whatever it holds.

    Notes
    -----
    A story without a set of Byzantine validators says by its two certificates who they are: whoever
    signed both.
    """
    guilty = {BYZANTINE} if BYZANTINE in story.sets else set(SIGNED_TWICE) - {BYZANTINE}
    rows = list(one_by_one(story))
    members = [
        Validator(
            each.name,
            each.authority,
            int(not each.authority) if by_head else each.stake,
            byzantine=guilty <= set(each.inside),
        )
        for each in rows
    ]
    missing = observers - sum(not each.byzantine for each in members)
    members += [Validator(f"{OBSERVER}-{number}") for number in range(1, missing + 1)]
    return Cast(
        ValidatorSet(tuple(members)),
        tuple(each.name for each in rows if FIRST in each.inside),
        tuple(each.name for each in rows if SECOND in each.inside),
    )


def one_by_one(story: named.ValidatorSet) -> Iterator[named.Validator]:
    """The validators of a story, each with its own name."""
    for row in story.members:
        role, number = row.name.split(" to ")[0].rsplit("-", 1)
        for offset in range(row.count):
            name = f"{role}-{int(number) + offset}"
            yield named.Validator(name, row.authority, row.stake, row.inside)
