"""The job queue that all replicas keep alike, and how long jobs wait in such queues."""
