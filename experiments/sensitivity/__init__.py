"""Which parameters move a metric: shares of its variance, screening, and one change at a time."""
