"""Signatures, verifiable randomness and evidence over kept libraries: not audited, not constant-time.

Made to run the protocol with real keys, to measure what that costs and to show how it breaks. Python's
own numbers take longer or shorter with the secrets that they hold, and nobody has reviewed this code:
keys that guard something of value do not belong here.
"""
