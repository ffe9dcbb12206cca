"""Floating-point jobs on machines that round in different orders, and what that does to votes."""
