"""Private payments: why hidden amounts that cancel make no money, for any amounts."""
