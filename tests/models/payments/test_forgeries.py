"""Every forgery is refused, for the reason that it is made for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.payments import verifying
from hybridstake.models.payments.forgeries import FORGERIES, Scene, honest
from hybridstake.models.payments.group import scalar
from hybridstake.models.payments.rules import Payment
from hybridstake.models.payments.sums import ONE, Sum
from hybridstake.models.payments.verifying import (
    decoded,
    equations_of,
    forged_among,
    verified,
    verified_together,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from py_arkworks_bls12381 import G1Point

WRONG = "its proof is wrong"
POLYNOMIAL, BALANCE, HANDLE, OWNER = 0, 2, 4, 5
"""Places among a payment's equations."""

BROKEN: dict[str, set[int]] = {
    "inflated": {BALANCE},
    "negative amount": {POLYNOMIAL},
    "wrapped around the order": {POLYNOMIAL},
    "amount out of range": {POLYNOMIAL},
    "digit 2": {POLYNOMIAL},
    "negative digit": {POLYNOMIAL},
    "spent by a stranger": {OWNER},
    "hidden from the auditor": {HANDLE},
}
"""Equations that fail where the forger ran the prover: one, so that no other stands in for it."""
OTHERWISE = {
    "issued by a stranger": "only the issuer makes money, and it does nothing else",
    "spent twice at once": "it spends an output twice",
}


def broken(world: Any, payment: Payment) -> set[int]:
    """Places of the equations that do not hold."""
    sums, _ = equations_of(world.scene.rules, payment, world.stage.ledger.outputs)
    return {place for place, each in enumerate(sums) if each.value() != G1Point.identity()}


def test_an_honest_payment_satisfies_every_equation(world: Any) -> None:
    assert broken(world, world.payment) == set()
    assert world.refusal(world.payment) is None


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_refused(world: Any, name: str) -> None:
    forged = FORGERIES[name](world.scene)
    assert world.refusal(forged) == OTHERWISE.get(name, WRONG)


@pytest.mark.parametrize("name", BROKEN)
def test_a_forgery_by_the_provers_own_code_breaks_just_what_it_attacks(
    world: Any, name: str
) -> None:
    assert broken(world, FORGERIES[name](world.scene)) == BROKEN[name]


@pytest.mark.parametrize("cases", [6, pytest.param(2_500, marks=pytest.mark.exhaustive)])
def test_no_amounts_are_accepted_but_those_in_range_that_balance(world: Any, cases: int) -> None:
    """The prover's part is run with any two amounts and fee, near the ends of every range."""
    scene: Scene = world.scene
    near = st.integers(-3, 3)
    ends = st.sampled_from([0, scene.available, scene.rules.layout.bound, ORDER])
    amount = st.builds(lambda end, by: end + by, ends, near)

    @settings(max_examples=cases)
    @given(amount, st.one_of(amount, st.none()), st.integers(0, 3))
    def decided(first: int, rest: int | None, fee: int) -> None:
        back = scene.available - fee - first if rest is None else rest
        payment = scene.proven(scene.made(first, back), fee)
        amounts_right = all(0 <= each < scene.rules.layout.bound for each in (first, back))
        right = amounts_right and first + back + fee == scene.available
        assert (world.refusal(payment) is None) == right

    decided()


def changed(data: bytes, place: int, bits: int) -> bytes:
    """Bytes with one of them changed."""
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]


def is_refused(world: Any, data: bytes) -> bool:
    """Whether nobody accepts some bytes."""
    try:
        payment = decoded(world.scene.rules, data)
    except InvalidParameter:
        return True
    return world.refusal(payment) is not None


@pytest.mark.parametrize("cases", [40, pytest.param(3_000, marks=pytest.mark.exhaustive)])
def test_a_payment_with_any_byte_changed_is_refused(world: Any, cases: int) -> None:
    data = world.payment.encoded()

    @settings(max_examples=cases)
    @given(st.integers(0, len(data) - 1), st.integers(1, 255))
    def refused(place: int, bits: int) -> None:
        assert is_refused(world, changed(data, place, bits))

    refused()
    assert not is_refused(world, data)


@pytest.mark.exhaustive
def test_a_payment_with_each_of_its_bytes_changed_is_refused(world: Any) -> None:
    data = world.payment.encoded()
    accepted = [
        place for place in range(len(data)) if not is_refused(world, changed(data, place, 1))
    ]
    assert accepted == []


def test_what_is_cut_off_or_added_is_refused(world: Any) -> None:
    data = world.payment.encoded()
    with pytest.raises(InvalidParameter) as short:
        decoded(world.scene.rules, data[:-1])
    assert str(short.value) == f"payment must be {len(data)} bytes or longer, got {len(data) - 1}"
    with pytest.raises(InvalidParameter) as long:
        decoded(world.scene.rules, data + b"\0")
    assert str(long.value) == f"payment must be {len(data)} bytes, got {len(data) + 1}"
    assert decoded(world.scene.rules, data) == world.payment


@pytest.mark.parametrize(
    ("place", "number", "message"),
    [
        (0, 257, "inputs must be at most 256, got 257"),
        (8, 3, "outputs must be a power of two, at most 128, got 3"),
        (8, 256, "outputs must be a power of two, at most 128, got 256"),
        (8, 0, "outputs must be a power of two, at most 128, got 0"),
    ],
)
def test_numbers_of_inputs_and_outputs_are_refused_before_anything_is_read(
    world: Any, place: int, number: int, message: str
) -> None:
    data = world.payment.encoded()
    with pytest.raises(InvalidParameter) as refused:
        decoded(world.scene.rules, data[:place] + number.to_bytes(8, "big") + data[place + 8 :])
    assert str(refused.value) == message


