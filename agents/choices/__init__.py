"""What a person can do in an epoch, and what each choice is worth: formulas that both engines call."""
