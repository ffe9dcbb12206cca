"""Parameter files side by side: what differs, what that is worth, and how sure we are."""
