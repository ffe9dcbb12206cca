"""Who takes part in a height, and what a set of signers weighs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...errors import InvalidParameter
from ...parameters.protocol import AssumptionParameters
from ..quorums import Quorum, at_least


@dataclass(frozen=True, slots=True)
class Validator:
    """An authority, a staker, or both."""

    name: str
    authority: bool = False
    stake: int = 0
    """[base unit]"""
    byzantine: bool = False
    """Signs what it likes; all others follow the protocol."""

    def __post_init__(self) -> None:
        if self.stake < 0:
            raise InvalidParameter(f"stake of {self.name} must not be negative, got {self.stake}")


@dataclass(frozen=True, slots=True)
class Weight:
    """What some validators hold together."""

    authorities: int
    """[1]"""
    stake: int
    """[base unit]"""


@dataclass(frozen=True, slots=True)
class ValidatorSet:
    """The validators of one height.

    There is an authority and there is stake: of an empty class, every threshold that need only be
    reached is reached by nobody.
    """

    members: tuple[Validator, ...]
    by_name: Mapping[str, Validator] = field(init=False, repr=False, compare=False)
    total: Weight = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name = {each.name: each for each in self.members}
        if len(by_name) < len(self.members):
            names = sorted(each.name for each in self.members)
            raise InvalidParameter(f"names of validators must differ, got {', '.join(names)}")
        object.__setattr__(self, "by_name", by_name)
        total = self.weight(by_name)
        if not (total.authorities and total.stake):
            raise InvalidParameter(
                "validators must include an authority and a stake, "
                f"got {total.authorities} authorities and a stake of {total.stake}"
            )
        object.__setattr__(self, "total", total)

    def weight(self, names: Iterable[str]) -> Weight:
        """What the members among some names hold; others hold nothing."""
        authorities = stake = 0
        for name in names:
            if (member := self.by_name.get(name)) is not None:
                authorities += member.authority
                stake += member.stake
        return Weight(authorities, stake)

    def certify(self, quorum: Quorum, signers: Iterable[str]) -> bool:
        """Whether the signatures of some validators are a certificate."""
        signed, total = self.weight(signers), self.total
        return bool(quorum.is_met(signed.authorities, total.authorities, signed.stake, total.stake))

    def must_include_an_honest(self, names: Iterable[str], bounds: AssumptionParameters) -> bool:
        """Whether some validators hold so much of a resource that not all can be Byzantine.

        Notes
        -----
        Source: Buchman, Kwon and Milosevic 2018, line 55, where it is f + 1 processes.
        """
        held, total = self.weight(names), self.total
        authorities, stake = bounds.byzantine_authorities, bounds.byzantine_stake
        return bool(
            at_least(
                held.authorities, total.authorities, authorities.numerator, authorities.denominator
            )
            | at_least(held.stake, total.stake, stake.numerator, stake.denominator)
        )

    def is_within(self, bounds: AssumptionParameters) -> bool:
        """Whether the Byzantine are as few, in both resources, as the protocol assumes."""
        byzantine = [each.name for each in self.members if each.byzantine]
        return not self.must_include_an_honest(byzantine, bounds)
