"""The protocol as relations: agreement, accountability and liveness for any number of validators."""
