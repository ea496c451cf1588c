"""Questions how things are done or called here, which a sentence answers: 照片怎么传, 收集日是啥意思."""

from tasks_db import lazy_re as re
from tasks_db.language.questions.values import QuestionKind

_WORDS_OF_OURS = "(?:收集日|(?:本单位|牵头)?汇总|签收|(?:完成)?时限|定期报送|阶段节点|待补齐)"
_TERM = re.compile(
    rf"(?:请问|问一?下)?(?:这个?|那个?)?{_WORDS_OF_OURS}(?:(?:又|就|到底|究竟)*是)?(?:个)?(?:啥子?|什么|何)(?:意思|东西|概念|玩意儿?)?\W*"
    rf"|(?:请问|问一?下)?{_WORDS_OF_OURS}[和跟与同]{_WORDS_OF_OURS}(?:有|是)?(?:啥子?|什么|何)?(?:区别|不同|不一样|差别|关系)\W*"
)
"""收集日是啥意思, and nothing else: what a word of ours means."""
_LEAD = r"(?:请问|问一?下|那个?|这个?|我们?|的|要是|如果|有|[,，\s])*"
_FILES = (
    r"(?:现场|佐证|证明|工作|整改|施工)?的?(?:照片|图片|相片|截图|附件|扫描件|佐证(?:材料|资料)?|证明材料|材料)"
    r"(?:和(?:照片|图片|文件|材料))?"
)
_HOW = r"(?:怎么|怎样|咋个?|如何|(?:是|往|在|从|到|朝)?(?:哪里?|哪儿|哪个地方|什么地方))"
_SEND = (
    r"(?:上传|上交|提交|传|发|交|送|贴|附|放)(?:给|到|在|上去?|上来|过来|过去)?(?:你们?|您|办公室|系统|这里|这边)?"
)
_TAIL = r"(?:啊|呀|呢|哦|嘛|才行|才对|的|[?？。!！\s])*"
_SENDING = re.compile(
    rf"{_LEAD}(?:{_FILES}[\s,，]*(?:要|该|得|应该?|可以|是)*{_HOW}(?:才能)?{_SEND}|{_HOW}(?:才能)?{_SEND}{_FILES}"
    rf"|{_FILES}(?:要|该|得)?{_SEND}(?:哪里?|哪儿|哪个地方|什么地方)){_TAIL}"
)
_GIVE = r"(?:报送?|上报|交|发|送|回|填)(?:给|到|在)?"
_HERE = r"(?:直接)?(?:你们?|您|办公室|联席办|这里|这儿|这边|这上面|系统)(?:这边|那边|里)?"
_TO_WHOM = re.compile(
    rf"[^,，。;；]{{0,12}}?{_GIVE}(?:(?P<who>[^,，。;；还是]{{1,12}}?)还是(?:直接)?(?:{_GIVE})?{_HERE}|{_HERE}还是(?:{_GIVE})?[^,，。;；]{{1,12}}?)"
    rf"{_TAIL}"
)


def asked_how(plain: str) -> QuestionKind | None:
    """Return the kind of question how or to whom something is sent, or what a word of ours means; else None."""
    if _TERM.fullmatch(plain):
        return QuestionKind.TERM
    if _SENDING.fullmatch(plain):
        return QuestionKind.SENDING
    return QuestionKind.WHITHER if _TO_WHOM.fullmatch(plain) else None
