"""What cryptography and the signed protocol cost on this machine, and files of such costs."""
