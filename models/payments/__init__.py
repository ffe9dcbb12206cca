"""Private payments: amounts in commitments, proofs that they are honest, and who can read them."""
