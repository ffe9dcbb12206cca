"""Axioms about rounds and modes as such: they are numbered."""

from ..switching.setting import Moments
from .axiom import Axiom, Ground

NUMBERED = (
    Axiom(
        "no round precedes itself",
        "No round comes before itself.",
        Ground.DEFINITION,
        "rounds are numbered, and a number is not less than itself",
        ("no round precedes itself",),
    ),
    Axiom(
        "rounds precede transitively",
        "A round before one that comes before a third comes before the third.",
        Ground.DEFINITION,
        "rounds are numbered, and so are compared as numbers are",
        ("rounds precede transitively",),
    ),
    Axiom(
        "rounds follow one another",
        "Of two rounds one comes before the other.",
        Ground.DEFINITION,
        "rounds are numbered, and no two have one number",
        ("rounds follow one another",),
    ),
    Axiom(
        "a first round",
        "Among rounds that certified a rival of a block there is a first.",
        Ground.DEFINITION,
        "rounds are numbered from zero, and every set of such numbers has a least",
        ("the first rival",),
    ),
)

MODES = (
    Axiom(
        "modes",
        "A mode is one of the three, a part lies between nothing and all, and rounds are counted from "
        "zero.",
        Ground.DEFINITION,
        "models/protocol/modes.py has three, and blocks report parts of a whole",
        rules_of=Moments,
    ),
    Axiom(
        "one finalised prefix",
        "Honest validators that finalised the same blocks read the same from them.",
        Ground.SETTLED,
        "the schedule of rounds is a function of the blocks; induction over heights gives one prefix",
        (
            "a prefix gives the round one mode",
            "a prefix gives the height one set of validators",
            "both start in one mode",
            "both count one time in it",
            "one load",
            "one part of the authorities online",
            "one participation",
            "one time since the block before",
        ),
        settled_by=("any.switching.heights", "switching.agreement"),
    ),
    Axiom(
        "decisions about the mode",
        "The mode is decided again within an interval.",
        Ground.ASSUMPTION,
        "it is decided with every block, so the interval is the time to the next block",
        ("elapsed <= interval",),
        parameters=("fast.block_seconds", "balanced.block_seconds", "secure.block_seconds"),
    ),
)
