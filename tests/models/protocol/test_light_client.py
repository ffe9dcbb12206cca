"""A light client on random chains, with forgeries, expiry and strangers."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.light_client import (
    Header,
    Refusal,
    Refused,
    SignedHeader,
    Trust,
    follow,
    refusals,
)
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import quorum
from hypothesis import given, settings
from hypothesis import strategies as st

REFERENCE = load("reference")
THIRD = Fraction(1, 3)
TRUST = Trust(REFERENCE, Fraction(100), THIRD, THIRD)
NOW = Fraction(50)
LENGTH = 12


def members(*names: str) -> ValidatorSet:
    """Validators that are each an authority with one unit of stake."""
    return ValidatorSet(tuple(Validator(name, authority=True, stake=1) for name in names))


def header(height: int, now: ValidatorSet, following: ValidatorSet, block: str = "") -> Header:
    return Header(
        height, Fraction(height), block or f"block {height}", Mode.BALANCED, now, following
    )


def signed(each: Header) -> SignedHeader:
    return SignedHeader(each, frozenset(each.validators.by_name))


@st.composite
def chains(draw: st.DrawFn) -> list[Header]:
    """Headers that name the next validators: at each height up to two of seven leave for new ones."""
    names = [f"v{number}" for number in range(7)]
    fresh = len(names)
    sets: list[ValidatorSet] = []
    for _ in range(LENGTH + 1):
        sets.append(members(*names))
        for place in draw(st.sets(st.integers(0, 6), max_size=2)):
            names[place] = f"v{fresh}"
            fresh += 1
    return [header(height, sets[height], sets[height + 1]) for height in range(LENGTH)]


def asking(chain: list[Header]) -> Callable[[int], SignedHeader]:
    return lambda height: signed(chain[height])


@given(chains())
@settings(max_examples=60)
def test_every_header_of_an_honest_chain_is_reached(chain: list[Header]) -> None:
    assert follow(chain[0], LENGTH - 1, asking(chain), NOW, TRUST) == chain[-1]


@given(chains(), st.data())
@settings(max_examples=100)
def test_forgeries_by_fewer_than_a_third_of_every_set_are_refused(
    chain: list[Header], data: st.DataObject
) -> None:
    """Two of seven in every set sign anything, with strangers, for validators of their choice."""
    byzantine = turned(chain, data)
    trusted = chain[data.draw(st.integers(0, LENGTH - 2))]
    height = data.draw(st.integers(trusted.height + 1, LENGTH - 1))
    strangers = [f"stranger {number}" for number in range(data.draw(st.integers(0, 9)))]
    stated = data.draw(
        st.sampled_from(
            [chain[height].validators, trusted.next_validators, members(*byzantine, *strangers)]
        )
    )
    forged = header(height, stated, members(*strangers, "v0"), "forged")
    shown = SignedHeader(forged, frozenset([*byzantine, *strangers]))
    assert refusals(trusted, shown, NOW, TRUST) != []
    with pytest.raises(Refused):
        follow(
            trusted,
            height,
            lambda wanted: shown if wanted == height else signed(chain[wanted]),
            NOW,
            TRUST,
        )


def turned(chain: list[Header], data: st.DataObject) -> list[str]:
    """As many Byzantine as can be drawn with at most two in every set of the chain."""
    sets = [each.validators for each in chain] + [chain[-1].next_validators]
    names = sorted({name for each in sets for name in each.by_name})
    found: list[str] = []
    for name in data.draw(st.permutations(names)):
        if all(len({*found, name} & set(each.by_name)) <= 2 for each in sets):
            found.append(name)
    return found


@given(chains())
@settings(max_examples=30)
def test_a_header_that_anybody_could_have_signed_by_now_is_refused(chain: list[Header]) -> None:
    """Long range: all of the trusted validators sold their keys when they were paid out."""
    trusted = chain[0]
    forged = signed(header(1, trusted.next_validators, members("stranger"), "forged"))
    assert refusals(trusted, forged, Fraction(99), TRUST) == []
    assert refusals(trusted, forged, Fraction(100), TRUST) == [Refusal.EXPIRED]


def test_each_refusal_has_its_own_reason() -> None:
    old, new = members("a", "b", "c"), members("d", "e", "f")
    trusted = header(3, old, old)
    near, far = header(4, old, old), header(9, new, new)
    cases = {
        Refusal.NOT_LATER: SignedHeader(header(3, old, old), frozenset("abc")),
        Refusal.NO_CERTIFICATE: SignedHeader(near, frozenset("ab")),
        Refusal.OTHER_VALIDATORS: signed(replace(near, validators=new)),
        Refusal.TOO_FEW_TRUSTED: signed(far),
    }
    found = {reason: refusals(trusted, shown, NOW, TRUST) for reason, shown in cases.items()}
    assert found == {reason: [reason] for reason in cases}
    assert refusals(trusted, signed(near), NOW, TRUST) == []


def test_a_third_of_the_trusted_is_enough_to_skip_and_less_is_not() -> None:
    """By hand: one of three is a third; one of four is not."""
    three, four = members("a", "b", "c"), members("a", "b", "c", "d")
    far = signed(header(9, members("a", "x", "y"), three))
    assert refusals(header(3, three, three), far, NOW, TRUST) == []
    assert refusals(header(3, four, four), far, NOW, TRUST) == [Refusal.TOO_FEW_TRUSTED]


def test_the_validators_that_count_are_those_of_the_next_height() -> None:
    old, new = members("a", "b", "c"), members("d", "e", "f")
    far = signed(header(9, new, new))
    assert refusals(header(3, old, new), far, NOW, TRUST) == []
    assert refusals(header(3, new, old), far, NOW, TRUST) == [Refusal.TOO_FEW_TRUSTED]


def test_stake_alone_is_enough_to_skip() -> None:
    """By hand: no authority of three is left, and 2 of 4 units of stake."""
    authorities = [Validator(name, authority=True) for name in "abc"]
    stakers = [Validator("s", stake=2), Validator("t", stake=2)]
    old = ValidatorSet((*authorities, *stakers))
    new = ValidatorSet((Validator("d", authority=True), stakers[0]))
    far = SignedHeader(header(9, new, new), frozenset("ds"))
    assert refusals(header(3, old, old), far, NOW, TRUST) == []


def test_no_height_is_asked_for_twice_and_a_wholly_new_set_is_reached_in_steps() -> None:
    """One of three changes at each height, so three heights on nobody is left."""
    names = [f"v{number}" for number in range(LENGTH + 3)]
    sets = [members(*names[height : height + 3]) for height in range(LENGTH + 1)]
    chain = [header(height, sets[height], sets[height + 1]) for height in range(LENGTH)]
    wanted: list[int] = []

    def ask(height: int) -> SignedHeader:
        wanted.append(height)
        return signed(chain[height])

    assert follow(chain[0], LENGTH - 1, ask, NOW, TRUST) == chain[-1]
    assert len(wanted) == len(set(wanted)) < LENGTH


def test_the_reason_is_one_line_and_another_height_than_the_one_asked_for_is_refused() -> None:
    same = members("a", "b", "c")
    chain = [header(height, same, same) for height in range(4)]
    with pytest.raises(Refused) as caught:
        follow(chain[0], 3, lambda _: signed(chain[2]), NOW, TRUST)
    assert str(caught.value) == "height 3 is refused: the height is not the one asked for"
    with pytest.raises(Refused) as caught:
        follow(chain[0], 3, asking(chain), Fraction(400), TRUST)
    assert str(caught.value) == "height 3 is refused: the trusted header is too old"


@pytest.mark.parametrize("mode", Mode)
def test_the_certificate_is_that_of_the_headers_mode(mode: Mode) -> None:
    """The signers are the fewest of 21 that certify the mode, then one less."""
    names = [f"v{number:02}" for number in range(21)]
    same = members(*names)
    required = quorum(REFERENCE, mode)
    enough = next(n for n in range(1, 22) if same.certify(required, names[:n]))
    shown = replace(header(4, same, same), mode=mode)
    found = [
        refusals(header(3, same, same), SignedHeader(shown, frozenset(names[:n])), NOW, TRUST)
        for n in (enough, enough - 1)
    ]
    assert found == [[], [Refusal.NO_CERTIFICATE]]
