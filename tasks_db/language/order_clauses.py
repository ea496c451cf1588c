"""Orders of the office amid other clauses: one clause orders, the others give the ground, thank, or say what stays.

县长批示，停车充电另编规划，1-10这项终止，谢谢. The clause that orders holds nothing but the deed and the names that
it is about; whatever is said beside it is kept as its ground, so that nothing is carried out that was not read.
"""

from collections.abc import Iterator, Mapping, Sequence

from tasks_db import lazy_re as re
from tasks_db.language.deeds import Deed
from tasks_db.language.desk_order_slots import A_DAY
from tasks_db.language.order_leads import led, moved
from tasks_db.language.order_seats import Clauses, seated

_UNIT, _PERSON, _SIGN = r"[\ue000-\ue0ff]", r"[\ue100-\ue1ff]", r"[\ue200-\ue2ff]"
_NUMBER = (
    r"(?:方案\s*\d{1,6}\s*的?\s*)?(?:第\s*(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s*[项条个号件]|任务\s*\d{1,4}(?![\d-])"
    rf"|第?\s*\d{{1,4}}\s*[-－—]\s*\d{{1,4}}(?!\d|[日月年]|号(?!任务))(?:\s*[项号])?|{_SIGN})"
)
_TASK = re.compile(_NUMBER)
_ENDS = re.compile(
    r"(?=并(?:请)?(?:告知|通知|告诉|跟))|[,，。;；!！~～\n]+|(?<=[^\d])\s+(?=[^\d])|(?<![\d点])[:：](?!\d)|[:：](?=\d{1,2}月)"
)
_COURTESY = re.compile(
    r"(?:谢谢|多谢|感谢|辛苦|麻烦|劳驾|您好|你好|各位好|拜托|打扰|请知悉|望?周知|名字|名称|[了啦您你大家一下请并和]|在?系统里|台账|处理|更新|登记"
    r"|办理|修改|改过来|改一改|改|弄)+"
)
_FILL = re.compile(
    r"请|麻烦|帮|把|将|对|给|的|了|吧|掉|呢|这[项件个条一块]?|那[项件个条]?|刚才|刚刚?|发出去|交办|一[项件条]|任务|工作|事项|项目|予以|本方案|马上|立即|现在|今天起?"
    r"|即日起|起|先|再|就|也|都|已经?|现|一下|一起|过?来|回去?|去|同意|我们?|办公室|县里|决定|经研究|以后|今后|从今|里面?|在|上|中|号|执行|实施|推进"
    r"|全部|正式|需要|要|应该?|理|可以|它们?|他们?|她们?|人家|单位|县级|并|和|[“”\"'「」《》()（）\s、:：]"
)
_ORDERS: Mapping[Deed, re.Pattern[str]] = {
    Deed.CANCEL: re.compile(
        r"(?:不(?:用|再|要|需要|必)?(?:再)?(?:办|做|搞|干|推进|实施|安排|执行)|终止|撤销|取消|停办|停止|作废|废止|撤掉|停了|撤回|收回|撤了)"
    ),
    Deed.REOPEN: re.compile(
        r"(?:退回|打回|撤销|取消)?(?:的?(?:办结|销号))?(?:的?)(?:重新?(?:办理?|打开|开|启动?)|返工|恢复办理|继续(?:办理?|督办)|改回在办|列入督办)"
        r"|(?:办结|销号)(?:的)?(?:退回|取消|撤销|作废|有误|错了)|(?:撤销|取消|退回)[^,，]{0,4}?(?:办结|销号)"
        r"|不能?算(?:是)?(?:办结|完成|办完|销号)|退回(?!来)"
    ),
    Deed.EXEMPT: re.compile(
        r"(?:不(?:用|再|必|需)(?:再)?报送?|免于?予?报送?|不再?(?:要求|让)|别再?让|不要再?让|豁免|免[去除]|免(?=了|掉|$))"
    ),
}
_BESIDE_VERB: Mapping[Deed, re.Pattern[str]] = {
    Deed.CANCEL: re.compile(r"交错|发错"),
    Deed.REOPEN: re.compile(r"还?没(?:有)?(?:真正|完全)?(?:办|做)(?:完|好|结)|未(?:办结|完成)"),
    Deed.EXEMPT: re.compile(r"报送?(?:情况|进展|任务)?|申请|情况|统一报"),
}
_MOVES_ON = re.compile(r"(?:改到|延|推迟|顺延|改为|办结日期)")
_ASKED = re.compile(r"[?？吗么]|谁|哪|啥|何(?!时)|什么|几[个项家位]|多少|有没有|是不是|是否|能不能|怎么|为何|留痕")


def clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of a text, without those that only thank or greet."""
    found = (one.strip(" “”\"'") for one in _ENDS.split(text))
    return tuple(one for one in found if one and not _COURTESY.fullmatch(one))


def may_order(text: str) -> bool:
    """Return whether a text holds the word of any deed that may be ordered amid other clauses."""
    return _ANY.search(text) is not None and not _ASKED.search(text)


_MORE = (
    "名|改|并|合|撤|划|归|转隶|叫|称|换|联络员|邀请|去掉|移除|移走|删|不要|误收|收错|发错|交错|派错|延|推迟|后推|调整"
)
_ANY = re.compile("|".join((*(f"(?:{one.pattern})" for one in _ORDERS.values()), _MORE)))


_STAYS_SO = re.compile(
    r".{0,8}(?:人员|人|职责|任务|联络员|班子|活|工作|席位|名称).{0,8}(?:不变|照旧|没动|不动|没变|继续|接着办?|一并转.{0,4}|改到.{0,6}|那些人|照样)"
    r"|原?联络员.{0,2}(?:还|仍)(?:是|由).{2,6}|.{0,14}(?:老|原)名字?.{0,12}|名称不再使用|不再单列|单位撤销|名称相应变更"
    r"|(?:并|请|并请|再)*(?:告知|通知|告诉|跟).{0,24}|[三各两]家都.{0,6}|.{0,3}(?:依据|理由|缘由|原因)(?:就)?(?:写|按|照).{1,8}|.{1,4}一?并?联络"
    r"|(?:以后|今后)?.{0,12}一并联络|所有任务改到.{2,6}|(?:它的|原来的?)?任务.{0,16}接着办|任务一并转过去"
)
"""What holds or happens anyhow once the deed is done: it is no ground, and nothing is left over."""
_FURTHER = re.compile(r"(?:发|给|送).{0,6}(?:邀请|函|通知|链接)|邀请|开会|催(?!报口径)|延期|改期|登记")
_LEADS_IN = re.compile(r"^(?:(?:其)?(?:依据|理由|原因|缘由|事由)(?:就?写|是|为|[:：])*|因为)\s*[“\"]?")


def _is_said_anyhow(clause: str) -> bool:
    """Return whether a clause says what holds anyhow, or only orders the deed a second time: …，重新打开."""
    again = any(verb.search(clause) and not _FILL.sub("", verb.sub("", clause)) for verb in _ORDERS.values())
    return again or _STAYS_SO.fullmatch(clause) is not None


def further(beside: Sequence[str]) -> list[str]:
    """Return the clauses that order something further, which the deed beside them does not do."""
    return [one for one in beside if _FURTHER.search(one) and not _STAYS_SO.fullmatch(one)]


def grounds(beside: Sequence[str]) -> list[str]:
    """Return the clauses that are the ground of a deed: all but those that say what holds anyhow, or order more."""
    left = further(beside)
    kept = (_LEADS_IN.sub("", one) for one in beside if one not in left and not _is_said_anyhow(one))
    return [one.replace("(", "（").replace(")", "）") for one in kept if one]


def amid_clauses(text: str, names: Mapping[str, str], typed: Mapping[str, str]) -> Iterator[Clauses]:
    """Yield what a masked text orders by one of its clauses, likeliest first; nothing of a question.

    ``names`` are the register's names of the signs in it, of a task its code; ``typed`` is what stands there.
    """
    if _ASKED.search(text):
        return
    parts = clauses(text)
    yield from _renamed(parts, typed)
    yield from _merged(parts, names)
    slots = _only_task(parts, names)
    yield from led(parts, slots, is_last=_JUST_GIVEN.search("".join(parts)) is not None)
    yield from _of_tasks(parts, names)
    yield from moved(parts, slots, _NUMBER)
    yield from _of_plan(parts)
    yield from seated(parts)


# tasks


def _of_tasks(parts: Sequence[str], names: Mapping[str, str]) -> Iterator[Clauses]:
    """What becomes of the one task that a text names: the clause of the deed may name it, or another."""
    named = [found[0] for part in parts for found in _TASK.finditer(part)]
    only = _only_task(parts, names)
    for deed, verb in _ORDERS.items():
        for place in sorted(range(len(parts)), key=lambda one: not _TASK.search(parts[one])):
            found = verb.search(parts[place])
            if found is None or not _only_orders(deed, parts[place], found):
                continue
            if deed is Deed.CANCEL and found.group() in _TAKES_CHANGES_BACK and any(map(_CHANGED.search, parts)):
                continue
            slots = only
            if not named and deed is Deed.CANCEL and _JUST_GIVEN.search("".join(parts)):
                slots = {"last": "1"}
            if not slots:
                return
            if deed is Deed.EXEMPT:
                whom = _whom(parts, place, names)
                if whom is None:
                    continue
                slots |= whom
            yield Clauses(deed, slots, tuple(_beside(parts, place)))


_TAKES_BACK = frozenset({"撤回", "收回", "撤了"})
"""With a unit or a person beside it, it is what these said that is taken back, and no task: 把县水利局1-1那条收回."""
_TAKES_CHANGES_BACK = _TAKES_BACK | {"撤销", "取消", "作废", "撤掉"}
_CHANGED = re.compile(
    r"(?:改期|延期|宽限|时限|期限|日期|时间|截止日|改动|改[了到为成]|领导|单位|联络员|通知|催[办报促]?|退回|通过|审核|豁免)"
    r"[^,，]{0,8}(?:错|不对|有误|不该|搞混|不算)|的(?:改期|延期|改动|时限|日期)$"
)
"""A change of a task that was a mistake: what is taken back then is the change, and not the task."""
_JUST_GIVEN = re.compile(
    r"(?:刚才?|刚刚)[^,，]{0,6}(?:交办|发|那)|(?:撤回|收回)[^,，]{0,4}那|那[件项条][^,，]{0,8}(?:撤|收)"
)
"""What names the task that was given last without its name: 刚才那件撤回."""
_TASK_WORDS = re.compile(r"[\s项号件条第]|任务|方案\s*\d+的?")


def _only_task(parts: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """The slots of the one task that a text names, by its code, number or name; empty where none is, or several."""
    named = [found[0] for part in parts for found in _TASK.finditer(part)]
    tasks = {_TASK_WORDS.sub("", names.get(one, one)).rpartition("-")[2] for one in named}
    named.sort(key=lambda one: one not in names)  # its name says of which plan it is
    return _task_slots(named) if len(tasks) == 1 else {}


def _task_slots(named: Sequence[str]) -> dict[str, str]:
    found = _NUMBERED.match(named[0])
    return {slot: said for slot, said in found.groupdict().items() if said} if found is not None else {}


_NUMBERED = re.compile(
    r"(?:方案\s*(?P<plan>\d{1,6})\s*的?\s*)?(?:第\s*(?P<task>\d{1,4}|[一二三四五六七八九十]{1,3})\s*[项条个号件]"
    rf"|任务\s*(?P<no>\d{{1,4}})|(?P<sign>{_SIGN})|第?\s*(?P<code>\d{{1,4}}\s*[-－—]\s*\d{{1,4}}))"
)


def _only_orders(deed: Deed, clause: str, verb: re.Match[str]) -> bool:
    """Return whether a clause holds nothing but a deed, the names that it is about, and small words."""
    rest = clause[: verb.start()] + "|" + clause[verb.end() :]
    if _MOVES_ON.search(rest) or (verb.group() in _TAKES_BACK and re.search(f"{_UNIT}|{_PERSON}", rest)):
        return False
    rest = re.sub(rf"{_NUMBER}|{_UNIT}|{_PERSON}", "", rest)
    rest = _BESIDE_VERB[deed].sub("", rest)
    return not _FILL.sub("", rest).replace("|", "")


def _whom(parts: Sequence[str], place: int, names: Mapping[str, str]) -> dict[str, str] | None:
    """Who is meant: whoever the clause of the deed names, else whoever alone the clauses name."""
    for where in ([parts[place]], parts):
        for slot, sign in (("unit", _UNIT), ("person", _PERSON)):
            found = {names[one]: one for part in where for one in re.findall(sign, part)}
            if len(found) == 1:
                return {slot: next(iter(found.values()))}
            if found:
                return None
    return None


def _beside(parts: Sequence[str], place: int) -> Iterator[str]:
    """The other clauses but those that only name the task again."""
    for count, part in enumerate(parts):
        bare = _FILL.sub("", re.sub(rf"{_NUMBER}|{_UNIT}|{_PERSON}", "", part))
        if count != place and (bare or re.search(rf"{_UNIT}|{_PERSON}", part)):
            yield part


# plans

_PLAN_TAKEN = re.compile(r"去掉|移除|删[除掉去了]?|撤[掉下]|移走|不要了|不要|作废|误收|收错|发错|传错")
_PLAN_FILL = re.compile(
    r"请|把|将|了|吧|掉|就|先|都|是|的|这|那|个|份|张|刚才?|刚刚|今天|昨天|收进来?|收下|收|传|发|上传|载入|文件|表格?|材料|方案|错|误|不用|不对|[“”\"《》\s]"
)
_ITS_NUMBER = re.compile(r"方案\s*(?P<plan>\d{1,6})")


def _of_plan(parts: Sequence[str]) -> Iterator[Clauses]:
    """A file that was taken in by mistake: the clause of the deed names a plan, its title, or the file alone."""
    text = "".join(parts)
    about = _ITS_NUMBER.search(text)
    if about is None and (_NO_FILE.search(text) or not (_A_FILE.search(text) or _TITLED.search(text))):
        return
    for place, part in enumerate(parts):
        verb = _PLAN_TAKEN.search(part)
        if verb is None or re.search(rf"{_UNIT}.{{0,4}}从|第\d+项", part):
            continue
        rest = _PLAN_FILL.sub("", _ITS_NUMBER.sub("", _PLAN_TAKEN.sub("", part)))
        slots = {"plan": about["plan"]} if about is not None else {"named": text}
        if not rest or (
            about is None and len(rest) <= _LONGEST_TITLE and not re.search(rf"{_UNIT}|{_PERSON}|{_SIGN}", rest)
        ):
            yield Clauses(Deed.REMOVE_PLAN, slots, tuple(one for count, one in enumerate(parts) if count != place))
            return


_NO_FILE = re.compile("邀请码|链接|口令|二维码|催[办报]|提醒|消息|短信")
_A_FILE = re.compile(r"文件|表|材料|方案|收错|发错|传错|误收|误把|收进来|[份个]|无关|没关系|不归|不是我们")
_TITLED = re.compile(r"《.{2,60}》|安排|通知|计划|要点|办法|清单")
_LONGEST_TITLE = 40


# units

_NAME = rf"(?:{_UNIT}|[\u4e00-\u9fff\ue000-\ue2ff（）()]{{2,30}})"
_WHEN = (
    r"(?:(?P<since>[^,，]{2,10}?起|(?:\d{4}年)?\d{1,2}月\d{1,2}日)|今天|昨天|今日|今早|今后|以后|即日起|现在|目前)?"
)
_RENAMES = tuple(
    re.compile(form)
    for form in (
        (
            rf".{{0,12}}?(?P<unit>{_UNIT})(?:的)?(?:新)?(?:名称|名字|牌子|单位名称)?(?:也)?{_WHEN}(?:已经?|现已?|要|正式|昨天|今天|挂牌|撤[乡镇]设(?:街道|镇|区)|请|的?名称|统一|相应|今后|以后)*"
            rf"(?:改名|更名|改称|易名|改叫|名称变更|变更|更正|换成|改成|升格|统一称|改)(?:为|成|叫|作|做)?[:：\s]*(?P<other>{_NAME})"
        ),
        rf".{{0,12}}?(?P<unit>{_UNIT}){_WHEN}(?:的)?(?:现在|今后|以后|从今以后)?(?:的)?(?:新名字?|新名称|名字|名称)?(?:叫做?|称为?|统一称|[:：]|名字是|是)(?P<other>{_NAME})",
    )
)
_SAYS_NAME = re.compile(r"改名|更名|改称|易名|改叫|名称|名字|新名|牌|升格|统一称|叫|称|改[为成]")
_RENAMED_THERE = re.compile(rf"(?P<unit>{_UNIT})(?:已经?)?(?:改名|更名|换牌|换名)了?")
_NAMED_HERE = re.compile(
    rf"(?:现在|以后|今后)?(?:新名[字称]?)?(?:叫做?|称|是|为|改为|更名为)+[:：]?(?P<other>{_NAME})"
)
_FROM = re.compile(r"(?:从|自)?(?P<since>[^,，；;。]{2,10}?)起(?:生效|执行|用|使用|启用)?")
_ON = re.compile(rf"(?:从|自)?(?P<since>{A_DAY})(?:正式|开始|就|生效|执行|实施|启用|挂牌|合并|撤销)*")
_LIKE_UNIT = re.compile(
    r"(?:局|委|办|镇|乡|街道|中心|公司|集团|大队|支队|院|会|联|处|所|站|部|府|馆|校|园|区)[)）]?$"
)


def _renamed(parts: Sequence[str], typed: Mapping[str, str]) -> Iterator[Clauses]:
    if not any(_SAYS_NAME.search(part) for part in parts):
        return
    for place in range(len(parts)):
        said, used = _new_name(parts, place)
        new = "".join(typed.get(one, one) for one in said.get("other", ""))
        if not _SAYS_NAME.search("".join(parts[one] for one in used)) or not _LIKE_UNIT.search(new):
            continue
        if new == typed[said["unit"]]:
            continue
        others = [one for count, one in enumerate(parts) if count not in used]
        since, beside = _from_day([*others, *_before_unit(parts[used[0]])])
        yield Clauses(Deed.RENAME, since | said, tuple(beside))
        return


def _from_day(parts: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Take the clause that says from which day on (12月1日起) out of the others."""
    found = {one: day["since"] for one in parts if (day := _FROM.fullmatch(one) or _ON.fullmatch(one)) is not None}
    return {"since": next(iter(found.values()))} if found else {}, [one for one in parts if one not in found]


