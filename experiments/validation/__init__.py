"""Results of staking economics that others have published, each beside ours and a second witness."""
