"""The client that runs and the client that the proofs are about, on the same headers."""

from fractions import Fraction

from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.light_client import (
    Header,
    Refusal,
    SignedHeader,
    Trust,
    refusals,
)
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.history.dated import Dated
from hybridstake.proofs.history.light_client import (
    FRESH,
    SHOWN,
    STATED,
    TRUSTED,
    certifies,
    vouched_for,
)
from hybridstake.proofs.quorums import validators as stories
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PERIOD = Fraction(10)
ANCHOR = Validator("anchor", authority=True, stake=1)
THIRDS = Fraction(1, 3), Fraction(1, 3)

people = st.lists(
    st.tuples(
        st.booleans(),
        st.integers(0, 4),
        st.sets(st.sampled_from((TRUSTED, STATED, SHOWN))),
    ),
    max_size=8,
)


@given(people, st.sampled_from(Mode), st.integers(0, 12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_client_refuses_exactly_what_the_premises_exclude(
    reference: Parameters, drawn: list[tuple[bool, int, set[str]]], mode: Mode, clock: int
) -> None:
    known = {ANCHOR.name: (ANCHOR, {TRUSTED, STATED})}
    for number, (authority, stake, inside) in enumerate(drawn):
        known[f"v{number}"] = Validator(f"v{number}", authority, stake), inside
    trusted_set, stated_set = (
        ValidatorSet(tuple(each for each, inside in known.values() if name in inside))
        for name in (TRUSTED, STATED)
    )
    trusted = Header(3, Fraction(0), "trusted", mode, trusted_set, trusted_set)
    stated = Header(9, Fraction(1), "shown", mode, stated_set, stated_set)
    signers = frozenset(name for name, (_, inside) in known.items() if SHOWN in inside)
    trust = Trust(reference, PERIOD, *THIRDS)
    found = refusals(trusted, SignedHeader(stated, signers), Fraction(clock), trust)

    rows = tuple(
        stories.Validator(each.name, each.authority, each.stake, tuple(inside))
        for each, inside in known.values()
    )
    world = Dated(
        stories.ValidatorSet((TRUSTED, STATED, SHOWN), rows),
        {"stated time": Fraction(0), "clock": Fraction(clock), "trust period": PERIOD},
        (TRUSTED, STATED),
    )
    assert all(world.rules())
    premises = {
        Refusal.EXPIRED: FRESH,
        Refusal.NO_CERTIFICATE: certifies(SHOWN, STATED, reference, mode),
        Refusal.TOO_FEW_TRUSTED: vouched_for(*THIRDS),
    }
    assert found == [reason for reason, each in premises.items() if not each.holds(world)]