def moved(payment: Payment) -> Payment:
    """The same pieces, one of which counts for the other output."""
    first, second = payment.outputs
    few, many = first.limbs[:1], (*first.limbs[1:], *second.limbs)
    return replace(payment, outputs=(replace(first, limbs=few), replace(second, limbs=many)))


OBJECTS: dict[str, Callable[[Payment], Payment]] = {
    "fee below zero": lambda payment: replace(payment, fee=-1),
    "fee too large": lambda payment: replace(payment, fee=2**64),
    "issue too large": lambda payment: replace(payment, issued=2**70),
    "one output": lambda payment: replace(payment, outputs=payment.outputs[:1]),
    "three outputs": lambda payment: replace(
        payment, outputs=(*payment.outputs, payment.outputs[0])
    ),
    "fewer limbs": lambda payment: replace(
        payment,
        outputs=tuple(replace(each, limbs=each.limbs[:1]) for each in payment.outputs),
    ),
    "limbs moved": moved,
    "outputs exchanged": lambda payment: replace(payment, outputs=payment.outputs[::-1]),
    "too many inputs": lambda payment: replace(
        payment, inputs=tuple(bytes([each]) for each in range(200)) + payment.inputs * 57
    ),
    "no announcements": lambda payment: replace(
        payment, answer=replace(payment.answer, announcements=())
    ),
    "more responses": lambda payment: replace(
        payment, answer=replace(payment.answer, responses=(*payment.answer.responses, ONE))
    ),
    "fewer responses": lambda payment: replace(
        payment, answer=replace(payment.answer, responses=payment.answer.responses[:-1])
    ),
}


@pytest.mark.parametrize("name", OBJECTS)
def test_a_payment_of_another_shape_is_refused_and_never_an_error(world: Any, name: str) -> None:
    assert world.refusal(OBJECTS[name](world.payment)) is not None


def test_many_are_checked_in_one_look_and_a_bad_one_is_found(world: Any) -> None:
    scene, outputs = world.scene, world.stage.ledger.outputs
    good = [world.payment, honest(scene), honest(scene)]
    assert verified_together(scene.rules, good, outputs)
    assert forged_among(scene.rules, good, outputs) == []
    bad = FORGERIES["inflated"](scene)
    for place in (0, 2):
        members = [*good[:place], bad, *good[place:]]
        assert not verified_together(scene.rules, members, outputs)
        assert forged_among(scene.rules, members, outputs) == [place]
    assert forged_among(scene.rules, [bad, world.payment, bad], outputs) == [0, 2]
    assert verified_together(scene.rules, [], outputs)


def test_two_wrong_payments_do_not_make_each_other_right(world: Any) -> None:
    """Errors that cancel in a plain sum: a response that is one too high, and one too low."""
    scene, outputs, answer = world.scene, world.stage.ledger.outputs, world.payment.answer
    high, low = (
        replace(
            world.payment,
            answer=replace(answer, responses=(*answer.responses[:-1], answer.responses[-1] + by)),
        )
        for by in (ONE, -ONE)
    )
    assert not verified(scene.rules, high, outputs)
    assert not verified_together(scene.rules, [high, low], outputs)


WRONG_SUM = Sum.of("a")


@pytest.mark.parametrize(
    "members",
    [
        [[WRONG_SUM], [WRONG_SUM.times(-ONE)]],
        [[WRONG_SUM, WRONG_SUM.times(-ONE)]],
        [[Sum(), WRONG_SUM], [Sum(), WRONG_SUM.times(-ONE)]],
    ],
)
def test_errors_that_cancel_are_weighted_apart(
    world: Any, monkeypatch: pytest.MonkeyPatch, members: list[list[Sum]]
) -> None:
    """Among the members of a batch and inside of one, wherever they stand."""
    waiting = iter(members)
    monkeypatch.setattr(verifying, "equations_of", lambda *_: (next(waiting), scalar(-3)))
    payments = [world.payment] * len(members)
    assert not verified_together(world.scene.rules, payments, {})


@pytest.mark.parametrize("name", ["fee", "issued"])
@pytest.mark.parametrize("number", [-1, 2**64, 2**70])
def test_a_fee_or_an_issue_that_is_no_amount_is_wrong(world: Any, name: str, number: int) -> None:
    """It has no encoding, and is refused before it needs one."""
    change: Any = {name: number}
    wrong = replace(world.payment, **change)
    rules, outputs = world.scene.rules, world.stage.ledger.outputs
    assert not verified(rules, wrong, outputs)
    assert not verified_together(rules, [world.payment, wrong], outputs)
    assert forged_among(rules, [world.payment, wrong], outputs) == [1]


def test_a_batch_is_about_proofs_alone_and_the_ledger_about_the_rest(world: Any) -> None:
    """The same output twice, and money made by nobody in particular."""
    scene, outputs = world.scene, world.stage.ledger.outputs
    issued = FORGERIES["issued by a stranger"](scene)
    assert verified_together(scene.rules, [world.payment, world.payment, issued], outputs)
    assert world.refusal(issued) == OTHERWISE["issued by a stranger"]
