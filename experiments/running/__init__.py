"""Answers questions: cases in any number of workers, seeds by address, whole files only."""
