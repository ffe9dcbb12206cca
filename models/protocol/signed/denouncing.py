"""Evidence handed to the ledger, which convicts by it."""

from collections.abc import Mapping

from ...ledger.ledger import Ledger
from ...ledger.records import Kind, Offence
from ...ledger.refusals import Refused
from ...ledger.slashing import convict
from .evidence import Equivocation, is_proof
from .keys import Register


def denounce(
    ledger: Ledger,
    evidence: Equivocation,
    register: Register,
    chain: str,
    times: Mapping[int, int],
) -> Ledger:
    """Evidence convicts a validator on the ledger, if it is any.

    Parameters
    ----------
    ledger
        State.
    evidence, register, chain
        As for `is_proof`.
    times
        Time of every height that the chain has decided, as its own headers say [s].

    Raises
    ------
    Refused
        When it is no evidence, its height is not decided, or as `slashing.convict` says.

    Notes
    -----
    Source: ours. When it was done is not asked of the accuser, who could call old evidence new.
    """
    if not is_proof(evidence, register, chain):
        raise Refused(
            f"denounce: both signatures must be those of {evidence.accused} and exclude each other, "
            "got others"
        )
    if evidence.height not in times:
        raise Refused(f"denounce: the height must be decided, got {evidence.height}")
    offence = Offence(evidence.height, Kind.EQUIVOCATION)
    return convict(ledger, evidence.accused, offence, times[evidence.height])