def _new_name(parts: Sequence[str], place: int) -> tuple[dict[str, str], tuple[int, ...]]:
    """Read who gets which name from a clause, or from it and the next: 新名称：…, 改名了，现在叫…."""
    here = _bare(parts[place])
    behind = _bare(parts[place + 1]) if place + 1 < len(parts) else ""
    there, then = _RENAMED_THERE.fullmatch(here), _NAMED_HERE.fullmatch(behind)
    used: tuple[int, ...] = (place,)
    if there is not None and then is not None:
        said = {"unit": there["unit"], "other": then["other"]}
        used = place, place + 1
    else:
        found = next((match for form in _RENAMES if (match := form.fullmatch(here))), None)
        if found is None and behind and not _FROM.fullmatch(here):
            used = place, place + 1
            found = next((match for form in _RENAMES if (match := form.fullmatch(f"{here}:{behind}"))), None)
        said = {slot: words for slot, words in found.groupdict().items() if words} if found is not None else {}
    if said:
        said["other"] = re.sub(r"[了吧]$", "", said["other"])
    return said, used


def _bare(part: str) -> str:
    part = re.sub(r"^(?:请|麻烦|把|将|系统里|单位)+|(?:了|吧|掉)+$", "", part)
    return re.sub(r"[(（][^()（）]*(?:号|文|通知|会|议)[^()（）]*[)）]", "", part)


