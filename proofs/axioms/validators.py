"""Axioms about validators: who there is, how many lie, and what nobody can do."""

from ..history.dated import DatedRegions
from ..quorums.setting import Regions
from .axiom import Axiom, Ground

SETS = (
    Axiom(
        "validators",
        "Every validator is an authority, or holds stake, or both; there are finitely many, with an "
        "authority and with stake among them.",
        Ground.DEFINITION,
        "models/protocol/machine/validators.py refuses any other set",
        rules_of=Regions,
    ),
    Axiom(
        "validators of a height",
        "The validators of every height include an authority and stake.",
        Ground.DEFINITION,
        "models/protocol/machine/validators.py refuses any other set",
        rules_of=DatedRegions,
    ),
    Axiom(
        "quorums share an honest validator",
        "Sets that may certify any two rounds share an honest validator.",
        Ground.SETTLED,
        "arithmetic of the thresholds under the fault bounds; refuted of the plan, as its agreement is",
        ("quorums share an honest validator", "an honest validator precommitted"),
        settled_by=("all-modes.intersection",),
    ),
    Axiom(
        "fewer Byzantine authorities",
        "Fewer authorities are Byzantine than the protocol assumes, as long as their stake is locked.",
        Ground.ASSUMPTION,
        "nobody can check it; what follows beyond it is said by the claims about guilt",
        (
            r"Byzantine authorities < \d+/\d+",
            r"Byzantine authorities of the .* while stake is locked",
            "Byzantine authorities as permitted",
            "fewer than the Byzantine part of the trusted authorities are Byzantine",
            "silent Byzantine < byzantine",
            "silent < byzantine",
            "0 <= faulty < byzantine",
            "(at most|fewer than) byzantine (of them are|in counts)",
        ),
        parameters=("assumptions.byzantine_authorities",),
    ),
    Axiom(
        "less Byzantine stake",
        "Less stake is Byzantine than the protocol assumes, as long as it is locked.",
        Ground.ASSUMPTION,
        "nobody can check it; what follows beyond it is said by the claims about guilt",
        (
            r"Byzantine stake < \d+/\d+",
            "Byzantine stake of the .* while stake is locked",
            "Byzantine stake as permitted",
        ),
        parameters=("assumptions.byzantine_stake",),
    ),
)

STEPS = (
    Axiom(
        "honest steps",
        "An honest validator takes the steps of the protocol and no others.",
        Ground.DEFINITION,
        "this is what honest means; every step of models/protocol/machine/ is held against the "
        "transition of its name",
        ("a step: (?!byzantine).*",),
    ),
    Axiom(
        "unforgeable signatures",
        "Nobody signs in the name of an honest validator.",
        Ground.CRYPTOGRAPHY,
        "signatures are stood for by names; Goldwasser, Micali and Rivest 1988",
        ("a step: byzantine", r"convict is allowed( \(.*\))?: .*"),
    ),
    Axiom(
        "collision-free hashes",
        "A header, and a chain of blocks, is one with all that it names.",
        Ground.CRYPTOGRAPHY,
        "hashes are stood for by equality; Damgård 1988",
        (
            "a prefix and a block are one longer prefix",
            "an honest signer of the header makes the stated validators the true ones",
        ),
    ),
)
