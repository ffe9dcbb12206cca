"""One question per file; `experiments/question.py` says what such a file holds."""
