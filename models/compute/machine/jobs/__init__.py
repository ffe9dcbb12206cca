"""The texts of the jobs, in WebAssembly, one per file."""
