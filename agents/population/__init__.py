"""Who there is at launch, what each owns, and what each asks for."""
