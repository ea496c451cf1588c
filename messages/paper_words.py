"""How a paper writes names, titles, quotations and days."""

from collections.abc import Sequence

from messages import paging
from tasks_db import lazy_re as re
from tasks_db.register.digest.facts import is_progress

UNSORTED = "其他任务"
"""The heading of tasks that stand under none."""
_TITLE = 24
_ENDS = "。；;，,、：: "
_TURNED = str.maketrans("“”‘’", "‘’“”")
_BOOKS = str.maketrans("《》", "〈〉")
_STRAIGHT = re.compile(r'"([^"]*)"')
_NUMBERING = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百]+[、章节．.]|（[一二三四五六七八九十]+）|\([一二三四五六七八九十]+\)|\d+[.．、](?!\d))\s*"
)
_CUTS = re.compile(r"[，,。；;：:、]")
_ASKING = r"(?:还|也|现|特)?(?:需要?|恳?请求?|希望|盼望|望|建议|由|要|得)+(?:由|请)?"
_ASKED = re.compile(f"^{_ASKING}")
_UNIT = re.compile(
    r"(?:局|委|办|办公室|厅|部|中心|公司|集团|银行|政府|大队|支队|法院|检察院|院|镇|乡|街道|街道办事处|总工会|妇联|团县?委"
    r"|残联|学校|单位|部门|领导|召集人|县长|区长|市长|专班)$"
)
_VERTICAL = re.compile(
    r"税务局|消防救援|气象局|海关|烟草|邮政|金融监管|人民银行|调查队|供电|电力|通信|铁塔|铁路|海事"
)
_CLAUSES_KEPT = re.compile(r"(?<=[，,；;。])")
_LACKS = re.compile(r"[未没尚缺难无不慢紧]|滞后|困|问题")
_BESIDE = re.compile(r"^(?:另外?有?|还有|其中)")
_QUOTED = re.compile(r"(“[^”]*”)")
_VERBS = (
    r"完成|落实|批复|交付|到位|整改|启动|开工|动工|反馈|报送|上报|解决|拨付|审批|批准|通过|验收|配齐|配备|建成|移交|签订|明确"
    r"|下达|送达|清理|腾退|安装|铺设|办理|办结|提供|确定|召开|开展|实施|审核|答复|回复|协调|达到|提交|收到|发放|出台|印发|统一|打通|接入|衔接|取得|形成|建立|制定|进场|供货|到货|使用|投用|运行|接通|开放|抽调|到岗|供货|施工|公布|采购|招标|支付|兑现|配合|拆除|搬迁|征收|备案|公示|核准|立项|完工|收齐|到账|竣工|封顶|谈妥|谈成|签约|备齐|交齐|办齐"
)
_SPOKEN = (
    (re.compile(rf"(?:还|尚|仍|都)?没有?(?=(?:能|及时|按时|全部|完全)?(?:{_VERBS}))"), "未"),
    (re.compile(r"(?:还|尚|仍)?没有?批(?:下来|下|准下来)"), "未获批"),
    (re.compile(r"(?:还|尚|仍)?没有?办(?:完|好|下来)"), "未办完"),
    (re.compile(r"(?:还|尚|仍)?没有?(?:建|做|弄|搞|修)(?:完|好)"), "未完成"),
    (re.compile(r"(?:举)?办了(?=\d)"), "举办"),
    (re.compile(r"(?:开展|搞)了(?=\d)"), "开展"),
    (re.compile(r"建(?:成|好)?了(?=\d)"), "建成"),
    (re.compile(r"(?<=[完成达发到装修改查])了(?=\d)"), ""),
    (re.compile(r"还差(?=\d)"), "尚差"),
)
"""What people say for what a paper writes, where both mean the same."""
_HELP = r"(?:协调|支持|解决|帮助|协助|研究|拨付|落实|配合|牵头|审批|批复|安排|出面|推动|明确)"


def text(value: str) -> str:
    """Return what a unit wrote on one line, without the stop at its end, with Chinese quotation marks."""
    flat = paging.one_line(value)
    flat = _STRAIGHT.sub("“\\1”", flat)
    return flat.strip(_ENDS)


_REMAINS = re.compile(
    r"^(?:[另尚还仍]+有?|其余|剩余|余下)(?:差|有)?\d+(?:\.\d+)?(?P<measure>公里|平方米|[^\d因未没尚还被正为需缺的，,]{1,2})(?=$|[因未没尚还被正为需的])"
)

_FROM_ITS_DAY = re.compile(
    r"(?:上个?|下个?|这个?|本)(?:周(?![边期转])|星期|礼拜|月(?!份?报))|昨[天日晚]|(?<![目以之提])前天|大?后天|今[天日早晚]|明[天日早晚]"
)
"""A time that is counted from the day on which somebody speaks."""


def with_noun(clause: str, told: str) -> str:
    """Return what is left (还有3公里未施工) with what it is of, where what was done is told so: 改造管网14公里."""
    found = _REMAINS.match(clause)
    if found is None:
        return clause
    measure = re.escape(found["measure"])
    rest = told.replace(clause, "")  # 还有3公里 is of nothing that it says itself
    of = re.search(rf"(?<![\d])(?P<what>[^\d，,。；;：:]{{2,12}}?)\d+(?:\.\d+)?{measure}", rest)
    noun = (
        re.sub(rf"^(?:(?:{_VERBS}|改造|新建|新增|整治|修缮|更换|聘用|探访|进度|累计|已经?|共)+了?)", "", of["what"])
        if of
        else ""
    )
    return f"{clause[: found.end()]}{noun}{clause[found.end() :]}" if len(noun) > 1 else clause


