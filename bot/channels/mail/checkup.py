"""What ``lianxi doctor`` looks at of mail: whether its server takes us, and whether mail can hold links."""

import asyncio

from aiosmtplib import SMTPException, SMTPResponseException

from bot.channels.base import Check
from bot.channels.mail.failures import why_of
from bot.channels.mail.outgoing import client_of
from config.settings import Settings

_WHAT = "邮件"
_PATIENCE_SECONDS = 10


def mail(settings: Settings, mailed: int) -> Check:
    """Sign in at the mail server and leave again; ``mailed`` counts the people who are reached by mail alone."""
    at = settings.mail_at
    if at is None:
        if mailed:
            return Check(
                _WHAT,
                "bad",
                f"{mailed}人只登记了邮箱，却没有设置邮件服务器，他们收不到催报：请设置 LIANXI_MAIL_HOST 和 "
                "LIANXI_MAIL_FROM，或给他们邀请码、链接。",
            )
        return Check(_WHAT, "look", "没有设置 LIANXI_MAIL_HOST：不发邮件。")
    if settings.web_url is None:
        return Check(_WHAT, "bad", "邮件里要有反馈的链接：请设置 LIANXI_WEB_URL（大家打开网页的地址）。")
    host, port = at
    try:
        asyncio.run(_sign_in(settings))
    except (SMTPException, OSError, TimeoutError) as error:
        return Check(_WHAT, "bad", f"邮件服务器 {host}:{port} 用不了（{why_of(error)}）：{_advice(error)}")
    if settings.mail_security == "none" and not settings.mail_is_local:
        return Check(
            _WHAT, "look", f"{host}:{port} 可用，但没有加密，同一网络里的人能看到链接：请用 tls 或 starttls。"
        )
    return Check(_WHAT, "ok", f"{host}:{port} 可用，以 {settings.mail_from} 的名义发出。")


async def _sign_in(settings: Settings) -> None:
    server = client_of(settings)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await server.connect()
            await server.quit()
    finally:
        server.close()


def _advice(error: Exception) -> str:
    if isinstance(error, SMTPResponseException):
        return "请核对 LIANXI_MAIL_USER 和 LIANXI_MAIL_PASSWORD（很多邮箱要用授权码）。"
    return "请检查 LIANXI_MAIL_HOST、LIANXI_MAIL_PORT、LIANXI_MAIL_SECURITY 和网络。"
