"""The command line: one file per command, each a few lines over a function that can be imported."""
