"""The words for who leads and who helps: the one place that knows them.

    牵头/主办/主责… → lead; 责任/配合/协办/参与… → responsible; 责任领导/分管领导 → leader; 完成时限/时间节点 → date

A word that is not known here still tells its role: by a character that means the head (领 首 总 帅…) or the help
(协 助 联 同…), else by its place, since drafters name the lead first: of two unknown words the first leads. A single
unknown word makes nobody a lead.
"""

import re
from collections.abc import Iterable, Sequence

LEAD, RESPONSIBLE, LEADER, DATE = "lead", "responsible", "leader", "date"

# what units are called behind the word for their role
OFFICE = "单位|部门|科室|处室|股室|车间|班组|站所"
LABEL = (
    r"(?P<leader>[^\s：:；;，,。、（(]{0,4}领导(?!小组|机构|班子|干部|下)|责任人|牵头人|负责人"
    r"|(?:主管|分管|包抓|牵头|联系)副?[省市区县州旗盟镇乡校院所局]?(?:长|书记|主任|经理|总监))"
    r"|(?P<date>(?:完成|办理|办结|整改|落实)?(?:时限|期限)|(?:完成|办结)时间|时间(?:节点|安排|进度))"
    rf"|(?P<lead>(?:牵头|主办|主责|总牵头|主要责任|第一责任)(?:责任)?(?:{OFFICE})?)"
    rf"|(?P<responsible>(?:责任|承办|落实|实施|共同责任|主体责任)(?:责任)?(?:{OFFICE}|主体)|责任(?=\s*[：:])"
    rf"|(?:配合|协办|协同|协助|参与|参加|会办)(?:责任)?(?:{OFFICE})?)"
)
_LABEL = re.compile(LABEL)
# the words of a body that is set up: 组长单位, 成员单位; a line of a card (cards.py) has one of them alone
_OF_BODY = re.compile(
    r"(?P<leader>副?组长|召集人|副?主任|负责人|专班长|责任领导|牵头领导|分管领导)"
    r"|(?P<lead>(?:组长|牵头|主办|召集|主责|主任)(?:责任)?(?:单位|部门))"
    r"|(?P<responsible>(?:成员|配合|责任|参加|参与|协办|组成)(?:责任)?(?:单位|部门))"
    r"|(?P<date>(?:完成|办理|办结|整改)?(?:时限|期限|时间)|时间节点)"
)
_HEAD = re.compile("[牵领首帅总挑A甲]|主(?![体任])")
_HELP = re.compile("[配协助联会同参跟支搭B乙]|其他|其它")
# who carries it out leads where the others only help
_CHARGE = re.compile("承办|落实|实施")
_CARRIED_OUT = re.compile("落实(?:责任)?(?:单位|部门)")
_CHARGED = re.compile(r"(?:承办|落实)(?:责任)?(?:单位|部门)")
_CALLED_HEAD = re.compile(
    rf"[“\"](?P<label>[\u4e00-\u9fff]{{2,4}}(?:{OFFICE}))[”\"](?:均|即|栏)?为(?:牵头|主责|主办|第一责任)(?:{OFFICE})"
)
# labels of what stands in brackets and lines and assigns nobody
_NO_ROLE = re.compile(
    "督导|督办|督查|监督|验收|监管|考核|销号|审核|名称|任务|内容|事项|项目(?!业主|法人)|目标|措施|举措|地点|所在|所属|坐落|对象|来源|出自|摘自|注$|备注|说明|地址|电话|邮箱|抄送|主送|分送|发往|发至|[甲乙丙]方|编制|编辑|填报?人|起草|提出|建议人|代表|委员|复核|检查|填[报表]|制表|批准|印发|发布|公布|公开|监制|联系|简称|附$|附件|附表|标题|包括|如$|例如|含$|成员|组成|(?:组长|召集人|主任|指挥长?|秘书长)$"
)


def role_of(label: str) -> str | None:
    """Return the role that a known label or column title stands for, or None."""
    found = _LABEL.match(re.sub(r"\s", "", label))
    return found.lastgroup if found else None


def role_on_card(label: str) -> str | None:
    """Return the role that a label of a card stands for, or None."""
    found = _OF_BODY.fullmatch(label)
    return found.lastgroup if found else None


def may_be_role(label: str) -> bool:
    """Whether a word that is not known may stand for a role."""
    return _NO_ROLE.search(label) is None


def leaning(word: str) -> str | None:
    """Return the role that the characters of an unknown word lean to, or None."""
    if _HEAD.search(word):
        return LEAD
    return RESPONSIBLE if _HELP.search(word) else None


def in_charge(words: Sequence[str]) -> int | None:
    """Return which of the words means the lead where the others mean help (承办单位 beside 协办单位), or None."""
    others = [n for n, word in enumerate(words) if not _HELP.search(word)]
    # a column of 承办单位 alone names who answers for the work, as 责任单位 does
    charge = _CHARGE if len(words) > 1 else _CARRIED_OUT
    return others[0] if len(others) == 1 and charge.search(words[others[0]]) else None


def head_label(texts: Iterable[str]) -> str:
    """Return what a document calls those who lead, where it says so: “责任部门”为主责部门."""
    found = next((found for text in texts if "为" in text and (found := _CALLED_HEAD.search(text))), None)
    return found["label"] if found else ""


def charges_alone(phrases: Sequence[str]) -> bool:
    """Whether the labels of what owns one task are 承办单位 or 落实单位 and no other role of units."""
    labels = {
        found[0] for text in phrases for found in _LABEL.finditer(text) if found.lastgroup in (LEAD, RESPONSIBLE)
    }
    return bool(labels) and all(map(_CHARGED.fullmatch, labels))


def dealt(known: Sequence[str | None], words: Sequence[str]) -> list[str]:
    """Return the role of each word of one phrase; ``known`` holds those that the words have by themselves."""
    roles = [role or leaning(word) for role, word in zip(known, words, strict=True)]
    if LEAD not in roles and (charged := in_charge(words)) is not None:
        roles[charged] = LEAD
    first_leads = len(roles) > 1 and LEAD not in roles and roles[0] is None
    return [role or (LEAD if first_leads and n == 0 else RESPONSIBLE) for n, role in enumerate(roles)]
