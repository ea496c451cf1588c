"""Where the database is: its address as it was set, or a sentence that says what is wrong with it.

No sentence repeats the address: what is wrong is often the password in it.
"""

from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import create_engine

from tasks_db.refusal import Refusal

_EXAMPLE = "postgresql+psycopg://用户:密码@主机/库名"


class StoreError(Refusal):
    """The database cannot be used; ``str()`` tells the operator why and what to do."""


def read_address(text: str) -> URL:
    """Return a database's address; raises StoreError where it is none, or where its password hides the host."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError(f"LIANXI_DATABASE_URL 看不懂：请写成 {_EXAMPLE}，端口只写数字。") from None
    if "@" in (url.host or ""):  # the password ends at the first @, so the rest of it is taken for the host
        raise StoreError(
            "LIANXI_DATABASE_URL 的密码里有“@”：请写成 %40（“%”写成 %25，“/”写成 %2F），主机前只留一个“@”。"
        )
    return url


def open_engine(url: URL, connect_args: dict[str, object], **options: object) -> Engine:
    """Return SQLAlchemy's engine for an address; raises StoreError where no driver of that kind is installed."""
    try:
        return create_engine(url, connect_args=connect_args, **options)
    except ArgumentError:
        raise StoreError(
            f"LIANXI_DATABASE_URL 不是 SQLite 也不是 PostgreSQL：请写成 {_EXAMPLE}，或不设置它。"
        ) from None
    except ModuleNotFoundError as missing:
        raise StoreError(
            f"连接这种数据库要用的程序包（{missing.name}）没有安装：请运行 pip install 'lianxi[postgres]'。"
        ) from None
