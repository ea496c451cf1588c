"""What units write to the office beside their report, and no paper prints: thanks, apologies, 请领导放心."""

from tasks_db import lazy_re as re

_WHO = r"(?:领导|主任|各位|大家|你办|贵办|办公室|您|你们?)"
_SELF = r"(?:我们?|本?单位|这边|上次|上周|上月|之前|前期|前面|前几天|先前|因工作疏忽|由于工作疏忽|因疏忽|疏忽)*"
_COURTESY = re.compile(
    rf"(?:非常|很|十分|深表|实在|真是?|再次|向?{_WHO})*(?:抱歉|歉意|不好意思|对不起|致歉|道歉|感谢|谢谢|多谢)(?!信)[^\d]{{0,12}}"
    rf"|(?:还|敬|恳|望)?请?{_WHO}*(?:多多?|予以|给予|能)*(?:谅解|见谅|包涵|原谅|理解|海涵|放心)(?:为[盼谢感])?"
    rf"|{_WHO}*(?:辛苦|费心|操心|麻烦|打扰)(?:{_WHO}|了|啦)*"
    rf"|{_SELF}(?:没有?|未|没能|未能)(?:能)?(?:及时|按时|按期|早点|提前)(?:上报|报送|反馈|汇报|回复|报|交|发)(?:给{_WHO})?"
    rf"|{_SELF}(?:忘了?|忘记)(?:及时|按时)?(?:上报|报送|反馈|汇报|回复|报|交|发)"
    rf"|{_SELF}(?:在[^，,。；;\\d]{{1,8}}(?:开会|出差|学习|培训|下乡))?(?:没|未|没有)(?:顾上|顾得上|来得及|空)(?:上报|报送|反馈|汇报|回复|报|交|发)"
    rf"|{_SELF}(?:上报|报送|反馈|回复|报|交|发)(?:得|的)?(?:有点|有些|较)?(?:晚|迟)"
    r"|(?:特此|以上|现)?(?:报告|汇报|说明|请(?:审阅|查收|审核|知悉|指示))"
)
_ENDS = " 。，,；;！!~～"
_TONE = "了啦哈啊呢哦"


def is_courtesy(clause: str) -> bool:
    """Return whether a clause is addressed to the office and tells nothing of the work: 抱歉, 请领导放心."""
    return bool(_COURTESY.fullmatch(clause.strip(_ENDS).rstrip(_TONE)))
