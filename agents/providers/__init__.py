"""Providers of computation: who works, cheats, colludes, drops out or splits, and what pays."""