def _before_unit(part: str) -> list[str]:
    """What a clause says before it comes to the unit, or in brackets: 机构改革后…, …（望编发〔2025〕7号）."""
    found = re.findall(r"[(（]([^()（）]*(?:号|文|通知|会|议)[^()（）]*)[)）]", part)
    ahead = re.match(rf"([^\ue000-\ue0ff]{{3,12}}?)(?={_UNIT})", part)
    words = re.sub(r"^(?:请|麻烦|把|将|系统里)+", "", ahead[1]) if ahead is not None else ""
    return [*([words] if len(words) > 1 else []), *found]


_MERGE = r"(?:归并|合并|并入|并到|并进|并给|合到|合进|合入|划入|划归|划转|划给|转隶|并)(?:到|进|入|给)?"
_MERGES = tuple(
    re.compile(form)
    for form in (
        rf"[^\ue000-\ue0ff]{{0,14}}(?P<unit>{_UNIT})(?:的?(?:职责|职能|人员|工作|任务|和|、|全部|整体))*{_WHEN}(?:整体|统一|全部|已经?|从今天起|改制|现)*{_MERGE}(?P<other>{_UNIT})(?:的文.{{0,6}}|里|去|里面|管理?)?",
        rf"[^\ue000-\ue0ff]{{0,14}}(?P<unit>{_UNIT})(?:已经?)?(?:由|被)(?P<other>{_UNIT})(?:吸收)?合并",
        rf"[:：\s]*(?P<unit>{_UNIT})\s*(?:→|->|—>|⇒|至|到)\s*(?P<other>{_UNIT})",
    )
)
_GONE = re.compile(
    rf"[^\ue000-\ue0ff]{{0,10}}(?P<unit>{_UNIT}){_WHEN}(?:今天起|从今天起|已经?|被)*(?:撤销|撤并|撤|取消|改制|不再保留|不保留|没有|合并)了?"
)
_GOES_ON = re.compile(
    rf"[^\ue000-\ue0ff]{{0,14}}(?:由|{_MERGE}|归|交给?|转给|划给)(?P<other>{_UNIT})(?:承接|承担|负责|接着?办|管|来办|接手)?"
)
_BOTH = re.compile(
    rf"[^\ue000-\ue0ff]{{0,14}}(?P<one>{_UNIT})(?:和|与|跟|、)(?P<two>{_UNIT})(?:两家)?(?:合并|合署)了?"
)
_STAYS = re.compile(
    rf"(?:合并后|以后|今后|统一|留下?|保留)*(?:叫|以|留|保留|留下|统一|并入|用|称)+(?P<kept>{_UNIT})(?:为准|的?名称)?"
)
_SAYS_MERGED = re.compile(r"并|合|划|转隶|撤|不再保留|改制|归")


