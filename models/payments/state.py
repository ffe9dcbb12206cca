"""The chain's side: which outputs can be spent, and whatever is refused."""

from ..errors import InvalidParameter
from .rules import Output, Payment, Rules
from .verifying import MOST_INPUTS, states_amounts, verified


class Ledger:
    """Outputs that were made, and which of them were spent.

    Parameters
    ----------
    rules
        Of the chain.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.outputs: dict[bytes, Output] = {}
        """All that were ever made, by reference."""
        self.spent: set[bytes] = set()
        self.issued = 0
        """New money so far [base unit]."""
        self.fees = 0
        """Paid so far [base unit]."""

    def refusal(self, payment: Payment, *, issuing: bool = False) -> str | None:
        """Why a payment is refused; None if it is not.

        Parameters
        ----------
        payment
            Any.
        issuing
            Whether it comes from the issuer, who alone may make money.
        """
        if not states_amounts(self.rules, payment):
            return "fee or issue is out of range"
        if issuing == (payment.issued == 0):
            return "only the issuer makes money, and it does nothing else"
        if not issuing and not payment.inputs:
            return "it spends nothing"
        if len(payment.inputs) > MOST_INPUTS:
            return "it spends too many outputs"
        if len(set(payment.inputs)) < len(payment.inputs):
            return "it spends an output twice"
        if any(each not in self.outputs for each in payment.inputs):
            return "it spends what does not exist"
        if any(each in self.spent for each in payment.inputs):
            return "it spends what was spent before"
        if any(each in self.outputs for each in payment.references()):
            return "it is there already"
        if any(len(each.limbs) != self.rules.layout.limbs for each in payment.outputs):
            return "an amount is not cut as the rules ask"
        return self._wrong_proof(payment)

    def _wrong_proof(self, payment: Payment) -> str | None:
        """Why the proofs are refused."""
        try:
            right = verified(self.rules, payment, self.outputs)
        except InvalidParameter:
            return "its proof has another shape"
        return None if right else "its proof is wrong"

    def take(self, payment: Payment, *, issuing: bool = False) -> str | None:
        """Book a payment, or say why it is refused."""
        why = self.refusal(payment, issuing=issuing)
        if why is None:
            self.spent.update(payment.inputs)
            self.outputs.update(zip(payment.references(), payment.outputs, strict=True))
            self.issued += payment.issued
            self.fees += payment.fee
        return why
