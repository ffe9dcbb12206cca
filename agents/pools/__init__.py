"""Stake pools under a shared reward: who operates, at what margin, and who would rather not."""
