"""The only door to storage: ``door`` opens transactions, the other modules are what is done inside one, by topic."""
