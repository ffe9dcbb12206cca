"""Validators who are away, on the machine: the wanted mode decides nothing, and another would.

Everybody measures what the counterexample says, round after round, and stays in the mode that the rule
wants then. Those who are away sign nothing.
"""

from collections.abc import Mapping
from fractions import Fraction

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.rules import HONEST, Rules
from ...models.protocol.machine.schedule import LocalSchedule, wanted_by
from ...models.protocol.machine.validators import Validator, ValidatorSet
from ...models.protocol.machine.votes import Statistics
from ...models.protocol.modes import Mode
from ..solving.claim import Proof
from ..switching.reach import can_gather
from ..switching.setting import Moment
from .casting import OBSERVER
from .lockstep import in_turn, lockstep
from .measuring import moment_of, statistics_of
from .replay import NotReplayed, Replay, Replayer
from .silence import ROUNDS, alone, asked_for, decides
from .telling import told


def never_stuck(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> Replay:
    """The run of a claim that the wanted mode decides wherever some mode could.

    Raises
    ------
    NotReplayed
        When the wanted mode decides, or the other does not.
    """
    numbers = moment_of(proof)
    present, could = present_and_away(numbers), mode_that_could(proof, parameters)
    statistics = statistics_of(numbers)

    def measure(validator: str, height: int, round_: int) -> Statistics:
        return statistics

    wanted = wanted_by(parameters, statistics)
    place = in_turn(parameters, present, LocalSchedule(parameters, measure), measure, start=wanted)
    stuck = lockstep(place, heights=1, rounds=ROUNDS, rules=rules)
    if decides(stuck):
        raise NotReplayed(f"{proof.name}: nobody must decide in {wanted.label}, and somebody does")
    way_out = lockstep(alone(parameters, present, could), heights=1, rounds=1, rules=rules)
    if not decides(way_out):
        raise NotReplayed(f"{proof.name}: {could.label} must decide in round 0, and does not")
    here = [each.name for each in present.members if not each.byzantine]
    held, total = present.weight(here), present.total
    return Replay(
        proof.name,
        (*told(stuck), *(f"in {could.label} instead: {line}" for line in told(way_out))),
        f"after {ROUNDS} rounds in {wanted.label}, which the rule asks for, nobody has finalised a "
        f"block: {held.authorities} of {total.authorities} authorities and {held.stake} of "
        f"{total.stake} stake sign, and {asked_for(place.quorums[wanted])} must; in {could.label} "
        "they decide at once",
    )


def present_and_away(numbers: Moment) -> ValidatorSet:
    """As many authorities and as much stake as make the parts whole; those who are away are silent."""
    online, stake = Fraction(numbers["online"]), Fraction(numbers["stake"])
    authorities = [
        Validator(f"authority-{number + 1}", authority=True, byzantine=number >= online.numerator)
        for number in range(online.denominator)
    ]
    stakers = [
        Validator("staker-1", stake=stake.numerator),
        Validator("staker-2", stake=stake.denominator - stake.numerator, byzantine=True),
    ]
    members = [*authorities, *(each for each in stakers if each.stake)]
    if all(each.byzantine for each in members):
        members.append(Validator(f"{OBSERVER}-1"))
    return ValidatorSet(tuple(members))


def mode_that_could(proof: Proof, parameters: Parameters) -> Mode:
    """A mode whose certificate those present are, by the claim's own predicate."""
    numbers = moment_of(proof)
    for mode in Mode:
        if can_gather(parameters, mode, numbers):
            return mode
    raise NotReplayed(f"{proof.name}: a certificate of some mode must be gathered")


REPLAYS: Mapping[str, Replayer] = {
    "switching.never-stuck": never_stuck,
    "switching.never-stuck-with-stake": never_stuck,
}
"""Promises that the wanted mode can decide."""
