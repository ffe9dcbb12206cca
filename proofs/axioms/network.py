"""Axioms about time: when messages, proposers, checkpoints and evidence come."""

from ..history.timeline import Times
from .axiom import Axiom, Ground

TIMING = (
    Axiom(
        "messages in time",
        "After stabilisation a message arrives within the delay, and who has it acts at once.",
        Ground.ASSUMPTION,
        "partial synchrony, Dwork, Lynch and Stockmeyer 1988",
        (
            "(one|another|last) (prevotes|precommits) in time",
            "one decides when the last precommit arrives, at the latest",
        ),
        parameters=("network.delay_seconds",),
    ),
    Axiom(
        "entries together",
        "After stabilisation honest validators enter a round within the skew of each other, and the "
        "skew is at most a delay.",
        Ground.ASSUMPTION,
        "who ends a round passes on what it has heard, and this arrives within a delay; not proved here",
        ("entries within the skew", "the skew is at most a delay"),
        parameters=("network.delay_seconds",),
    ),
    Axiom(
        "open rounds",
        "In a good round nobody honest has given up before it has voted.",
        Ground.SETTLED,
        "waits that are long enough outlast the messages",
        ("is open",),
        settled_by=("any.good-round-times", "waits"),
    ),
    Axiom(
        "the latest lock is known",
        "The honest proposer of a good round has heard of the latest honest lock.",
        Ground.ASSUMPTION,
        "who ends a round passes on what it has heard, and this arrives within a delay; not proved here",
        ("proposes the latest lock",),
        parameters=("network.delay_seconds",),
    ),
    Axiom(
        "the honest can certify",
        "The honest validators alone are a certificate in the round's mode.",
        Ground.SETTLED,
        "arithmetic of the thresholds under the fault bounds; refuted of Fast in the reference, which "
        "does not claim it",
        ("honest can certify",),
        settled_by=("fast.availability", "balanced.availability", "secure.availability"),
    ),
    Axiom(
        "one proposer a round",
        "Every round has one proposer.",
        Ground.DEFINITION,
        "the proposer is a function of the height, the round and the mode",
        ("every round has one proposer",),
    ),
    Axiom(
        "rotation",
        "Proposers take turns: nobody proposes twice before everybody has.",
        Ground.ASSUMPTION,
        "fairness of rotation; where proposers are drawn by chance it holds with a probability only",
        ("no validator proposes twice",),
    ),
    Axiom(
        "lengths of time",
        "Nothing takes less than no time.",
        Ground.DEFINITION,
        "lengths are differences of times in their order",
        rules_of=Times,
    ),
    Axiom(
        "clocks",
        "A node's clock is slow by at most the skew against the times that blocks state.",
        Ground.ASSUMPTION,
        "the bound on clocks of light clients; every theorem holds for whatever skew",
        ("the clock is slow by at most the skew",),
    ),
    Axiom(
        "checkpoints arrive",
        "Checkpoints are made within the period and reach a node that listens within the receipt, and "
        "it goes on within its absence.",
        Ground.ASSUMPTION,
        "messages in time, and whoever runs a node answers for its absence",
        (
            "the next checkpoint is created within the period",
            "a node that listens has it within the receipt",
            "the node goes on within its absence",
        ),
        parameters=("checkpoints.period_seconds", "network.delay_seconds"),
    ),
    Axiom(
        "evidence arrives",
        "Evidence of another history is on the chain within its delay.",
        Ground.ASSUMPTION,
        "somebody who sees both histories reports it, and it is not censored for longer",
        ("evidence is on the chain within its delay", "the evidence comes at once"),
        parameters=("checkpoints.evidence_delay_seconds",),
    ),
    Axiom(
        "signers leave through unbonding",
        "A signature counts no longer than its notice after its owner's wish to leave, and stake is "
        "paid out after unbonding.",
        Ground.SETTLED,
        "the staking contract pays in no other way",
        (
            "the signer left no earlier than its notice before the checkpoint",
            "stake is paid out after unbonding",
        ),
        settled_by=("any.ledger.no-escape",),
    ),
)
