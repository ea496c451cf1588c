"""Sets written by people who know neither code nor tests; each is run once as it was, then used for development."""
