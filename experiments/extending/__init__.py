"""What other packages add by entry points: strategies, invariants, attacks, experiments, deployments."""
