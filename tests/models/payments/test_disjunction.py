"""One of two statements: accepted either way, alike to look at, and refused if neither is true."""

from dataclasses import replace

import pytest
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.payments.disjunction import (
    Either,
    announced,
    checked_either,
    proved_either,
    zero_or_one,
)
from hybridstake.models.payments.pedersen import commit
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.sigma import Statement, equations, extracted, respond, simulated
from hybridstake.models.payments.sums import ONE, Sum, vanish
from hybridstake.models.payments.transcript import Transcript
from hypothesis import given, settings
from hypothesis import strategies as st
from py_arkworks_bls12381 import Scalar

DRAW = from_seed(b"either")
BLIND = DRAW()
BITS = (0, 1)


def statements(value: int, blind: Scalar = BLIND) -> tuple[Statement, Statement]:
    """That a commitment hides 0, and that it hides 1."""
    return zero_or_one(Sum.point(commit(value, blind)))


def accepts(both: tuple[Statement, Statement], proof: Either) -> bool:
    """Whether a verifier accepts a proof."""
    transcript = Transcript("test")
    return vanish(checked_either(both, proof, transcript), transcript.challenge("weight"))


def proof_of(value: int, claimed: int, blind: Scalar = BLIND) -> Either:
    """What a prover makes who claims a digit of a commitment."""
    return proved_either(statements(value, blind), claimed, [blind], Transcript("test"), DRAW)


@pytest.mark.parametrize("bit", BITS)
def test_a_digit_is_proved_and_no_other_claim_is(bit: int) -> None:
    assert accepts(statements(bit), proof_of(bit, bit))
    assert not accepts(statements(bit), proof_of(bit, 1 - bit))
    assert not accepts(statements(1 - bit), proof_of(bit, bit))


@pytest.mark.parametrize("cases", [12, pytest.param(2_000, marks=pytest.mark.exhaustive)])
def test_no_other_number_is_a_digit(cases: int) -> None:
    """Modulo the order, in which the order itself is 0."""

    @settings(max_examples=cases)
    @given(
        st.integers(-(2**64), 2**260).filter(lambda each: each % ORDER not in BITS),
        st.sampled_from(BITS),
    )
    def refused(value: int, claimed: int) -> None:
        assert not accepts(statements(value), proof_of(value, claimed))

    refused()


def test_every_part_of_a_proof_counts() -> None:
    both, proof = statements(1), proof_of(1, 1)
    assert not accepts(both, replace(proof, challenge=proof.challenge + ONE))
    assert not accepts(both, replace(proof, answers=(proof.answers[1], proof.answers[0])))
    for side in BITS:
        answer = proof.answers[side]
        for wrong in (
            replace(answer, announcements=(answer.announcements[0] + commit(0, ONE),)),
            replace(answer, responses=(answer.responses[0] + ONE,)),
        ):
            answers = (wrong, proof.answers[1]) if side == 0 else (proof.answers[0], wrong)
            assert not accepts(both, replace(proof, answers=answers))


@pytest.mark.parametrize("bit", BITS)
def test_rewinding_extracts_the_secret_of_the_true_statement(bit: int) -> None:
    """The other statement's challenge was chosen beforehand, so it is the same both times."""
    both, nonce, other, made_up = statements(bit), DRAW(), DRAW(), DRAW()
    points = announced(both, bit, [nonce], other, [made_up])
    whole = (DRAW(), DRAW())
    own = [each - other for each in whole]
    responses = [respond([nonce], [BLIND], each) for each in own]
    for challenge, response in zip(own, responses, strict=True):
        assert vanish(equations(both[bit], points[bit], challenge, response), DRAW())
        assert vanish(equations(both[1 - bit], points[1 - bit], other, [made_up]), DRAW())
    assert extracted(own[0], responses[0], own[1], responses[1]) == [BLIND]


def test_conversations_are_made_up_without_knowing_any_opening() -> None:
    """Of a commitment that is neither, with the challenge known beforehand."""
    both, whole, first = statements(5), DRAW(), DRAW()
    for statement, challenge in zip(both, (first, whole - first), strict=True):
        responses = [DRAW()]
        points = simulated(statement, challenge, responses)
        assert vanish(equations(statement, points, challenge, responses), DRAW())


def test_both_sides_of_both_digits_are_spread_alike() -> None:
    """Which statement is true does not show: each side's challenge is above the middle half the time.

    64 proofs each: within 32 + - 20, five standard errors.
    """
    for bit in BITS:
        proofs = [proof_of(bit, bit) for _ in range(64)]
        high = sum(int(each.challenge) > ORDER // 2 for each in proofs)
        assert abs(high - 32) < 20
