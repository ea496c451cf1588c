"""The command that serves."""

import asyncio
from typing import Annotated

import typer

from config import logs
from config.collecting import loading
from config.settings import Settings


def run(
    *,
    poll: Annotated[
        bool, typer.Option("--poll/--no-poll", help="是否收 Telegram 消息；多个程序共用数据库时只能有一个收")
    ] = True,
    sample: Annotated[bool, typer.Option("--sample", help="打开样例：虚构的望澜县，只在本机，供试用")] = False,
) -> None:
    """运行联席：打开本办公室的网页，设置了令牌同时连 Telegram；还没有 lianxi init 就打开样例。"""
    with loading():
        from bot.run import run_forever  # noqa: PLC0415 - ``lianxi --help`` loads this module too

    settings = Settings()
    logs.set_up(settings.log_format)
    asyncio.run(run_forever(settings, poll=poll, sample=sample))
