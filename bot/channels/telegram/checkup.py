"""What ``lianxi doctor`` looks at on Telegram: whether its server is reached, and whether it takes the token."""

from datetime import UTC, datetime

import httpx

from bot.channels.base import Check
from bot.channels.telegram.evidence import AnothersName, Asked, Weather, bot_of, judge
from config.logs import redact
from config.settings import Settings

_PATIENCE_SECONDS = 8


def token(settings: Settings) -> tuple[Check, datetime | None]:
    """Ask the server who the token's bot is; return what came of it, and the server's time where it told it."""
    if settings.telegram_token is None:
        sentence = "没有设置 LIANXI_TELEGRAM_TOKEN：大家只用网页，不连 Telegram。"
        return Check("令牌", "look", sentence), None
    secret = settings.telegram_token.get_secret_value()
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    try:
        with httpx.Client(proxy=proxy, timeout=_PATIENCE_SECONDS) as client:
            answer = client.get(f"{settings.telegram_api_url}/bot{secret}/getMe")
    except (httpx.HTTPError, ValueError) as error:
        why = redact(str(error)).replace(secret, "［令牌］")
        return Check(
            "令牌", "bad", f"连不上 {settings.telegram_api_url}（{why}）：请检查网络或 LIANXI_TELEGRAM_PROXY。"
        ), None
    stamp = answer.headers.get("date")
    server_time = datetime.strptime(stamp, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC) if stamp else None
    try:
        code = judge(answer.status_code, answer.content, Asked("getMe", bot_of(secret)))
    except AnothersName:
        sentence = (
            "回答的是另一个机器人，不是令牌所属的那个：请检查 LIANXI_TELEGRAM_PROXY 和 LIANXI_TELEGRAM_API_URL。"
        )
        return Check("令牌", "bad", sentence), server_time
    except Weather as error:
        sentence = f"回答的不是 Telegram（{redact(str(error))}）：请检查网络或 LIANXI_TELEGRAM_PROXY。"
        return Check("令牌", "bad", sentence), server_time
    if code == httpx.codes.OK:
        return Check("令牌", "ok", f"机器人 @{answer.json()['result']['username']} 可用。"), server_time
    return Check(
        "令牌", "bad", "令牌不对或已作废：请向 BotFather 重新取得，再设置 LIANXI_TELEGRAM_TOKEN。"
    ), server_time
