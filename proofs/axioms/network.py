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
        "In a round after one that began after stabilisation honest validators enter within the skew of "
        "each other, and the skew is at most a delay.",
        Ground.SETTLED,
        "who acts on what it has heard passes it on, and the others act on it a delay later",
        ("entries within the skew", "the skew is at most a delay"),
        settled_by=("any.entries-together",),
    ),
    Axiom(
        "what is acted on is passed on",
        "Who enters a round or a height, or begins the last wait of a round, passes on all that it has "
        "heard, with the decisions that the other may lack, and after stabilisation this arrives within "
        "the delay.",
        Ground.ASSUMPTION,
        "the machine does so; partial synchrony, Dwork, Lynch and Stockmeyer 1988; Buchman, Kwon and "
        "Milosevic 2018 assume it of every message",
        (
            "the first passes on what it has heard as its wait begins, and this arrives in time",
            "the first passes on what it has heard as it enters, and this arrives in time",
            "the first passes on every decision since one has last voted",
        ),
        parameters=("network.delay_seconds",),
    ),
    Axiom(
        "whoever is behind goes on",
        "An honest validator votes at its own height only, and decides at once where it has heard a "
        "certificate of precommits.",
        Ground.DEFINITION,
        "how an honest validator is made; that it takes for a certificate what the others do asks that "
        "all know the mode of a round alike",
        (
            "one has voted at no height later than its own",
            "one stays at no height of which it has heard the certificate",
        ),
    ),
    Axiom(
        "the height is reached",
        "Whoever hears the first to leave a round is at its height.",
        Ground.SETTLED,
        "the certificates of all heights that it may not have finished come with what it hears",
        ("one has reached the height of the first by what it has heard",),
        settled_by=("any.entries-together",),
    ),
    Axiom(
        "last waits",
        "An honest validator jumps to a round in which so many have voted that one is honest, leaves it "
        "on a certificate of precommits for nothing, and begins its last wait on precommits of so many "
        "that one is honest; when that is over it leaves.",
        Ground.DEFINITION,
        "how an honest validator is made; who is the first to leave a round leaves in no other way",
        (
            "the first leaves when its last wait is over",
            "at the height, one jumps to the round, and begins its last wait when it has heard as much",
            "one leaves when its last wait is over, at the latest",
            "at the height, one leaves when it has heard the certificate, at the latest",
            "one begins its last wait once it has heard an honest precommit",
            "nobody leaves before the first",
        ),
    ),
    Axiom(
        "open rounds",
        "In a good round nobody honest has given up or left before it has cast both votes.",
        Ground.SETTLED,
        "waits that are long enough outlast the messages",
        ("is open",),
        settled_by=("any.good-round-times", "waits"),
    ),
    Axiom(
        "the latest lock is known",
        "The honest proposer of a good round has heard of the latest honest lock.",
        Ground.SETTLED,
        "who enters a round passes on what it has heard, and the proposer listens until this is there",
        ("proposes the latest lock",),
        settled_by=("any.locks-arrive", "waits"),
    ),
    Axiom(
        "locks are passed on",
        "Nobody honest locks in a round that it has left; who enters a round passes on all that it has "
        "heard, and after stabilisation this arrives within the delay.",
        Ground.ASSUMPTION,
        "the machine does so at every entry; partial synchrony, Dwork, Lynch and Stockmeyer 1988",
        (
            "one locks in an earlier round before it enters this one",
            "one passes on its lock as it enters, and this arrives in time",
        ),
        parameters=("network.delay_seconds",),
    ),
    Axiom(
        "proposers listen",
        "An honest proposer proposes on entry in the first round of a height, and in any other when it "
        "has listened for half of the round's wait.",
        Ground.DEFINITION,
        "how an honest validator is made; without it a round with an honest proposer can fail",
        (
            "the proposer proposes when it has listened",
            "nobody listens in the first round",
            "there is a round before",
            "the proposer listens for half a wait",
        ),
    ),
    Axiom(
        "waits grow",
        "Every wait of a round is the first wait times the round's number, counted from one.",
        Ground.DEFINITION,
        "how an honest validator is made, Buchman, Kwon and Milosevic 2018",
        ("the wait has grown with the round",),
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
        "Proposers take turns in the rounds of a mode: nobody proposes twice before everybody has.",
        Ground.ASSUMPTION,
        "fairness of rotation, as models/protocol/machine/rotation.py keeps it where modes follow the "
        "walk; where every proposer is drawn anew, an honest one comes with probability one, within "
        "1 / (1 - b) rounds on average if a part b of the draws is Byzantine",
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
    Axiom(
        "messages as slow as assumed",
        "Every message takes the delay that the protocol assumes, no less.",
        Ground.ASSUMPTION,
        "a promise has to hold for every message that is within the assumption",
        ("messages take .* s",),
        parameters=("network.delay_seconds",),
    ),
    Axiom(
        "the line of a node",
        "A node uploads at one gigabit a second, and nothing but the transactions needs its line.",
        Ground.ASSUMPTION,
        "a line that a data centre lets; a faster one carries more in proportion",
        ("the line is no (faster|slower)",),
    ),
)
