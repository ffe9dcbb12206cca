"""What the proofs assume of the world, from the registry of axioms."""

from collections import Counter

from ...proofs.axioms.axiom import Axiom, Ground
from ...proofs.axioms.registry import Use, uses
from ...proofs.registry import PLAN, REFERENCE, claims_of, general_claims
from ..parameter_files import load
from .markdown import page, plain, table

INTRODUCTION = """\
A theorem that says *if* proves the *then*, and needs no axiom for its *if*. What stands here is
what remains when the theorems are applied to a protocol: what rounds, validators and contracts are
by definition, what other claims settle, and what has to be true of the network, of people and of
cryptography.

This page is made from the registry that the proofs themselves are held to: `hybridstake prove
--axioms` prints the same, and `hybridstake prove --audit` drops every assumption once and says what
then fails. Which claims lean on an assumption is read off the claims, and typed nowhere.
"""

GROUNDS = {
    Ground.ASSUMPTION: "What has to be true of the world. A deployment that breaks one of these loses "
    "the claims that lean on it.",
    Ground.CRYPTOGRAPHY: "What the cryptography is trusted with.",
    Ground.SETTLED: "What one claim takes from another, and where that is settled.",
    Ground.DEFINITION: "What validators, rounds and contracts are, so that nothing need be believed.",
}
"""In the order in which a doubter asks."""

WHOSE = {PLAN: "the plan's", REFERENCE: "the reference's", "any": "all protocols'"}
"""Whose claims they are, by the beginning of a claim's name."""


def assumption_page() -> str:
    """Page of all axioms by their ground, with how many claims of each kind lean on them.

    Returns
    -------
    str
        Markdown.
    """
    claims = [each for name in (PLAN, REFERENCE) for each in claims_of(name, load(name))]
    found = uses([*claims, *general_claims()])
    sections = [section(ground, words, found) for ground, words in GROUNDS.items()]
    return page("# What is assumed", INTRODUCTION, *sections)


def section(ground: Ground, words: str, found: list[Use]) -> str:
    """The axioms of one ground."""
    rows = [
        (
            f"**{plain(use.axiom.name)}**",
            plain(use.axiom.sentence),
            plain(reason(use.axiom)),
            leaning(use),
        )
        for use in found
        if use.axiom.ground is ground
    ]
    if not rows:
        return ""
    heading = str(ground)[0].upper() + str(ground)[1:]
    return page(
        f"## {heading}", words, table(("", "it says", "because", "claims that use it"), rows)
    )


def reason(axiom: Axiom) -> str:
    """Why it may be assumed, with the claims or the fields of a parameter file that it names."""
    named = [f"`{each}`" for each in (*axiom.settled_by, *axiom.parameters)]
    return f"{', '.join(named)}: {axiom.because}" if named else axiom.because


def leaning(use: Use) -> str:
    """How many claims of each protocol use it."""
    counts = Counter(name.partition(".")[0] for name in use.used_by)
    return "<br>".join(f"{count} of {WHOSE[protocol]}" for protocol, count in counts.items())
