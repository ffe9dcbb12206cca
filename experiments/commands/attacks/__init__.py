"""The kinds of attack, each a command: its own options, over a question of `models/attacks/`."""
