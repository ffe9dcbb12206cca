"""What cannot be rewritten: who is guilty of a conflict, checkpoints, clients that follow headers."""