def _merged(parts: Sequence[str], names: Mapping[str, str]) -> Iterator[Clauses]:
    if not any(_SAYS_MERGED.search(part) for part in parts):
        return
    for place, part in enumerate(parts):
        bare = _bare(part)
        found = next((match for form in _MERGES if (match := form.fullmatch(bare))), None)
        if found is not None and (_SAYS_MERGED.search(bare) or (place and _SAYS_MERGED.search(parts[place - 1]))):
            yield _merging(parts, {place}, found["unit"], found["other"], found.groupdict().get("since"))
            return
        both, gone = _BOTH.fullmatch(bare), _GONE.fullmatch(bare)
        for behind in range(place + 1, len(parts)):
            next_one = _bare(parts[behind])
            if both is not None and (stays := _STAYS.fullmatch(next_one)) is not None:
                kept = stays["kept"]
                if names[kept] in {names[one] for one in both.groups()}:
                    other = both["two"] if names[kept] == names[both["one"]] else both["one"]
                    yield _merging(parts, {place, behind}, other, kept)
                    return
            goes = _GOES_ON.fullmatch(next_one)
            if gone is not None and goes is not None and goes["other"] != gone["unit"]:
                yield _merging(parts, {place, behind}, gone["unit"], goes["other"], gone["since"])
                return
        if both is not None:
            yield _merging(parts, {place}, both["one"], both["two"])
            return


def _merging(parts: Sequence[str], used: set[int], gone: str, kept: str, since: str | None = None) -> Clauses:
    others = [one for count, one in enumerate(parts) if count not in used]
    day, beside = _from_day([*others, *_before_unit(parts[min(used)])])
    said = {"since": since} if since else day
    return Clauses(Deed.MERGE, {"unit": gone, "other": kept, **said}, tuple(beside))
