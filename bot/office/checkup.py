"""What ``lianxi doctor`` looks at. Each check says what it found and, where something is amiss, what to do."""

import stat
from collections.abc import Callable, Iterator
from datetime import datetime

from bot.channels.base import Check
from config.clock import local_date, system_clock
from config.settings import Settings
from messages import dates
from tasks_db.refusal import Refusal
from tasks_db.register.authority import OPERATOR
from tasks_db.register.workdays import Calendar, not_announced
from tasks_db.work.backup import last_backup
from tasks_db.work.desk import Desk, open_desk
from tasks_db.work.post import rebuilding
from tasks_db.work.views import installation
from tasks_db.work.views.seats import seats

_CLOCK_TOLERANCE_SECONDS = 120
_ANNOUNCED_FROM = 11
_OLD_BACKUP_DAYS = 7


Reached = Callable[[Settings], tuple[Check, datetime | None]]
"""How a channel is looked at: what it found, and its server's time where it told it."""


Mailed = Callable[[Settings, int], Check]
"""How mail is looked at, which so many people are reached by alone."""


def examine(settings: Settings, channel: Reached, mail: Mailed) -> Iterator[Check]:
    """Yield everything that an operator should know before, and while, the program runs over a channel."""
    yield _data_folder(settings)
    found, server_time = channel(settings)
    yield found
    yield _clock(server_time)
    try:
        desk = open_desk(settings)
    except Refusal as refusal:
        yield Check("数据库", "bad", str(refusal))
        return
    try:
        yield Check("数据库", "ok", f"{desk.database}，结构是最新的。")
        yield _backup(desk, system_clock())
        yield from _calendar(desk.calendar, system_clock())
        yield mail(settings, desk.ask(OPERATOR, installation.mailed_alone))
        yield from _people(desk)
    finally:
        desk.close()


def look_deeper(settings: Settings) -> Check:
    """Compare what decides which dues the planner looks at with all that was reported and asked, and mend it."""
    try:
        desk = open_desk(settings)
    except Refusal as refusal:
        return Check("数据库", "bad", str(refusal))
    try:
        found = rebuilding.rebuild(desk)
    finally:
        desk.close()
    if found.wrong:
        return Check(
            "催报日期", "look", f"{found.dues}项应报重算一遍，{found.wrong}项记得太晚，已改正，下次照常催报。"
        )
    return Check("催报日期", "ok", f"{found.dues}项应报重算一遍，没有漏催的。")


def _data_folder(settings: Settings) -> Check:
    folder = settings.data_dir
    if not folder.exists():
        return Check("数据目录", "look", f"{folder} 还没有，第一次运行时会建立。")
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return Check("数据目录", "look", f"{folder} 其他用户也能读：请运行 chmod 700 {folder}。")
    return Check("数据目录", "ok", f"{folder}，只有本用户能读。")


def _clock(server_time: datetime | None) -> Check:
    now = system_clock()
    if server_time is None:
        return Check("时钟", "ok", f"本机时间 {dates.moment(now)}（未与服务器核对）。")
    off = abs((now - server_time).total_seconds())
    if off > _CLOCK_TOLERANCE_SECONDS:
        return Check("时钟", "bad", f"本机时间与服务器相差{off:.0f}秒，催报日期会不准：请开启时间同步（NTP）。")
    return Check("时钟", "ok", f"本机时间 {dates.moment(now)}，与服务器一致。")


def _backup(desk: Desk, now: datetime) -> Check:
    made = desk.ask(OPERATOR, last_backup)
    if made is None:
        return Check("备份", "look", "还没有备份过：请运行 lianxi backup，把备份抄到另一台机器上，再设成每天一次。")
    days = (now - made).days
    if days > _OLD_BACKUP_DAYS:
        return Check("备份", "look", f"上次备份是{days}天前（{dates.moment(made)}）：请运行 lianxi backup。")
    return Check("备份", "ok", f"上次备份 {dates.moment(made)}。")


def _calendar(calendar: Calendar, now: datetime) -> Iterator[Check]:
    today = local_date(now)
    years = [today.year] + ([today.year + 1] if today.month >= _ANNOUNCED_FROM else [])
    for year in years:
        if calendar.unpublished(year):
            yield Check("节假日", "look", not_announced(year))
        else:
            yield Check("节假日", "ok", f"{year}年的放假调休安排已有。")


def _people(desk: Desk) -> Iterator[Check]:
    rehearsal = desk.ask(OPERATOR, installation.rehearsal)
    if rehearsal is not None:
        yield Check("演练", "look", f"这是演练数据，演练时间 {dates.moment(rehearsal)}。")
    try:
        value = desk.ask(OPERATOR, seats)
    except Refusal as refusal:
        yield Check("联席会议", "look", str(refusal))
        return
    count, unbound = len(value.lines), len(value.unbound)
    if unbound:
        vacant = len(value.vacant_liaisons)
        sentence = f"{count}个席位中{unbound}个未绑定（联络员空缺{vacant}个）：请运行 lianxi seat invite。"
        yield Check("席位", "look", sentence)
    else:
        yield Check("席位", "ok", f"{count}个席位都已绑定。")
