"""What copies, disputes and prizes of a job guarantee, for any numbers."""
