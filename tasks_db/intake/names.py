"""What names of units and people look like; how lists of them are cut stands in ``tasks_db.language.lists``.

    units   =  unit { (、 ， , ； ; line end, 及各) unit }, separators inside brackets left alone: 各乡镇（街道）
    unit    =  a name with the ending of an office, or 各 with a kind of place: 各区、县（市） is one name
    people  =  name { (、 ， , ； ; space) name }, a name of two characters perhaps spread: 李 英

A unit is known by its ending, which outlives the reforms that rename it, and never by a list of names. Names come
out as printed, without the appositive 等有关部门 and without （以下简称…）.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tasks_db.language.lists import once, parted

_ENDINGS = (
    *"局委办部厅会院联协乡镇村市县区州省旗盟行署司所站台段处科场关庭校学园室组社馆厂库团师）)",
    *(
        "中心",
        "公司",
        "集团",
        "政府",
        "大队",
        "支队",
        "总队",
        "中队",
        "工作队",
        "执法队",
        "调查队",
        "救援队",
        "消防队",
        "街道",
        "街镇",
        "镇街",
        "乡镇",
        "社区",
        "单位",
        "部门",
        "地区",
    ),
    # 联系, 体系 and 关系 are no departments
    *("工程系", "管理系", "技术系", "艺术系", "教育系", "外语系", "中文系", "经济系", "学系", "商场", "商店"),
    *("银行", "苏木", "嘎查", "机关", "机构", "工会", "政协", "人大", "纪委", "监委", "海关", "企业", "单元"),
)
_ENDING = re.compile("|".join(map(re.escape, sorted(_ENDINGS, key=len, reverse=True))))
_FIRM_OR_SITE = re.compile(
    "(?:公司|集团|合作社|[厂场店铺园城站点户摊]|基地|超市|广场|门市部?|市场|酒店|饭店|农庄|大院|码头|仓库)$"
)
_GENERIC = re.compile(r"(?:阶段|部门|单位|机构|企业|主体|组织|社会|家庭|学校|医院|(?<!委)机关|地区|[）)])$")
# what no name holds but a sentence that ends as names do
_SENTENCE_IN_NAME = re.compile(
    r"(?<!自)由|分赴|(?<=[局委办部厅府])要|请|的|逐|[《》“”]|要在|应在|负责|\d[日月年]|.{26}"
)
# what is to be done may end as names do: 加装电梯700台, 新建示范小区
_WORK = re.compile(
    r"(?:完成|推进|推动|新建|改建|扩建|迁建|创建|建成|建设(?!局|厅|部|委|办|集团|公司|和|与|管理|银行|指挥部|中心)|开展|加快|打造|启动|实施|制定|出台|落实|加强|提升|优化(?!营商环境)|改造"
    r"|引进|举办|调整(?!办|组)|公布|签订|签定|发放|召开|拆除|组建|修订|完善|建立|健全|设立|争取|力争|确保|支持|鼓励|引导|做好|强化|深化|严格|严禁|禁止|全面|全年|重点(?!项目)|进一步|积极|持续)"
)
_COUNTED = re.compile(r"[：:。]|\d+(?:多|余)?(?:个|台|条|座|处|家|项|户|套|所|名|万|亿|%|％|公里|千米|平方)")
_SPEAKS = re.compile(r"负责|牵头|配合|协助|会同|按照|做好|^\d+[.、．]")
_NO_NAME = re.compile(r"\d+\s*[年月日]|[—–]|^(?:责任|牵头|配合|协办|主办)(?:单|单位|部门)?$|^.$")
# 各县（市, 区）人民政府, 县财政局、: a list was cut within a name
_CUT = re.compile("^[、，,；;）)]|[、，,；;（(]$")
_LONGEST_ODD = 10
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]$")
_NAME_IN_BRACKETS = re.compile(r"(?P<name>[^（()）]+)[（(](?P<other>[^（()）]+)[）)]")
# a name that its line broke before its bracket: 各县 （市、区）人民政府, 县农业局 （县农办）
_BEFORE_BRACKET = re.compile(
    r"(?<=[各关][省市县区州旗盟乡镇])\s+(?=[（(][省市县区州旗盟乡镇街道、]+[）)])|(?<=[局办委部])\s+(?=[（(][^（()）]{2,}[局办委部][）)])"
)
_EVERY_OFFICE = re.compile("[省市县区州旗](?:委|政府|直)各(?:部门|单位|委办局)")
_AND_ALL = re.compile(r"(?:以及|及|和|与)(?=各(?!自))")
# 县教育局和县民政局 are two units, 县文化和旅游局 is one
_AND_UNIT = re.compile(
    r"(?<=[局委办部厅会院）])(?:以及|及|和|与)(?=[省市县区州旗团][^、，,；;]{2,})"
    # 检疫总站和产业发展处
    r"|(?<=[\u4e00-\u9fff]{2}[局委办厅处室站所])和(?=[^、，,；;和（(]{3,}[局委办厅处室站所](?:[、，,；;]|$))"
)
# 县教育局/县财政局, but not a name that a slash is a part of
_SLASH = re.compile(r"(?<=[局委办部厅会院科站所）)])\s*[/／]\s*(?=[^、，,；;/／]{2,}[局委办部厅会院科站所府）)])")
_APPOSITIVE = re.compile(
    r"等(?:[省市县区州旗]|国务院)?(?:直)?(?:各)?(?:相关|有关)?(?:成员)?(?:部门|单位)?(?:和单位)?$"
)
_SHORTENED = re.compile(r"[（(]以下(?:简|统)?称[^（()）]*[）)]")
# none of these changes is made without one of these signs
_JOINED = re.compile("[（(及和与/／]")
_NOBODY = re.compile(r"[-—–/\\]+|无")
_PLACES = "省市县区州旗盟乡镇街道苏木"
# 各市、州 and 有关市 go on with 县人民政府: one name
_ALL_OF = re.compile(rf"(?:(?:沿\w)?各|有关|相关|沿\w)[{_PLACES}（）()、]+")
_REST_OF_ALL = re.compile(rf"[{_PLACES}](?:[{_PLACES}]|[（(][{_PLACES}、]+[）)])*(?:人民政府|政府|办事处|管委会)?")
_SPREAD = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬"
    "安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏"
    "蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲封储靳段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司黎薄印宿白怀蒲从鄂索赖卓蔺屠蒙池乔阴能苍双闻莘党翟谭贡劳逄姬申扶冉宰郦雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎"
    "充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越隆聂晁勾敖融冷辛阚那简饶曾沙乜养鞠须丰巢关蒯相查后荆红游竺权盖益桓公岳帅"
    "肖代涂覃候仝付佟岑闫"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SHORT_OFFICE = re.compile(r".{2,3}(?:[局委办处室股站所院部队厅署]|(?<!登)科)|.{2}中心")
_LONGEST_UNIT = 40
# 县教育局县财政局: the offices of one house, with nothing between them; 县住建局县政处 is no house
_GLUED = re.compile(
    r"(?:局|处|委|部|厅|办|办公室|[检法]院|中心|会)(?=[省市县区州旗镇乡](?!政(?!府|协)|场|容|域|级|直|民(?!政)).{2})"
)
# 县委编办市生态环境局河口分局: full names of two houses; 县住建局县政处 ends as the parts of an office do
_HOUSE = "[省市县区州旗](?!属|管|辖|直|内|外|划|区|级|域|场|容|政(?!府|协)|民(?!政)).{2,}"
_OFFICE = "(?:局|委|办|厅|院|部|府|公司|机关|支队|大队|分局|委员会)"
_OF_HOUSE = re.compile(_HOUSE + _OFFICE)
# such names where one of them is not whole: asked about
_TWO_HOUSES = re.compile(f"(?<=.{{3}}){_OFFICE}{_HOUSE}(?:局|委|办|厅|院|政府|公司|支队|大队)$")
# a plan names the same units over and over
_REMEMBERED = 8192


def looks_like_unit(name: str) -> bool:
    """Whether a name ends as units do, or speaks of all of a kind (各…)."""
    closed = name.count("（") == name.count("）")
    return 1 < len(name) <= _LONGEST_UNIT and closed and (name.startswith("各") or name.endswith(_ENDINGS))


@lru_cache(maxsize=_REMEMBERED)
def is_named(name: str) -> bool:
    """Whether a name that ends as units do is one, and not work or a heading that ends so."""
    bare = _IN_BRACKETS.sub("", name)
    return looks_like_unit(bare or name) and not (_WORK.match(bare) or _COUNTED.search(bare) or _SPEAKS.search(bare))


@lru_cache(maxsize=_REMEMBERED)
def is_odd(name: str) -> bool:
    """Whether what stands for a name holds work, a date, a label, a page or two names, was cut, or ends as none."""
    if _CUT.search(name) or len(re.findall("[（(]", name)) != len(re.findall("[）)]", name)):
        return True
    bare = _IN_BRACKETS.sub("", name)
    told = _WORK.match(bare) or _COUNTED.search(bare) or _SPEAKS.search(bare) or _NO_NAME.search(bare)
    if told or _TWO_HOUSES.search(bare):
        return True
    return len(bare) >= _LONGEST_ODD and not looks_like_unit(bare)


def ends_as_unit(name: str) -> bool:
    """Whether a name has the ending of an office or a place, 各乡镇 as well as 县水利局."""
    return name.endswith(_ENDINGS)


def is_firm_or_site(name: str) -> bool:
    """Whether a text is nothing but the name of a firm, a farm, a market, a site; 扩建蔬菜基地 is work."""
    bare = _IN_BRACKETS.sub("", name)
    named = 1 < len(bare) <= _LONGEST_UNIT and _FIRM_OR_SITE.search(bare) and not re.search("[，。；：、]", bare)
    return bool(named) and not (_WORK.match(bare) or _COUNTED.search(bare) or _SPEAKS.search(bare))


def is_specific(name: str) -> bool:
    """Whether a name means one unit, or all of a kind: 县民政局, 各乡镇; not 卫健部门, 工会, 用人单位."""
    if _EVERY_OFFICE.fullmatch(name):
        return True
    if name.startswith("各"):
        return name.endswith((*_ENDINGS, "地")) and len(name) <= _LONGEST_UNIT
    inner = _NAME_IN_BRACKETS.fullmatch(name)
    if inner and is_specific(inner["name"]) and is_specific(inner["other"]):
        return True  # 县政府办公室（县金融中心）
    if len(name) <= 2 or _SENTENCE_IN_NAME.search(name):  # noqa: PLR2004  工会, 妇联 are kinds
        return False
    return looks_like_unit(name) and not _GENERIC.search(name)


def looks_like_person(name: str) -> bool:
    """Whether a name opens with a family name and is as long as people's names are; 林业局 is that of an office."""
    return _PERSON.fullmatch(name) is not None and name[0] in _SURNAMES and _SHORT_OFFICE.fullmatch(name) is None


