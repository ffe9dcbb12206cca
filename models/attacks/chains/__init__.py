"""Attacks on the order of blocks: races, settlement, runs of slots, withheld blocks."""
