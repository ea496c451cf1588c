"""What ``lianxi doctor`` looks at. Each check says what it found and, where something is amiss, what to do."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import httpx
from sqlmodel import Session

from config.clock import local_date, system_clock
from config.logs import redact
from config.settings import Settings
from messages import dates
from tasks_db.refusal import Refusal
from tasks_db.register.workdays import Calendar
from tasks_db.store import facts, people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.desk import open_desk

_PATIENCE_SECONDS = 8
_CLOCK_TOLERANCE_SECONDS = 120
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Check:
    """``verdict``: ok, look (works, but read the sentence) or bad (does not work)."""

    what: str
    verdict: Literal["ok", "look", "bad"]
    sentence: str


def examine(settings: Settings) -> Iterator[Check]:
    """Everything an operator should know before, and while, the program runs."""
    yield _data_folder(settings)
    token, server_time = _token(settings)
    yield token
    yield _clock(server_time)
    try:
        desk = open_desk(settings)
    except Refusal as refusal:
        yield Check("数据库", "bad", str(refusal))
        return
    try:
        yield Check("数据库", "ok", f"{desk.door.url.render_as_string(hide_password=True)}，结构是最新的。")
        yield from _calendar(desk.calendar, system_clock())
        with desk.door.read() as session:
            yield from _seats(session, desk.clock())
    finally:
        desk.close()


def _data_folder(settings: Settings) -> Check:
    folder = settings.data_dir
    if not folder.exists():
        return Check("数据目录", "look", f"{folder} 还没有，第一次运行时会建立。")
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return Check("数据目录", "look", f"{folder} 其他用户也能读：请运行 chmod 700 {folder}。")
    return Check("数据目录", "ok", f"{folder}，只有本用户能读。")


def _token(settings: Settings) -> tuple[Check, datetime | None]:
    if settings.telegram_token is None:
        sentence = "没有设置 LIANXI_TELEGRAM_TOKEN，lianxi run 会打开本地会话（样例）。"
        return Check("令牌", "look", sentence), None
    token = settings.telegram_token.get_secret_value()
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    try:
        with httpx.Client(proxy=proxy, timeout=_PATIENCE_SECONDS) as client:
            answer = client.get(f"{settings.telegram_api_url}/bot{token}/getMe")
    except (httpx.HTTPError, ValueError) as error:
        why = redact(str(error)).replace(token, "［令牌］")
        return Check(
            "令牌", "bad", f"连不上 {settings.telegram_api_url}（{why}）：请检查网络或 LIANXI_TELEGRAM_PROXY。"
        ), None
    stamp = answer.headers.get("date")
    server_time = datetime.strptime(stamp, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC) if stamp else None
    if answer.status_code == httpx.codes.OK:
        return Check("令牌", "ok", f"机器人 @{answer.json()['result']['username']} 可用。"), server_time
    return Check(
        "令牌", "bad", "令牌不对或已作废：请向 BotFather 重新取得，再设置 LIANXI_TELEGRAM_TOKEN。"
    ), server_time


def _clock(server_time: datetime | None) -> Check:
    now = system_clock()
    if server_time is None:
        return Check("时钟", "ok", f"本机时间 {dates.moment(now)}（未与服务器核对）。")
    off = abs((now - server_time).total_seconds())
    if off > _CLOCK_TOLERANCE_SECONDS:
        return Check("时钟", "bad", f"本机时间与服务器相差{off:.0f}秒，催报日期会不准：请开启时间同步（NTP）。")
    return Check("时钟", "ok", f"本机时间 {dates.moment(now)}，与服务器一致。")


def _calendar(calendar: Calendar, now: datetime) -> Iterator[Check]:
    today = local_date(now)
    years = [today.year] + ([today.year + 1] if today.month == _DECEMBER else [])
    for year in years:
        if calendar.unpublished(year):
            sentence = (
                f"{year}年的放假调休安排还没有数据，只按周末算：公布后请用 LIANXI_HOLIDAYS_FILE 补上，或升级程序。"
            )
            yield Check("节假日", "look", sentence)
        else:
            yield Check("节假日", "ok", f"{year}年的放假调休安排已有。")


def _seats(session: Session, now: datetime) -> Iterator[Check]:
    rehearsal = facts.rehearsal_now(session)
    if rehearsal is not None:
        yield Check("演练", "look", f"这是演练数据，演练时间 {dates.moment(rehearsal)}。")
    try:
        meeting = people.the_meeting(session)
    except Refusal as refusal:
        yield Check("联席会议", "look", str(refusal))
        return
    lines = people.seat_lines(session, key(meeting.id), local_date(now))
    unbound = [line for line in lines if not line.bound]
    vacant = [line for line in unbound if line.role is SeatRole.LIAISON and line.person is None]
    if unbound:
        sentence = (
            f"{len(lines)}个席位中{len(unbound)}个未绑定（联络员空缺{len(vacant)}个）：请运行 lianxi seat invite。"
        )
        yield Check("席位", "look", sentence)
    else:
        yield Check("席位", "ok", f"{len(lines)}个席位都已绑定。")
