"""What every row of the database is made from."""

from sqlmodel import SQLModel


class Row(SQLModel):
    """A row. Nothing is validated as one is made, so what would validate it is not built as the program starts."""

    model_config = {"defer_build": True}
