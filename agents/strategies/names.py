"""Rules of choice by name; nothing else, so that help is light."""

NAMES = ("myopic", "discounted", "bounded", "imitation", "reinforcement")
"""As the command line spells them; `table` has the rules themselves."""