@lru_cache(maxsize=_REMEMBERED)
def units(text: str) -> tuple[str, ...]:
    """Return the names of a list, as printed."""
    names: list[str] = []
    if _JOINED.search(text):
        text = _SHORTENED.sub("", _BEFORE_BRACKET.sub("", text))
        text = _SLASH.sub("、", _AND_UNIT.sub("、", _AND_ALL.sub("、", text)))
    for part in parted(text):
        words = part.split()
        # a space parts units, but not the two halves of a broken one
        apart = words if len(words) < 2 or all(looks_like_unit(word) for word in words) else ["".join(words)]  # noqa: PLR2004
        for name in apart:
            plain = _APPOSITIVE.sub("", name.strip("。.：:"))
            if names and _ALL_OF.fullmatch(names[-1]) and _REST_OF_ALL.fullmatch(plain):
                names[-1] += f"、{plain}"
            else:
                names += unglued(plain)
    return once(name for name in names if name and not _NOBODY.fullmatch(name))


def unglued(name: str) -> list[str]:
    """Part the names of offices that nothing parts: of one house, or of two where both are whole."""
    ends = (one.end() for one in _GLUED.finditer(name))
    at = next((at for at in ends if name[at] == name[0] or _are_of_houses(name[:at], name[at:])), None)
    whole = at is None or not (is_specific(name[:at]) and is_named(name[:at]) and is_named(name[at:]))
    return [name] if whole else [name[:at], *unglued(name[at:])]


def _are_of_houses(*names: str) -> bool:
    return all(map(_OF_HOUSE.fullmatch, names))


def is_listing(text: str) -> bool:
    """Whether a text is a list of units and nothing else."""
    named = units(text)
    return bool(named) and all(looks_like_unit(name) for name in named)


def people(text: str) -> tuple[str, ...]:
    """Return the names of a list of people; a name of two characters may be spread by a space."""
    return once(name for name in re.split(r"[、，,；;\s]+", _SPREAD.sub(r"\1\2", text)) if name)


def ends_of_units(text: str) -> Iterator[int]:
    """Yield each position where the name of a unit may end."""
    for found in _ENDING.finditer(text):
        yield found.end()
