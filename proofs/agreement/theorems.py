"""Theorems about one height, for any number of validators, rounds, blocks and mixtures of modes.

Agreement is about every protocol in which sets that may certify any two rounds share an honest
validator. Which protocols that is true of is arithmetic, and is settled mode by mode in
`proofs/quorums/`. The others ask for less: good order, and that nobody is framed, for nothing.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from . import conflict, good_round, guilt, invariants, lawfulness
from .induction import AXIOMS, INTERSECTION, SETTING, inductive
from .ladder import LADDER
from .moments import said, step, words_of
from .relations import Relation
from .transitions import TRANSITIONS, Transition


def agreement_claims() -> list[Claim]:
    """Order, agreement, accountability and liveness, and that no honest validator is framed."""
    return [good_order(), agreement(), accountability(), no_framing(), liveness()]


@cache
def good_order() -> Claim:
    """What the others lean on, and what holds beyond all bounds."""
    name = "any.good-order"
    return Claim(
        name=name,
        statement=(
            "An honest validator casts one vote of each kind in a round that it has not left, and "
            "precommits and decides only on certificates. This needs no bound on the Byzantine."
        ),
        protocol="any",
        conditions=(
            *inductive(name, invariants.ORDERLY),
            *(votes_in_time(name, transition) for transition in TRANSITIONS),
        ),
    )


def votes_in_time(name: str, transition: Transition) -> Condition:
    """What a transition adds to honest votes is of rounds that the voter has not left."""
    return Condition(
        f"{name}: {transition.name} keeps {words_of(invariants.votes_are_of_rounds_not_left)}",
        step(transition),
        Premise(
            "new votes are of rounds not left",
            lambda moments: invariants.votes_are_of_rounds_not_left(moments.before, moments.after),
        ),
        SETTING,
    )


@cache
def agreement() -> Claim:
    """Invariants by induction, then the ladder from them to agreement."""
    name = "any.agreement"
    rungs = [
        Condition(
            f"{name}: {words_of(rung.sentence)}",
            (*AXIOMS, INTERSECTION, *map(said, rung.follows_from)),
            said(rung.sentence),
            SETTING,
        )
        for rung in LADDER
    ]
    return Claim(
        name=name,
        statement=(
            "If sets that may certify any two rounds share an honest validator, no two honest "
            "validators decide different blocks at one height, in whatever rounds and modes."
        ),
        protocol="any",
        conditions=(
            *inductive(name, invariants.SAFE, invariants.ORDERLY, (*AXIOMS, INTERSECTION)),
            *rungs,
        ),
        rests_on=(good_order(),),
    )


@cache
def no_framing() -> Claim:
    """An honest validator never does what convicts."""
    name = "any.no-framing"
    convicting = (
        invariants.one_prevote_a_round,
        invariants.one_precommit_a_round,
        lawfulness.prevotes_lawfully,
    )
    return Claim(
        name=name,
        statement=(
            "No honest validator can be convicted: it never equivocates, and can show a certificate "
            "for every change of mind. This needs no bound on the Byzantine."
        ),
        protocol="any",
        conditions=(
            *(
                condition
                for sentence, known in lawfulness.LEANS_ON.items()
                for condition in inductive(name, (sentence,), known)
            ),
            Condition(
                f"{name}: {words_of(guilt.nobody_is_framed)}",
                (*AXIOMS, *map(said, convicting)),
                said(guilt.nobody_is_framed),
                SETTING,
            ),
        ),
        rests_on=(good_order(),),
    )


@cache
def accountability() -> Claim:
    """Whoever signed two certificates that conflict has done what convicts."""
    name = "any.accountability"

    def about(sentence: Callable[[Any], Any]) -> Premise:
        return Premise(words_of(sentence), lambda moments: sentence(moments.conflict))

    certified = about(conflict.an_honest_validator_precommitted)
    return Claim(
        name=name,
        statement=(
            "If two blocks are certified at one height, and each certificate has an honest signer, "
            "there are two certificates for different blocks of which every common signer is guilty."
        ),
        protocol="any",
        conditions=(
            Condition(
                f"{name}: {words_of(conflict.was_prevoted)}",
                (
                    about(conflict.two_blocks),
                    certified,
                    said(invariants.precommitted_on_prevotes),
                ),
                about(conflict.was_prevoted),
                SETTING,
            ),
            Condition(
                f"{name}: {words_of(conflict.signers_of_both_are_guilty)}",
                (
                    *AXIOMS,
                    about(conflict.two_blocks),
                    about(conflict.in_a_later_round),
                    about(conflict.the_first_rival),
                ),
                about(conflict.signers_of_both_are_guilty),
                SETTING,
            ),
            Condition(
                f"{name}: {words_of(conflict.prevoters_of_both_equivocated)}",
                (about(conflict.two_blocks), about(conflict.in_one_round)),
                about(conflict.prevoters_of_both_equivocated),
                SETTING,
            ),
        ),
        rests_on=(good_order(),),
    )


@cache
def liveness() -> Claim:
    """The links of `good_round.py`."""
    return Claim(
        name="any.liveness",
        statement=(
            "A round that is open, whose proposer knows the latest lock, and in whose mode the honest "
            "can certify, decides within three message delays of its proposal: nothing that others do "
            "can stop a vote that an honest validator may cast."
        ),
        protocol="any",
        conditions=tuple(links("any.liveness")),
    )


def links(name: str) -> Iterator[Condition]:
    """The conditions of the chain, in order."""

    def about(sentence: Callable[[Any], Any]) -> Premise:
        return Premise(words_of(sentence), lambda moments: sentence(moments.good))

    may = good_round.everybody_may_prevote
    yield Condition(
        f"{name}: {words_of(may)}",
        (*AXIOMS, about(good_round.is_open), about(good_round.proposes_the_latest_lock)),
        about(may),
        SETTING,
    )
    for may_act in good_round.DEEDS:
        yield from nobody_stops(name, may_act)
    for relation, deed in ((Relation.PREVOTED, "prevotes"), (Relation.PRECOMMITTED, "precommits")):
        yield Condition(
            f"{name}: honest {deed} are a certificate",
            (
                about(good_round.honest_can_certify),
                Premise(
                    f"all honest {deed} are there",
                    lambda each, relation=relation: good_round.all_honest_voted(
                        each.good, relation
                    ),
                ),
            ),
            Premise(
                f"{deed} of all members of a set that may certify",
                lambda each, relation=relation: good_round.is_certified(each.good, relation),
            ),
            SETTING,
        )


def nobody_stops(name: str, may_act: Callable[[Any, Any], Any]) -> Iterator[Condition]:
    """No step of another validator takes away what one may do about the proposal."""
    may = words_of(may_act)
    for transition in TRANSITIONS:
        yield Condition(
            f"{name}: {transition.name} by another keeps {may}",
            (
                Premise("another acts", lambda moments: moments.act.actor != moments.other),
                Premise(may, lambda moments: may_act(moments.good, moments.other)),
                *step(transition),
            ),
            Premise(f"{may}, afterwards", lambda each: may_act(each.good_after, each.other)),
            SETTING,
        )
