"""The staking, slashing, reward and governance contracts as state machines in whole base units."""
