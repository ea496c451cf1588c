"""The review queue: pleas and requests first; each with the plan's words, the dates and what the unit said before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from starlette.responses import Response

from bot.channels.web.media import file_response, new_file
from bot.channels.web.office.frame import HOME, Endpoint, Visit
from bot.channels.web.values import PageError
from config.clock import local_date
from messages import cards, office_day, orders_text, receipts, reviewing
from messages.phrases import INCOMPLETE, names, said, signed
from tasks_db.language.lists import listed
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, progress
from tasks_db.register.answers import Said
from tasks_db.register.authority import Right
from tasks_db.register.office_words import day_of
from tasks_db.register.reviews import REQUESTS, is_plain, units_instead
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import chasing, desk, phoning
from tasks_db.work.acts import reviewing as acts
from tasks_db.work.views import chases, phoned, reviews, units
from tasks_db.work.views import desk as desk_views

PATH: Final = f"{HOME}/review"
_SHOWN: Final = 60
"""Cases on one page; the next ones move up as these are decided."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One report as it stands on the page."""

    said: Said
    code: str
    words: str
    signed: str
    before: tuple[str, ...]
    since: tuple[str, ...]
    agree: str
    lacks: str
    """Who is still silent, where that keeps the office from accepting."""
    moves: str
    """Which day an extension would move to which."""
    instead: str
    """The units of a 不属我单位 as they would be, in the form in which they are typed back."""


def _case(one: Said, now: datetime) -> _Case:
    lacks = ""
    if progress.is_incomplete(one.task, one.report, now):
        silent = [a.unit for a in progress.silent_units(one.task, now)]
        lacks = f"{INCOMPLETE}：还有{len(silent)}个单位没有反馈（{names(silent)}）"
    return _Case(
        one,
        codes.of(one.task),
        said(one.report),
        signed(one.report),
        tuple(f"{said(report)}（{signed(report)}）" for report in reviewing.said_before(one, now)),
        tuple(f"{said(report)}（{signed(report)}）" for report in reviewing.said_after(one, now)),
        reviewing.agreeing(one.report.kind),
        lacks,
        reviewing.moving(one) or "",
        "、".join(units_instead(one)),
    )


async def _queue(visit: Visit) -> Response:
    waiting = await visit.ask(reviews.waiting)
    now = await visit.site.desk.now()
    shown = waiting[:_SHOWN]
    plain = [_case(one, now) for one in shown if is_plain(one.report)]
    alone = [_case(one, now) for one in shown if not is_plain(one.report)]
    lacking = await visit.ask(reviews.incomplete)
    pleas = await visit.ask(desk_views.pleas)
    return visit.show(
        "review.html",
        PATH,
        as_of=now,
        pleas=pleas[:_SHOWN],
        code=codes.of,
        requests=[one for one in alone if one.said.report.kind in REQUESTS],
        troubles=[one for one in alone if one.said.report.kind not in REQUESTS],
        lacking=[_case(one, now) for one in lacking[:_SHOWN]],
        plain=plain,
        left=len(waiting) - len(shown),
        extension=AnswerKind.EXTENSION,
        not_ours=AnswerKind.NOT_OURS,
        reviews=visit.may(Right.REVIEW),
        evidence=await visit.ask(reviews.evidence, [one.report.id for one in (*shown, *lacking[:_SHOWN])]),
        passed=await visit.ask(reviews.passed_lately) if visit.may(Right.REVIEW) else (),
        phoned=visit.request.query_params.get("unit", ""),
        units=[unit.name for unit in await visit.ask(units.listed)] if visit.may(Right.PEOPLE) else [],
    )


async def _decide(visit: Visit, *, accept: bool) -> Response:
    """Decide a report; a closing beside unread reports is asked first (R17), an extension may get another day."""
    report_id, reason = visit.number("report"), visit.text("reason")
    case = await visit.ask(reviews.one, report_id)
    asks = reviewing.before_closing(case) if accept and not visit.confirmed else None
    if asks is not None:
        return visit.ask_first(asks.text, "仍同意办结", PATH)
    day = day_of(visit.text("day"), local_date(await visit.site.desk.now())) if visit.text("day") else None
    again = await visit.ask(reviews.was_accepted, report_id)
    notice = reviewing.told(case, accept=accept, reason=reason, day=day, was_accepted=again)
    following = await visit.ask(reviews.following, report_id)
    done = await visit.do(acts.decide, report_id, notice, accept=accept, reason=reason, day=day)
    said = reviewing.decided(done)
    if accept and done.said.report.kind is AnswerKind.NOT_OURS:
        said += f"\n责任单位还没有改：请在 /desk 的“待改单位”里改第{done.said.task.seq}项，改完才问新的单位。"
    if accept:
        said += reviewing.real_day(done.said, local_date(await visit.site.desk.now()))
    return visit.back(PATH, said, f"r{following.report.id}" if following is not None else "")


async def _reassign(visit: Visit) -> Response:
    """Agree to a 不属我单位, and give the task to the units that are written, the one that it names filled in."""
    report_id, names = visit.number("report"), listed(visit.text("units"))
    case = await visit.ask(reviews.one, report_id)
    following = await visit.ask(reviews.following, report_id)
    notice = reviewing.reassigned(case, names)
    done = await visit.do(acts.reassign, report_id, names, notice)
    at = f"r{following.report.id}" if following is not None else ""
    return visit.back(PATH, f"{reviewing.decided(done)}\n{notice.text}新的单位从下一条消息起催报。", at)


