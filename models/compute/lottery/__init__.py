"""A lottery over work: tickets that stand for steps done, one of which a seed draws."""
