"""What must hold of every parameter file, with the field at fault where it does not."""
