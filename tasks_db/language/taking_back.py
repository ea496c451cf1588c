"""Words with which the office takes back an act of its own: 刚才那条退回错了, 把刚才的延期撤了, 第5项时限改回去."""

from tasks_db import lazy_re as re
from tasks_db.language.numerals import NUMERAL, number
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass

_LONGEST = 40
_UNDOES = re.compile(
    r"撤(?:了|掉|回|销|下)|收回|作废|不算数|改回|退回去|还原|恢复|(?<!报)(?<!说)(?<!写)(?<!填)(?:错了|错人)"
    r"|(?:弄|搞|点|按|手)错|不该|反悔|取消(?!任务|会议)"
)
_POINTS = re.compile(
    r"刚才|刚刚|刚(?=[改催退批换延发撤])|上一[条个步]|前面那|早上|上午|下午|今天|那[条个次]|改回|还原|恢复"
    r"|我(?=[改催退批换延])"
)
_NUMBER = re.compile(rf"第?\s*({NUMERAL})\s*[项号]")
_CODE = re.compile(r"(?<![\d-])(?P<plan>\d{1,4})\s*[-－—]\s*(?P<seq>\d{1,4})(?![\d-])")
_BACK_TO = re.compile(
    r"(?:还是|仍[是为]|改回[到为成]?|恢复[到为成]|应[该当]?[是为])\s*(?P<day>(?:\d{4}年|今年|明年)?\d{1,2}月(?:\d{1,2}[日号]?|底|末)|\d{4}-\d{1,2}-\d{1,2})"
)
_TO = re.compile(r"(?:发?给|通知)([^的，,]{2,20}?)(?:发?的)")
_CHASES = (
    re.compile(
        r"(?:请|麻烦)?(?:取消|撤销|撤回|收回|撤掉)(?:刚才|刚刚|今天)?(?:对|给)?(?P<whom>.{2,24}?)的?催(?:办|报|促)?了?"
    ),
    re.compile(
        r"(?:把|将)?(?:对|给)?(?P<whom>.{2,24}?)的?催(?:办|报|促)?(?:请|先|都|给)?(?:取消|撤销|撤回|收回|撤掉|撤)了?"
    ),
)
_ACTS: tuple[tuple[str, str], ...] = (
    ("chase", r"催|提醒(?!日)"),
    ("extension", r"延期|宽限"),
    ("deadline", r"时限|期限|日期|时间|截止|改到|延到|改期"),
    ("review", r"退回|通过|审核|批[了的准错]|同意"),
    ("person", r"换人|换错|联络员|接替|席位|代理|委托"),
    ("units", r"(?:责任|牵头|汇总)单位|单位"),
    ("exempt", r"豁免|免报"),
    ("cancel", r"取消任务|取消的?(?:那项|任务)"),
    ("handed_out", r"交办"),
    ("plea", r"转(?:给|办|单位)|协调"),
    ("notice", r"通知"),
    ("invite", r"邀请|码"),
    ("marks", r"文号|印发日"),
    ("phoned", r"代录|补录|来电|电话"),
)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What is to be taken back: acts of these sorts, of any where there are none; of a task by its number."""

    sorts: tuple[str, ...]
    number: int | None
    code: str = ""
    """The task by its code, where that is said; its number alone may be of several plans."""
    day: str = ""
    """The day, as typed, that is to be in force again; empty where none is said."""
    to: str = ""
    """To whom it went, as it is called: 刚才发给县公安局的通知."""

    def names_another(self, whom: str) -> bool:
        """Return whether what went to ``whom`` is not what is meant."""
        return bool(self.to) and self.to not in whom and whom not in self.to


def chase_of(text: str) -> str | None:
    """Return of whom a chase is taken back (取消对县公安局的催办); None for other words. Behind a comma is why."""
    said = re.split("[，,。；;！!]", typed(text).plain.strip(), maxsplit=1)[0]
    found = next((one for form in _CHASES if (one := form.fullmatch(said)) is not None), None)
    return found["whom"] if found is not None and re.search(r"[吗?？]|谁|哪", text) is None else None


def taken_back(text: str) -> TakenBack | None:
    """Return what a text takes back of the acts of whoever types it; None for anything else."""
    plain = typed(text).plain.strip()
    if len(plain) > _LONGEST or _UNDOES.search(plain) is None or re.search(r"[吗?？]|谁|哪", plain):
        return None
    sorts = tuple(sort for sort, words in _ACTS if re.search(words, plain))
    if not sorts and _POINTS.search(plain) is None:
        return None
    said, coded = _NUMBER.search(plain), _CODE.search(plain)
    if _POINTS.search(plain) is None and said is None and coded is None:
        return None
    to, day = _TO.search(plain), _BACK_TO.search(plain)
    code = f"{coded['plan']}-{coded['seq']}" if coded is not None else ""
    return TakenBack(sorts, number(said[1]) if said else None, code, day["day"] if day else "", to[1] if to else "")
