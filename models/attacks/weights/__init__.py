"""Weight that fails, is bought or is corrupted: sums over independent members and groups."""
