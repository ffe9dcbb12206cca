"""The ledger of the plan's claims, and how the verdict of each is computed."""
