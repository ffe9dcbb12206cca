"""Theorems about selection, rewards, slashing and deterrence: for any members and any stake."""
