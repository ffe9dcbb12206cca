"""Evidence handed to the ledger, which convicts by it."""

from ...ledger.ledger import Ledger
from ...ledger.records import Kind, Offence
from ...ledger.refusals import Refused
from ...ledger.slashing import convict
from .evidence import Equivocation, is_proof
from .keys import Register


def denounce(
    ledger: Ledger, evidence: Equivocation, register: Register, chain: str, offended: int
) -> Ledger:
    """Evidence convicts a validator on the ledger, if it is any.

    Parameters
    ----------
    ledger
        State.
    evidence, register, chain
        As for `is_proof`.
    offended
        Time of the height, as its header says [s].

    Raises
    ------
    Refused
        When it is no evidence, or as `slashing.convict` says.
    """
    if not is_proof(evidence, register, chain):
        raise Refused(
            f"denounce: both signatures must be those of {evidence.accused} and exclude each other, "
            "got others"
        )
    offence = Offence(evidence.height, Kind.EQUIVOCATION)
    return convict(ledger, evidence.accused, offence, offended)
