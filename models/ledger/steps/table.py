"""All steps: what proofs go through one by one."""

from .clock import ADVANCE
from .governance import ENACT, PROPOSE, VOTE
from .rewards import ISSUE, ISSUE_BELOW_CEILING, PAY
from .slashing import BURN, CONVICT, SLASH, SPARE
from .staking import DELEGATE, DEPOSIT, UNBOND, WITHDRAW

STEPS = (
    ADVANCE,
    DEPOSIT,
    DELEGATE,
    UNBOND,
    WITHDRAW,
    CONVICT,
    SLASH,
    SPARE,
    BURN,
    ISSUE,
    ISSUE_BELOW_CEILING,
    PAY,
    PROPOSE,
    VOTE,
    ENACT,
)
"""The machine changes its state by these and by nothing else."""

MONEY = ("unissued", "pool", "liquid", "stake", "unbonding", "slashed", "burned")
"""Names of the purses that hold base units; the others of a move count votes."""
