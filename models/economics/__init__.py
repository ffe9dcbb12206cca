"""Rewards, issuance, yields, slashing and deterrence."""
