"""Proof of virtual machine: jobs, redundancy, verification, and the energy that they take."""
