"""Each step of a contract as a guard and an effect: formulas of the few numbers that it touches."""
