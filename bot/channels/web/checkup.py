"""What ``lianxi doctor`` looks at of the page: where it is served, and whether it is safe there."""

from bot.channels.base import Check
from config.settings import Settings, is_own_host


def page(settings: Settings) -> Check:
    """Return where people open the page, and what is to be done where it is not safe."""
    at, address = settings.web_at, settings.web_url
    if at is None:
        return Check("网页", "look", "网页没有开（LIANXI_WEB_LISTEN=off）。")
    here = f"{at[0]}:{at[1] or 8765}"
    if address is not None and address.startswith("https://"):
        return Check("网页", "ok", f"在 {address} 打开，程序监听 {here}。")
    if is_own_host(at[0]):
        sentence = f"只在本机打开（http://{here}）。别的电脑要用，见 docs/operations.md 的“The page for everybody”。"
    else:
        sentence = (
            f"{here} 没有加密，同一网络里的人能看到内容和凭据：请在前面放 nginx（TLS），再设置 LIANXI_WEB_URL。"
        )
    return Check("网页", "look", sentence)
