"""What the protocol is: parameters, formulas, probabilities. No files, no solver, no clock."""
