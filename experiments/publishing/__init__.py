"""Numbers, tables and figures into the text; one Markdown source to PDF, LaTeX and HTML."""
