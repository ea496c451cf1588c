"""Run by alembic inside ``Door.upgrade``, on the connection it is handed."""

from alembic import context
from sqlmodel import SQLModel

from tasks_db.store import models

assert models  # noqa: S101 - importing the models fills the metadata  # pragma: no cover

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
