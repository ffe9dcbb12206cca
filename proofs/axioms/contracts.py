"""Axioms about the contracts and about money."""

from ..economics.setting import Amounts
from .axiom import Axiom, Ground

CONTRACTS = (
    Axiom(
        "guarded steps",
        "The contracts take a step only where its guard allows it, and nobody else moves money.",
        Ground.DEFINITION,
        "models/ledger/ledger.py refuses every other; the guards in the proofs are its own",
        (r".* is allowed( \(.*\))?: .*",),
    ),
    Axiom(
        "the largest supply",
        "The supply never exceeds what a ledger can divide.",
        Ground.DEFINITION,
        "models/ledger/ledger.py refuses a larger one at launch, and issues from what remains of it",
        ("supply <= largest",),
    ),
    Axiom(
        "amounts",
        "No amount is below zero, and nothing is divided by it.",
        Ground.DEFINITION,
        "parameter files with other amounts are refused",
        rules_of=Amounts,
    ),
    Axiom(
        "what an offence brings",
        "An offence brings no more than the offender's own stake, and is found with the probability "
        "that the claim names.",
        Ground.ASSUMPTION,
        "the gain is nobody's to bound; other gains and detections are in the two thresholds",
        ("gain <= stake", "gain = stake", "detection (=|>=) .*"),
    ),
)
