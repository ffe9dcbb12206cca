"""Claims about the guards and effects of the contracts, for any number of accounts, bonds and votes."""