async def _accept(visit: Visit) -> Response:
    return await _decide(visit, accept=True)


async def _send_back(visit: Visit) -> Response:
    return await _decide(visit, accept=False)


async def _take_back(visit: Visit) -> Response:
    """Take an acceptance back, asked first: whoever reported is told (R17)."""
    report_id = visit.number("report")
    if not visit.confirmed:
        return visit.ask_first(
            reviewing.before_review_again(await visit.ask(reviews.one, report_id)), "撤销审核", PATH
        )
    done = await visit.do(acts.take_back_pass, report_id)
    return visit.back(PATH, reviewing.reviewed_again(done).text, f"r{report_id}")


async def _take_away(visit: Visit) -> Response:
    """Take an accepted report back with a reason on whichever day, asked first: whoever reported is told (R17)."""
    report_id, reason = visit.number("report"), visit.text("reason")
    case = await visit.ask(reviews.one, report_id)
    if not visit.confirmed:
        question = reviewing.before_taking_away(case, await visit.ask(reviews.rests_on, report_id), reason)
        return visit.ask_first(question, "收回，退回重报", PATH)
    notice = reviewing.told(case, accept=False, reason=reason, was_accepted=True)
    return visit.back(PATH, reviewing.decided(await visit.do(acts.return_accepted, report_id, notice, reason)))


async def _pass_chosen(visit: Visit) -> Response:
    """Accept the plain reports that are ticked, asked first with how many there are and how many are told (R17)."""
    chosen = visit.numbers("report")
    if not chosen:
        return visit.back(PATH, "没有勾选反馈。请先勾选要通过的。")
    if not visit.confirmed:
        waiting = await visit.ask(reviews.waiting)
        plain = [one for one in waiting if is_plain(one.report)]
        ticked = [one for one in plain if one.report.id in chosen]
        question = reviewing.passing(ticked, len(waiting) - len(plain), len(plain) - len(ticked))
        return visit.ask_first(question, "确认通过", PATH)
    done = await visit.do(acts.pass_chosen, chosen)
    return visit.back(PATH, reviewing.passed(done, 0).text)


async def _chase(visit: Visit) -> Response:
    """Chase the units whose silence keeps a 申请办结 from being decided, several only once asked (R17)."""
    ahead = await visit.ask(chases.before, visit.number("task"))
    if ahead.reaches_many and not visit.confirmed:
        today = local_date(await visit.site.desk.now())
        return visit.ask_first(orders_text.before_chasing(ahead, today).text, "确认催办", PATH)
    return visit.back(PATH, cards.chased(await visit.do(chasing.chase, visit.number("task"))))


async def _evidence(visit: Visit) -> Response:
    """Hand over a file of evidence: pictures are shown, everything else is saved and runs nowhere near this page."""
    name, path = await visit.ask(reviews.evidence_file, visit.number("file"))
    try:
        content = await visit.site.desk.apart(path.read_bytes)
    except FileNotFoundError as missing:
        raise PageError(404, f"“{name}”的文件已经不在了，请联系单位再发一次。") from missing
    file = new_file(name, content)
    return file_response(file.name, file.mime, file.content)


async def _phone(visit: Visit) -> Response:
    """Write down what a unit said by phone (代录), and lead to it; a colleague's figure is replaced once asked."""
    unit, item, words = visit.text("unit"), visit.text("item"), visit.text("words")
    found = None if visit.confirmed else await visit.ask(phoned.of_colleague, unit, item, words)
    if found is not None:
        question = orders_text.instead_of_colleague(*found, await visit.site.desk.now())
        return visit.ask_first(question, "代替，记这一次", PATH)
    said = await visit.do(phoning.write_down, unit, item, words)
    sentence = receipts.written_down(said, await visit.site.desk.now()).text
    return visit.back(PATH, sentence, f"r{said.report.id}")


async def _to_unit(visit: Visit) -> Response:
    unit = await visit.do(desk.pass_to_unit, visit.number("report"), visit.text("unit") or None)
    return visit.back(PATH, office_day.passed(unit))


async def _to_convenors(visit: Visit) -> Response:
    return visit.back(PATH, office_day.told_convenors(await visit.do(desk.pass_to_convenors, visit.number("report"))))


async def _answer(visit: Visit) -> Response:
    done = await visit.do(desk.answer_plea, visit.number("report"), visit.text("words"))
    return visit.back(PATH, office_day.answered(done))


READS: Final[Mapping[str, Endpoint]] = {"/review": _queue, "/evidence/{file}": _evidence}
DOES: Final[Mapping[str, Endpoint]] = {
    "/review/phone": _phone,
    "/review/pass": _pass_chosen,
    "/review/{report}/accept": _accept,
    "/review/{report}/return": _send_back,
    "/review/{report}/reassign": _reassign,
    "/review/{report}/again": _take_back,
    "/review/{report}/take-away": _take_away,
    "/review/chase/{task}": _chase,
    "/pleas/{report}/unit": _to_unit,
    "/pleas/{report}/convenors": _to_convenors,
    "/pleas/{report}/answer": _answer,
}
