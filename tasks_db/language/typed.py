"""One plain form for what phones type in many widths, with the way back to the person's own characters."""

import unicodedata
from functools import lru_cache

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass

_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"
_EDGES = " \t\r\n,，、；;"


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def readable(text: str) -> str:
    """Return a text without what no keyboard types and no database keeps alike.

    Control characters (NUL above all), halves of surrogate pairs and marks that turn the direction of reading are
    left out; line breaks of every kind become one, tabs stay.
    """
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(
        char
        for char in lines
        if char in "\n\t" or (unicodedata.category(char) not in ("Cc", "Cs") and char not in _TURNING)
    )


# what a phone set to traditional characters types of the words that reports and rosters are made of
SIMPLIFIED = dict(
    zip(
        "項無變動進現報開關單實際應該個們這為與並將會後還沒過時間題問難協調資錢對達選處餘預計設區縣鎮鄉點數據質號線電樓標訂簽辦結聯領導長場業務產總體"
        "體從給讓說請幫財經費撥誰麼樣發復覆確認繼續順利準備審驗調較約達東車橋門閥閘壓機構組織級規劃圖紙證書員額萬億兩雙週禮學養園醫療護衛廠鋪設裝換漏溝渠溫燈備齊離遷騰賬帳歸屬職責範圍異議銷號遲緩寬嗎吧幾況話張內邊紅黃綠來揮絡",
        "项无变动进现报开关单实际应该个们这为与并将会后还没过时间题问难协调资钱对达选处余预计设区县镇乡点数据质号线电楼标订签办结联领导长场业务产总体"
        "体从给让说请帮财经费拨谁么样发复复确认继续顺利准备审验调较约达东车桥门阀闸压机构组织级规划图纸证书员额万亿两双周礼学养园医疗护卫厂铺设装换漏沟渠温灯备齐离迁腾账账归属职责范围异议销号迟缓宽吗吧几况话张内边红黄绿来挥络",
        strict=True,
    )
)


# what phones offer for words that sound alike: the word that is meant, and what stands in its place; none is a word
_SLIPS = (
    ("十", "(?<=百分之[一二三四五六七八九])时"),
    ("到账", "到帐"),
    ("记账", "记帐"),
    ("预计", "预记|预既|预机"),
    ("大概", "大盖(?!帽)|大该(?!如此)"),
    ("已完成", "(?<!自)己完成"),
    ("已经", "(?<!自)己经|(?<![可所难予足得用何加给])以经(?![营费济])"),
    ("进度", r"进肚|进渡|竟度|(?<!远)近度(?!数)|今度(?=[\d百约大才到达]|[一二三四五六七八九]成)"),
    ("完成", "完程|玩成(?!年)"),
    ("办结", "办洁|办接(?!待)|办节|办姐|办杰"),
    ("签收", "签受|签手|千收"),
    ("拨付", "拔付"),
    ("拨款", "拔款"),
    ("延期", "延其|延七|沿期"),
    ("协调", "谐调|协凋"),
    ("反馈", "反溃|反愧"),
    ("推进", "推近|推尽"),
    ("滞后", "(?<![延推])迟后(?!再)"),
    ("辛苦", "幸苦|辛若"),
    ("没有", "[莫么木]得|木有|没得(?![到着了过])"),
    ("什么", "啥子"),
    ("动", "(?<=[没冇有])郁(?!闷)"),
    ("搞定", "搞掂"),
    ("照常", "照长|照场"),
    ("正常", "正长|正場"),
    ("协议", "协意"),
    ("无变化", "无变[花话划华画]|无边化"),
    ("没变化", "没变[花话划华画]|没边化"),
)
_SLIP = re.compile("|".join(f"(?P<s{place}>{slips})" for place, (_, slips) in enumerate(_SLIPS)))
_DIALECT = {
    "冇": "没",
    "咗": "了",
    "嘅": "的",
    "哋": "们",
    "唔": "不",
    "喺": "在",
    "咁": "这",
    "佢": "他",
    "嚟": "来",
    "冚": "全",
    "咯": "了",
}
"""Characters of the south: 冇, 有 without its strokes, is 没有; 搞咗 is 搞了."""


_FRAMES = {"【": ";", "】": ":", "|": " ", "｜": " ", "│": " "}
"""【进度】55%【困难】无 is a form, and 1|已完成 the row of a table."""


@dataclass(frozen=True, slots=True)
class Typed:
    """``plain`` is narrow in width; ``origin[i]`` is where its i-th character stands in ``original``."""

    original: str
    plain: str
    origin: tuple[int, ...]

    def own(self, start: int, end: int) -> str:
        """The person's own characters for ``plain[start:end]``."""
        return self.original[self.origin[start] : self.origin[end]]

    def verbatim(self, start: int, end: int) -> str:
        """The person's own characters for ``plain[start:end]``, without separators at the edges."""
        return self.own(start, end).strip(_EDGES).rstrip(f"{_EDGES}【")


@lru_cache(maxsize=64)  # whoever hears a message asks it of the same text, and of the same parts of it
def typed(text: str) -> Typed:
    """Full width becomes half width, ③ becomes 第3项, a keycap digit becomes a digit and a list mark."""
    known = {char: _plain(char) for char in set(text)}
    pieces = [known[char] for char in text]
    plain = _SLIP.sub(_put_right, "".join(pieces))
    if all(len(piece) == 1 for piece in known.values()):
        return Typed(text, plain, tuple(range(len(text) + 1)))
    origin = tuple(place for place, piece in enumerate(pieces) for _ in piece)
    return Typed(text, plain, (*origin, len(text)))


def _put_right(slip: re.Match[str]) -> str:
    return next(meant for place, (meant, _) in enumerate(_SLIPS) if slip[f"s{place}"])


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cc" and char != "\n":
        return " "
    if char == _KEYCAP:
        return "、"
    if category in ("Mn", "Cf"):  # variation selectors, joiners and other marks that show nothing of their own
        return ""
    if char in _FRAMES:
        return _FRAMES[char]
    plain = unicodedata.normalize("NFKC", SIMPLIFIED.get(char) or _DIALECT.get(char, char))
    if unicodedata.decomposition(char).startswith("<circle>") and plain.isdecimal():
        return f"第{plain}项"
    return plain
