"""Pages of the documentation that nobody types: made from the code, the registries and the results."""
