"""Claims about the models, settled by Z3 with cvc5 as second solver; solvers load only here."""
