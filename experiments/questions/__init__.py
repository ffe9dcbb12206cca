"""One question per file; `experiments/running/question.py` says what such a file holds."""
