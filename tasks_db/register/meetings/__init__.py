"""A joint meeting's sittings, decided: who may do what in one, what comes next, its agenda, what became of it."""
