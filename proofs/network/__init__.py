"""What message delays, lines and silence allow, and how a running chain becomes the hybrid."""