def speaks_from_its_day(words: str) -> bool:
    """Return whether words name a time by the day on which they were said (上周, 昨天, 下个月)."""
    return bool(_FROM_ITS_DAY.search(words))


def formal(value: str) -> str:
    """Return spoken words as a paper writes them (没有落实: 未落实); what stands in quotation marks stays."""
    parts = _QUOTED.split(value)
    return "".join(part if n % 2 else _formal(part) for n, part in enumerate(parts))


def _formal(part: str) -> str:
    for spoken, written in _SPOKEN:
        part = spoken.sub(written, part)
    return part


def quoted(value: str) -> str:
    """Return a text in quotation marks, those inside it turned: “开展‘家门口’服务”."""
    return f"“{text(value).translate(_TURNED)}”"


def book(title: str) -> str:
    """Return a title in 《》, those inside it turned to 〈〉."""
    return f"《{text(title).translate(_BOOKS)}》"


def short(title: str) -> str:
    """Return a task's title, a long one up to a mark within it; without any it is told whole, for no word is cut."""
    flat = text(title) or "未写任务名称"
    if len(flat) <= _TITLE:
        return flat
    cuts = [m.start() for m in _CUTS.finditer(flat) if m.start() <= _TITLE]
    return flat[: cuts[-1]] if cuts and cuts[-1] > 3 else flat  # noqa: PLR2004 - a word at least


def task(number: str, title: str) -> str:
    """Return 第2-1项“发展托幼一体化”."""
    return f"第{number}项{quoted(short(title))}"


def heading(section: str | None) -> str:
    """Return a section's heading without its number, 其他任务 where there is none."""
    return text(_NUMBERING.sub("", section or "")) or UNSORTED


def is_unit(name: str) -> bool:
    """Return whether a text is a unit or a post and nothing beside: whom a paper may address."""
    return bool(_UNIT.search(name)) and not _CUTS.search(name)


def addressees(needs: str) -> list[str]:
    """Return the units that a plea names, as it names them; empty where it says in a sentence what it wants."""
    flat = _ASKED.sub("", text(needs))
    parts = [part for part in re.split(r"[、和及与]", flat) if part]
    return parts if parts and all(map(is_unit, parts)) else []


def ask(needs: str, matter: str = "") -> str:
    """Return a plea as a paper puts it: 请县财政局研究; units that are not the county's are asked for support.

    Where the unit says in ``matter`` what it wants of them, that is it: 请县财政局拨付配套资金.
    """
    flat = _ASKED.sub("", text(needs))
    names = addressees(needs)
    if not names:
        return f"请{flat}" if flat else ""
    wanted = next((w for c in _CLAUSES_KEPT.split(matter) if (w := _wanted(c, names))), "")
    if wanted:
        return f"请{wanted}"
    return f"请{'、'.join(names)}{'给予支持' if any(map(_VERTICAL.search, names)) else '研究'}"


def _wanted(clause: str, names: Sequence[str]) -> str:
    """What a clause that asks these units wants of them; empty where it only names them."""
    found = _asking(clause, names)
    return found[1] if found is not None and not found[1].endswith(names[-1]) else ""


def _asking(clause: str, names: Sequence[str]) -> tuple[str, str] | None:
    """What stands before the asking of a clause, and what it asks for, from the first unit's name on."""
    flat = text(clause)
    found = re.search(rf"{_ASKING}(?={re.escape(names[0])})", flat) if names else None
    if found is None or not all(name in flat[found.end() :] for name in names):
        return None
    return flat[: found.start()], flat[found.end() :]


def without_plea(matter: str, needs: str) -> str:
    """Return a difficulty without the clause that asks for the same help, so that nothing is said twice."""
    flat, wanted = text(matter), _ASKED.sub("", text(needs))
    if not wanted:
        return flat
    clauses = _CLAUSES_KEPT.split(flat)
    names = addressees(needs)
    kept = []
    while len(clauses) > 1 and is_progress(clauses[0]):
        clauses = clauses[1:]
    for clause in clauses:
        asked = _asking(clause, names)
        if asked is not None:
            kept.append("" if _whole(asked, names) else asked[0])
        elif not (wanted in clause and (re.search(_HELP, clause) or text(clause) == wanted)):
            kept.append(clause)
    left = _BESIDE.sub("", text("".join(kept)))
    said_whole = text(flat) == wanted or any(_needing(c, names) or _wanted(c, names) for c in clauses)
    return left or ("" if said_whole else flat)


def asking(matter: str, needs: str) -> str:
    """Return what a plea asks for: 请县财政局研究, or the clause that says for what: 手续需县财政局协助办理."""
    names = addressees(needs)
    said = next((w for c in _CLAUSES_KEPT.split(text(matter)) if (w := _needing(c, names))), "")
    return said or ask(needs, matter)


def _needing(clause: str, names: Sequence[str]) -> str:
    """A clause that names what is lacking and whom it needs, as a paper says it; empty for any other."""
    found = _asking(clause, names)
    if found is None or not _whole(found, names):
        return ""
    return f"{_BESIDE.sub('', text(found[0]))}需{found[1]}"


def _whole(found: tuple[str, str], names: Sequence[str]) -> bool:
    """Whether what stands before the asking makes no sense without it."""
    return bool(text(found[0])) and not found[1].endswith(names[-1]) and not _LACKS.search(found[0])


def names(units: Sequence[str]) -> str:
    """Return names with 、 between them."""
    return "、".join(text(unit) for unit in units)
