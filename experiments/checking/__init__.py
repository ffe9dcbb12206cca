"""Answers of `hybridstake check` for the systems that run it: JUnit, GitHub, and the line at fault."""
