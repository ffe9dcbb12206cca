"""Deployments and measured latencies that ship with the package."""
