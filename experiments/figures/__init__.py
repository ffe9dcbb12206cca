"""One picture per file, drawn from the results of the question of the same name."""
