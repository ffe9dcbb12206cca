"""Proofs of knowledge: accepted, tampered with, extracted by rewinding, simulated without a secret."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.payments.group import scalar
from hybridstake.models.payments.pedersen import commit, public_key
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.sigma import (
    Answer,
    Statement,
    checked,
    equations,
    extracted,
    proved,
    respond,
    simulated,
)
from hybridstake.models.payments.statements import (
    decrypts,
    hide_the_same,
    hides,
    knows_opening,
    owns,
    readable_by,
    reads_blinding,
)
from hybridstake.models.payments.sums import Sum, vanish
from hybridstake.models.payments.transcript import Transcript
from hypothesis import given, settings
from hypothesis import strategies as st
from py_arkworks_bls12381 import G1Point, Scalar

DRAW = from_seed(b"sigma")
VALUE, BLIND, OTHER, KEY = scalar(42), DRAW(), DRAW(), DRAW()
COMMITMENT, READER = commit(42, BLIND), public_key(KEY)
HANDLE = Sum.point(READER, BLIND).value()

Case = tuple[Statement, list[Scalar]]

CASES: dict[str, Case] = {
    "opening": (knows_opening(Sum.point(COMMITMENT)), [VALUE, BLIND]),
    "known number": (hides(Sum.point(COMMITMENT), 42), [BLIND]),
    "the same number": (
        hide_the_same(Sum.point(COMMITMENT), Sum.point(commit(42, OTHER))),
        [VALUE, BLIND, OTHER],
    ),
    "key": (owns(READER), [KEY]),
    "handle": (
        readable_by(Sum.point(COMMITMENT), Sum.point(HANDLE), READER),
        [VALUE, BLIND],
    ),
    "handle of a known number": (
        reads_blinding(Sum.point(COMMITMENT), Sum.point(HANDLE), READER, 42),
        [BLIND],
    ),
    "decryption": (
        decrypts(Sum.point(COMMITMENT), Sum.point(HANDLE), READER, 42),
        [KEY],
    ),
}
CASES["two at once"] = (
    CASES["opening"][0] & CASES["key"][0],
    [*CASES["opening"][1], *CASES["key"][1]],
)
of_all = pytest.mark.parametrize(("statement", "secrets"), CASES.values(), ids=CASES)
CHALLENGES = st.integers(1, 2**254).map(scalar)


def accepts(statement: Statement, answer: Answer, purpose: str = "test") -> bool:
    """Whether a verifier accepts a proof."""
    transcript = Transcript(purpose)
    return vanish(checked(statement, answer, transcript), transcript.challenge("weight"))


def conversation(
    statement: Statement, announced: list[G1Point], challenge: Scalar, responses: list[Scalar]
) -> bool:
    """Whether three moves are accepted by a verifier who chose the challenge."""
    return vanish(equations(statement, announced, challenge, responses), DRAW())


@of_all
def test_who_knows_the_secrets_is_accepted_and_who_errs_in_one_is_not(
    statement: Statement, secrets: list[Scalar]
) -> None:
    assert accepts(statement, proved(statement, secrets, Transcript("test"), DRAW))
    for place in range(len(secrets)):
        wrong = [each + scalar(1) if at == place else each for at, each in enumerate(secrets)]
        assert not accepts(statement, proved(statement, wrong, Transcript("test"), DRAW))


@of_all
def test_a_proof_with_any_part_changed_is_refused(
    statement: Statement, secrets: list[Scalar]
) -> None:
    answer = proved(statement, secrets, Transcript("test"), DRAW)
    for place, point in enumerate(answer.announcements):
        points = list(answer.announcements)
        points[place] = point + READER
        assert not accepts(statement, replace(answer, announcements=tuple(points)))
    for place, number in enumerate(answer.responses):
        numbers = list(answer.responses)
        numbers[place] = number + scalar(1)
        assert not accepts(statement, replace(answer, responses=tuple(numbers)))


def test_a_proof_of_one_statement_is_none_of_another_and_none_elsewhere() -> None:
    statement, secrets = CASES["opening"]
    answer = proved(statement, secrets, Transcript("test"), DRAW)
    assert not accepts(knows_opening(Sum.point(commit(43, BLIND))), answer)
    assert not accepts(statement, answer, purpose="another")


def test_bases_and_targets_are_bound_even_where_they_are_worth_the_same() -> None:
    """A target written in another way is another statement: what is hashed is what was said."""
    plain = owns(READER)
    written = hides(Sum.point(READER), 0)
    answer = proved(plain, [KEY], Transcript("test"), DRAW)
    assert accepts(plain, answer)
    assert not accepts(written, answer)


def forged(absorbing: Callable[[Transcript, list[G1Point]], None]) -> bool:
    """Whether somebody without a secret is believed, who knows the challenge before announcing."""
    statement, _ = CASES["key"]
    transcript = Transcript("test")
    statement.absorbed(transcript)
    guess = Transcript("test")
    statement.absorbed(guess)
    absorbing(guess, [])
    challenge, response = guess.challenge("sigma"), DRAW()
    announced = simulated(statement, challenge, [response])
    return accepts(statement, Answer(tuple(announced), (response,)))


def test_a_challenge_that_is_known_beforehand_would_be_forged_and_ours_is_not() -> None:
    """The simulator is a forger as soon as the announcement is not in the hash."""
    assert not forged(lambda transcript, points: None)
    assert not forged(lambda transcript, points: transcript.absorb_points("announcements", points))


@of_all
def test_rewinding_extracts_the_secrets(statement: Statement, secrets: list[Scalar]) -> None:
    """Two accepted conversations with the same announcement."""
    nonces = [DRAW() for _ in secrets]
    announced, (one, two) = statement.images(nonces), (DRAW(), DRAW())
    first, second = (respond(nonces, secrets, challenge) for challenge in (one, two))
    assert conversation(statement, announced, one, first)
    assert conversation(statement, announced, two, second)
    assert extracted(one, first, two, second) == secrets


def test_one_challenge_twice_extracts_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        extracted(scalar(3), [scalar(1)], scalar(3), [scalar(2)])


@of_all
def test_conversations_without_a_secret_are_accepted(
    statement: Statement, secrets: list[Scalar]
) -> None:
    challenge, responses = DRAW(), [DRAW() for _ in secrets]
    announced = simulated(statement, challenge, responses)
    assert conversation(statement, announced, challenge, responses)
    assert not conversation(statement, announced, challenge + scalar(1), responses)


@of_all
def test_each_real_conversation_is_the_one_that_the_simulator_makes_of_its_end(
    statement: Statement, secrets: list[Scalar]
) -> None:
    """Nonces and responses are one to one, so both are uniform over the same conversations."""
    nonces, challenge = [DRAW() for _ in secrets], DRAW()
    responses = respond(nonces, secrets, challenge)
    assert simulated(statement, challenge, responses) == statement.images(nonces)
    back = [each - challenge * secret for each, secret in zip(responses, secrets, strict=True)]
    assert back == nonces


def test_responses_of_a_prover_are_spread_as_those_made_up() -> None:
    """4,096 responses in 16 equal cells: chi-square of both below 45, which chance exceeds by 1e-4."""
    draw, drawn = from_seed(b"spread"), 4_096
    made_up = [draw() for _ in range(drawn)]
    real = [respond([draw()], [KEY], draw())[0] for _ in range(drawn)]
    for responses in (made_up, real):
        cells = Counter(int(each) * 16 // ORDER for each in responses)
        mean = drawn / 16
        assert sum((cells[cell] - mean) ** 2 / mean for cell in range(16)) < 45


@pytest.mark.parametrize("cases", [10, pytest.param(1_500, marks=pytest.mark.exhaustive)])
def test_extraction_and_simulation_hold_for_any_numbers(cases: int) -> None:
    @settings(max_examples=cases)
    @given(st.integers(-(2**64), 2**64), CHALLENGES, CHALLENGES, CHALLENGES, CHALLENGES)
    def hold(value: int, blind: Scalar, nonce: Scalar, one: Scalar, two: Scalar) -> None:
        statement = knows_opening(Sum.point(commit(value, blind)))
        secrets, nonces = [scalar(value), blind], [nonce, nonce * nonce]
        responses = respond(nonces, secrets, one)
        assert simulated(statement, one, responses) == statement.images(nonces)
        if one != two:
            other = respond(nonces, secrets, two)
            assert extracted(one, responses, two, other) == secrets

    hold()
