"""Settings: ``LIANXI_*`` in the environment, then ``lianxi.toml`` in the working folder, then these defaults."""

import os
import re
from datetime import time
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from config import logs
from config.clock import parse_instant
from config.paper import PaperSettings

_MAIL_PORTS = {"tls": 465, "starttls": 587, "none": 25}
TELEGRAM_API = "https://api.telegram.org"
LOOPBACK = "127.0.0.1"
NOWHERE = "off"


def is_loopback(address: str) -> bool:
    """Whether a web address is on this machine."""
    return is_own_host(urlsplit(address).hostname or "")


def is_own_host(host: str) -> bool:
    """Whether a host's name or address is this machine's own (loopback)."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def default_data_dir() -> Path:
    """Where the XDG base directory specification puts a user's application data."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "lianxi"


def _port_of(address: str) -> int | None:
    try:
        return urlsplit(f"//{address}").port
    except ValueError:
        return None


def _password_of(address: str) -> str | None:
    """Return what stands between the first colon and the last @ of an address, as it was written."""
    user_and_password, at, _ = address.partition("://")[2].rpartition("@")
    return user_and_password.partition(":")[2] if at else None


class SendWindow(BaseModel):
    """A stretch of a working day in which reminders may go out, local time, end included."""

    model_config = ConfigDict(frozen=True)
    start: time
    end: time


