"""Copies of a job: what a lead proves, how few colluders are harmless, and what copies do not ensure.

Providers are right or wrong independently of each other where odds are spoken of; where colluders are
counted nothing is assumed but that each provider runs one copy.
"""

from typing import Any

from ...models.compute.redundancy.leads import (
    missing_lead,
    missing_votes,
    odds_after_dissent,
    odds_after_vote,
)
from ..economics.setting import Amounts, asked, sentence
from ..solving.claim import ANY, Claim

BY_LEAD, COLLUDERS, RESULTS_VALID = (
    "any.redundancy.posterior-by-lead",
    "any.redundancy.too-few-colluders",
    "plan.redundancy.results-valid",
)
ODDS = Amounts(("odds", "voter", "before", "at", "after"), positive=("odds", "voter"))
TWO_VOTERS = Amounts(("odds", "voter", "other"), positive=("odds", "voter", "other"))
VOTES = Amounts(
    (),
    whole=("right", "wrong", "needed", "colluders", "honest"),
    natural=("right", "wrong", "colluders"),
)

COMPARED = sentence("needed >= 2", lambda each: each["needed"] >= 2)
ONE_COPY_EACH = sentence(
    "each colluder runs one copy", lambda each: each["wrong"] <= each["colluders"]
)
BY_MAJORITY = sentence(
    "the wrong answer has enough votes",
    lambda each: missing_votes(each["needed"], each["wrong"]) <= 0,
)


def leads(ahead: str, behind: str) -> Any:
    """An answer is as far ahead as the iterative scheme asks."""
    return sentence(
        f"{ahead} leads {behind} by as much as is needed",
        lambda each: missing_lead(each["needed"], each[ahead], each[behind]) <= 0,
    )


def posterior_by_lead() -> Claim:
    """The induction: a table of odds by lead stays true with every vote."""
    steps = sentence(
        "one lead more is one vote more",
        lambda each: (
            (each["at"] == odds_after_vote(each["before"], each["voter"]))
            & (each["after"] == odds_after_vote(each["at"], each["voter"]))
        ),
    )
    in_table = sentence("the odds are those of the lead", lambda each: each["odds"] == each["at"])
    return Claim(
        name=BY_LEAD,
        statement=(
            "Where all providers are equally reliable and there are two answers, the odds of an answer "
            "after any number of votes, in any order, depend on its lead alone."
        ),
        protocol=ANY,
        conditions=(
            asked(
                BY_LEAD,
                "a vote",
                (steps, in_table),
                sentence(
                    "the odds are those of a lead more",
                    lambda each: odds_after_vote(each["odds"], each["voter"]) == each["after"],
                ),
                ODDS,
            ),
            asked(
                BY_LEAD,
                "a dissent",
                (steps, in_table),
                sentence(
                    "the odds are those of a lead less",
                    lambda each: odds_after_dissent(each["odds"], each["voter"]) == each["before"],
                ),
                ODDS,
            ),
        ),
        twins=(
            asked(
                BY_LEAD,
                "voters who are not equally reliable",
                (),
                sentence(
                    "a vote and another's dissent cancel",
                    lambda each: (
                        odds_after_dissent(
                            odds_after_vote(each["odds"], each["voter"]), each["other"]
                        )
                        == each["odds"]
                    ),
                ),
                TWO_VOTERS,
            ),
        ),
    )


def too_few_colluders() -> Claim:
    """Fewer who lie together than votes are needed get nothing accepted."""
    enough_honest = sentence(
        "the honest outnumber the colluders by what is needed",
        lambda each: each["honest"] >= each["colluders"] + each["needed"],
    )
    all_voted = sentence(
        "everybody has voted",
        lambda each: (each["right"] == each["honest"]) & (each["wrong"] <= each["colluders"]),
    )
    many = sentence(
        "there are as many colluders as votes are needed",
        lambda each: each["colluders"] >= each["needed"],
    )
    return Claim(
        name=COLLUDERS,
        statement=(
            "If copies go to different providers, a wrong result is accepted only where at least as "
            "many of them collude as the lead is long, or the majority counts; and the right one is "
            "accepted once all have run it, if the honest outnumber the colluders by the lead."
        ),
        protocol=ANY,
        conditions=(
            asked(COLLUDERS, "a lead", (ONE_COPY_EACH, leads("wrong", "right")), many, VOTES),
            asked(COLLUDERS, "a majority", (ONE_COPY_EACH, BY_MAJORITY), many, VOTES),
            asked(
                COLLUDERS,
                "the right one",
                (enough_honest, all_voted),
                leads("right", "wrong"),
                VOTES,
            ),
        ),
        twins=(
            asked(COLLUDERS, "copies to one provider", (leads("wrong", "right"),), many, VOTES),
            asked(
                COLLUDERS,
                "one colluder fewer is not needed",
                (ONE_COPY_EACH, leads("wrong", "right")),
                sentence(
                    "there are more colluders than votes are needed",
                    lambda each: each["colluders"] > each["needed"],
                ),
                VOTES,
            ),
        ),
    )


def results_valid() -> Claim:
    """What the third document says of copies, as it stands."""
    return Claim(
        name=RESULTS_VALID,
        statement="A result on which as many copies agree as the scheme asks for is right.",
        protocol="plan",
        conditions=(
            asked(
                RESULTS_VALID,
                "a lead",
                (COMPARED, ONE_COPY_EACH),
                sentence(
                    "the wrong answer does not lead by as much as is needed",
                    lambda each: missing_lead(each["needed"], each["wrong"], each["right"]) > 0,
                ),
                VOTES,
            ),
        ),
    )
