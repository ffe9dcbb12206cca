"""How a person picks among choices whose worth it believes to know: named rules, one per file."""
