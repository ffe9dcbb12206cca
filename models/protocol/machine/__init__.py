"""The hybrid protocol as it runs: honest and Byzantine validators, messages, rounds in any mode."""
