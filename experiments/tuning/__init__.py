"""The search for better parameters: candidates are refused or weighed, and one is recommended."""
