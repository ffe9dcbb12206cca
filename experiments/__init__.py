"""One question per file. The only folder that reads or writes files."""
