"""The tables of a digest's annexes: every task with what each unit said, and the lists behind a text that is full."""

from messages import dates, digest_tables, paging
from messages.digest_tables import Table
from tasks_db.register.digest.values import Digest, Source, TaskLine


def tasks(digest: Digest) -> Table:
    """Return every task for the first annex: units as the plan prints them, what each unit said, what comes next."""
    headers = (
        "序号", "任务", "牵头单位", "责任单位", "责任领导", "完成时限", "状态", "本期进展",
        "存在问题", "下一步", "佐证",
    )  # fmt: skip
    rows = (
        (
            digest_tables.number(line.task, digest),
            paging.one_line(line.task.title),
            _leads(line),
            "、".join(line.responsibles) or "—",
            "、".join(line.leaders) or "—",
            digest_tables.deadline(line),
            digest_tables.state(line, issued=True) + _since(line, digest),
            progress(line),
            _problems(line, digest),
            _next(line),
            _evidence(line),
        )
        for line in digest.tasks
    )
    return Table("重点任务进展情况表", headers, tuple(rows))


def _leads(line: TaskLine) -> str:
    """The leads as printed, and who consolidates where the plan names that unit nowhere first."""
    leads = "、".join(line.leads)
    if line.unit is None or line.unit in line.leads or line.group is not None:
        return leads or line.unit or "未明确"
    return f"{leads}\n（汇总：{line.unit}）" if leads else f"（汇总：{line.unit}）"


def _since(line: TaskLine, digest: Digest) -> str:
    """（上期：尚无反馈） of a task whose state is another than in the issue before."""
    changed = next((c for c in digest.changed if c.task.task_id == line.task.task_id), None)
    if changed is None:
        return ""
    return f"\n（上期：{changed.was.zh}）" if changed.was else "\n（上期未列）"


def progress(line: TaskLine) -> str:
    """Return what the deciding unit says was done, then every other unit's accepted words, a line each."""
    own = _with_phone(paging.one_line(line.text), line.text_source)
    if own and line.text_source is not None and line.text_source.unit != line.unit:
        own = f"{line.text_source.unit}：{own}"
    others = (_with_phone(digest_tables.said_words(item), item.source) for item in line.said)
    return "\n".join(part for part in (own, *others) if part) or (
        "办公室认定" if line.closed_at and not line.sources else digest_tables.NONE
    )


def _with_phone(text: str, origin: Source | None) -> str:
    """Words that the office wrote down from a call say so."""
    return f"{text}（办公室代录）" if text and origin is not None and origin.entered_by else text


def _problems(line: TaskLine, digest: Digest) -> str:
    """The difficulties that stand, and whose help is asked for."""
    needs = {c.unit: c.needs for c in digest.coordination if c.task.task_id == line.task.task_id}
    matters = {b.unit: b.matter for b in digest.blocked if b.task.task_id == line.task.task_id}
    if line.problem and line.text_source is not None:
        matters.setdefault(line.text_source.unit, line.problem)
    matters |= {item.unit: item.problem for item in line.said if item.problem and item.unit not in matters}
    texts = []
    for unit in dict.fromkeys([*matters, *needs]):
        parts = [paging.one_line(matters.get(unit, ""))]
        parts += [f"需{paging.one_line(needs[unit])}协调"] if unit in needs else []
        texts.append(f"{unit}：{'；'.join(part for part in parts if part)}")
    return "\n".join(texts) or "—"


def _next(line: TaskLine) -> str:
    """What the words say of what comes next, and the day on which the unit expects to be done."""
    expected = f"预计{dates.day(line.expected)}完成" if line.expected else ""
    return "\n".join(part for part in (line.next_step, expected) if part) or "—"


def _evidence(line: TaskLine) -> str:
    names = [paging.one_line(name) for name in line.evidence]
    shown = names[: digest_tables.SOURCES]
    return "\n".join([*shown, f"等{len(names)}份"] if len(names) > len(shown) else shown) or "—"


def silence(digest: Digest) -> Table:
    """Return who did not report what, whole: the annex behind a text that names only the first."""
    owed = (*digest.unreported, *digest.undelivered)
    rows = (
        (
            item.unit,
            digest_tables.number(item.task, digest),
            paging.one_line(item.task.title),
            dates.day(item.due_day),
            "、".join(item.missing) if item.is_group else "—",
            item.state.zh,
        )
        for item in owed
    )
    headers = ("单位", "序号", "任务", "应报日期", "未报成员", "报送状态")
    return Table("未按时报送和未送达情况表" if digest.undelivered else "未按时报送情况表", headers, tuple(rows))


def pleas(digest: Digest) -> Table:
    """Return every plea in the unit's own words: the annex behind a text that has room for the first only."""
    rows = (
        (
            digest_tables.number(item.task, digest),
            paging.one_line(item.task.title),
            item.unit,
            paging.one_line(item.matter) or "—",
            paging.one_line(item.needs),
        )
        for item in digest.coordination
    )
    return Table("需协调事项表", ("序号", "任务", "提出单位", "事项", "需谁协调"), tuple(rows))
