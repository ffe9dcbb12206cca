"""Verification of a job after it ran: segments, bisection, and games about who checks."""