class Settings(BaseSettings):
    """The program's settings, one field for each ``LIANXI_*`` variable.

    Without ``telegram_token`` people come in by the page alone. ``web_listen`` is where it is served: without a value
    the usual port on this machine, or any free one, and nowhere for ``off``; ``web_url`` is where people open it.
    A link to answer by lives ``link_days`` working days; with ``link_code`` 办结 and 延期 ask for a code beside it.
    With ``mail_host`` people who have an e-mail address are told there, by ``mail_security`` over TLS from the first
    byte, after STARTTLS, or without either; ``mail_port`` is that way's usual one without a value.
    ``clock`` is ``system``, or the instant at which a rehearsal begins. ``holidays_file`` names the office's own
    working days and days off. ``health_listen`` is where on this machine the health page is served, ``ping_url`` what
    is asked for after each good tick; both are off without a value. ``paper`` is how the office's papers look.
    """

    model_config = SettingsConfigDict(
        env_prefix="LIANXI_", env_nested_delimiter="__", toml_file="lianxi.toml", extra="ignore", frozen=True
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM_API
    telegram_proxy: SecretStr | None = None
    data_dir: Path = Field(default_factory=default_data_dir)
    database_url: SecretStr | None = None
    clock: str = "system"
    send_windows: tuple[SendWindow, ...] = (
        SendWindow(start=time(9, 0), end=time(11, 30)),
        SendWindow(start=time(14, 30), end=time(17, 30)),
    )
    holidays_file: Path | None = None
    web_listen: str | None = None
    web_url: str | None = None
    link_days: int = Field(default=10, ge=1, le=60)
    link_code: bool = False
    mail_host: str | None = None
    mail_port: int | None = Field(default=None, ge=1, le=65535)
    mail_security: Literal["tls", "starttls", "none"] = "tls"
    mail_user: str | None = None
    mail_password: SecretStr | None = None
    mail_from: str | None = None
    log_format: Literal["console", "json"] = "console"
    health_listen: str | None = None
    ping_url: SecretStr | None = None
    paper: PaperSettings = PaperSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where settings come from, strongest first: arguments, the environment, then ``lianxi.toml``."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @field_validator(
        *("telegram_token", "telegram_proxy", "database_url", "health_listen", "ping_url", "web_listen", "web_url"),
        *("mail_host", "mail_port", "mail_user", "mail_password", "mail_from"),
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("clock")
    @classmethod
    def _clock_is_known(cls, value: str) -> str:
        if value != "system":
            parse_instant(value)
        return value

    @field_validator("health_listen")
    @classmethod
    def _health_is_for_this_machine(cls, value: str | None) -> str | None:
        if value is not None and (not is_loopback(f"//{value}") or not _port_of(value)):
            raise ValueError("请写成本机的地址和端口，例如 127.0.0.1:8766。")
        return value

    @field_validator("web_listen")
    @classmethod
    def _page_has_a_place(cls, value: str | None) -> str | None:
        if (
            value is not None
            and value != NOWHERE
            and (_port_of(value) is None or not urlsplit(f"//{value}").hostname)
        ):
            raise ValueError("请写成地址和端口，例如 127.0.0.1:8765；不开网页就写 off。")
        return value

    @field_validator("web_url")
    @classmethod
    def _page_has_an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/") or parts.query:
            raise ValueError("请写成打开网页的地址，例如 https://lianxi.example.gov.cn，后面不带路径。")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("ping_url")
    @classmethod
    def _ping_is_an_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("http://", "https://")):
            raise ValueError("请写成 http:// 或 https:// 开头的地址。")
        return value

    @model_validator(mode="after")
    def _rehearsal_never_meets_real_people(self) -> Self:
        if self.telegram_token and self.clock != "system" and not self.api_is_loopback:
            raise ValueError(
                "演练时钟不能配正式的 Telegram 令牌：请去掉 LIANXI_CLOCK，或把 LIANXI_TELEGRAM_API_URL 指向本机。"
            )
        return self

    @model_validator(mode="after")
    def _mail_can_be_sent(self) -> Self:
        if self.mail_host is None:
            return self
        if self.mail_from is None:
            raise ValueError("设置了 LIANXI_MAIL_HOST，还要设置发信地址 LIANXI_MAIL_FROM。")
        if re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", self.mail_from) is None:
            raise ValueError("LIANXI_MAIL_FROM 请只写地址，例如 lianxi@example.gov.cn。")
        if (self.mail_user is None) != (self.mail_password is None):
            raise ValueError("LIANXI_MAIL_USER 和 LIANXI_MAIL_PASSWORD 要一起设置。")
        if self.mail_security == "none" and self.mail_password is not None and not self.mail_is_local:
            raise ValueError("邮箱密码不能不加密地发出去：请把 LIANXI_MAIL_SECURITY 设为 tls 或 starttls。")
        if self.clock != "system" and not self.mail_is_local:
            raise ValueError("演练时钟不能配真的邮件服务器：请去掉 LIANXI_CLOCK，或去掉 LIANXI_MAIL_HOST。")
        return self

    def model_post_init(self, _context: object, /) -> None:
        """Whoever has read the settings has the secrets: from here on no log shows them."""
        if self.telegram_token is not None:
            logs.hide(self.telegram_token.get_secret_value())
        for address in (self.telegram_proxy, self.database_url):
            password = _password_of(address.get_secret_value()) if address is not None else None
            if password:
                logs.hide(password)
        for secret in (self.ping_url, self.mail_password):
            if secret is not None:
                logs.hide(secret.get_secret_value())

    @property
    def mail_is_local(self) -> bool:
        """Whether the mail server is on this machine, so that no real person is reached through it in a rehearsal."""
        return is_own_host(self.mail_host or "")

    @property
    def mail_at(self) -> tuple[str, int] | None:
        """The mail server: host and port; None where no mail goes out."""
        if self.mail_host is None:
            return None
        return self.mail_host, self.mail_port or _MAIL_PORTS[self.mail_security]

    @property
    def api_is_loopback(self) -> bool:
        """Whether the Bot API server is on this machine, so that no real person can be reached through it."""
        return is_loopback(self.telegram_api_url)

    @property
    def web_at(self) -> tuple[str, int | None] | None:
        """Where the page is served: host and port (None for the usual one, or any free one); None for nowhere."""
        if self.web_listen == NOWHERE:
            return None
        if self.web_listen is None:
            return LOOPBACK, None
        at = urlsplit(f"//{self.web_listen}")
        return at.hostname or LOOPBACK, at.port

    @property
    def health_at(self) -> tuple[str, int] | None:
        """Where the health page is served: host and port, None for nowhere."""
        if self.health_listen is None:
            return None
        at = urlsplit(f"//{self.health_listen}")
        return at.hostname or "", at.port or 0

    @property
    def database(self) -> str:
        """The database's SQLAlchemy address; by default a SQLite file in the data folder."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'lianxi.sqlite3'}"
