"""What a parameter file is worth, in numbers: fields that vary, metrics, and their evaluation."""
