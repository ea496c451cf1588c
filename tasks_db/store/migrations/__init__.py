"""Alembic's scripts: each version brings an older database to the form that the models describe."""
