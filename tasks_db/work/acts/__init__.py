"""One function for each act of a person: authority, decision, rows, audit, who is told.

What takes a session instead of a ``Context`` is no act but a step of several; ``bot`` has no session to call it with.
"""
