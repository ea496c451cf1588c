"""One function for each act of a person: authority, decision, rows, audit, who is told."""
