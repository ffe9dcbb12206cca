"""Validators that send single messages and wait: what happens when something goes wrong."""
