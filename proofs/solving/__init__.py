"""How anything is settled: conditions, the door to the solvers, verdicts, counterexamples, the audit."""
