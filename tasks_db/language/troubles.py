"""Difficulties and pleas: what stands in the way of a task, what help is asked for, and from whom.

Neither is there because its word is: 不存在困难, 如有问题随时联系, 发现问题12处已整改 and 困难群众 tell none.
"""

from tasks_db import lazy_re as re
from tasks_db.language import cues
from tasks_db.language.polarity import Polarity, polarity

# nouns of difficulty, but not where they are part of another word or of the work itself
_NOUN = re.compile(
    r"困难(?!群|家|户|用户|老|职|人|学|残|对|儿|退|家庭|程度)|阻力|瓶颈|难点|难题|(?<=[点些有到大小])麻烦"
    r"|堵点(?![^，,。；;]{0,4}?[\d一二三四五六七八九十两几]|[摸查清排打])|卡点|短板|(?<![无处道])障碍(?![物\d])"
)
# a question or problem that is said to be there, or that names what it is
_QUESTION = re.compile(
    r"(?P<head>存在|有|遇到?|碰到|出现|面临|主要|的|些)(?:的|一些|几个|以下|较大|很大|不少|主要|共性"
    r"|实际|突出|困难|和|、|难点|个)*"
    r"问题(?!整改|清单|台账|线索|排查|数|导向|反馈|点位|[：:]?\d|[一二三四五六七八九十两]+[个处条件项])"
    r"|问题(?=是|在于|[：:]|主要|较|比较|很|多|突出|严重)|(?:资金|用地|场地|土地|人员|手续|产权|拆迁"
    r"|征地|设计|质量)问题"
    r"|问题(?=不大|不多|不突出|没有|无|已|都|均|得到|基本)"
)
_WORK_OF_OTHERS = re.compile(
    r"(?:发现|排查|查出|检查出|梳理|反映|反馈|摸排|交办|收集)(?:了|出|的|各类|存在的?|安全|质量|隐患)*$"
)
_INSPECTED = re.compile(r"(?:发现|查出|查处|检查出|排查出|指出)[^，,。；;]{0,14}$")
_FAULTS = re.compile(r"[^，,。；;]{0,8}?(?:问题|隐患)[^，,。；;]{0,3}[\d一二两三四五六七八九十]")
_LABEL = re.compile(r"有无(?:什么|其他|存在)?$")
"""有无困难：无 names a field of a form."""
_LISTED = re.compile(
    r"(?:我们?|我局|本局|本单位|已经?|都|共|一共|也)*(?:梳理|汇总|整理|归纳|收集|列|查|排查|记)(?:了|出了?)?"
    r"[\d一二两三四五六七八九十]"
)
"""检查的问题我们梳理了7条: what a unit was to find."""
_FINDS = re.compile(r"(?:发现|排查|查出|梳理|摸排|交办|整改|解决|处理|反馈|收集)")
_STATE = re.compile(
    r"(?:专项债|债券|国债|补助|拨款)[^，,。；;]{0,3}没下来|迟迟[不没未]|[催跑找谈求]了[^，,。；;]{0,5}[次回遍趟]?[也都]?(?:没用|不管用|没结果|没反应)|(?<![超经])过不[了去](?!几|多)|(?<!禁)上不[去了]|不让[^，,。；;]{0,4}(?:进|过|动|施工)|[堵挡占拦]着(?:[^，,。；;]{0,2}路|门|道|口)|被[^，,。；;的]{1,8}[占堵挡](?:着|住|了)(?!的)|(?:长期|一直|老是?|总)被?[^，,。；;的]{0,6}[占堵挡](?:着|住)(?!的)|断档|停着|停在那|趴窝|没有?(?:着落|下文|眉目)|[未没不](?:有|完全|全部|能)?到[位账货]|到现在[都也还]+没(?![有得]?(?:什么|啥)?(?:新的?)?(?:变化|进展))|没钱|缺钱|(?<![短残空欠稀不])缺(?![席陷口氧失省勤额位少]|水(?:村|户|人口|地区|区域|面积)|[\d一二两三四五六七八九十])[^，,。；;\s的已了]{1,6}|没人(?!反对)|不来人|(?:一直|老是?|总是?|始终|就是|硬是|怎么[都也])不(?:来|给|签|批|动|回|见|理|派|出|表态|松口)|没(?:开|谈|办|约|签|批|定)成|[约叫喊找请]不[动着来]|(?<![用想料看比顾谈说够还都也才就仍从差感])(?![半成]|(?<=暂时)用|(?<=暂)用)[\u4e00-\u9fff]不(?:上(?!报|班|次|门|市|述)去?|到(?!位|[\d一二三四五六七八九十百半]|百分)|赢|拢|齐)|供不应求|干着急|[急愁头]死人|(?<![里外上下前后])头[疼大痛]|联系不上|人手不(?!少)|(?:人手?|人员|骨干|力量|队伍|班组)[^，,。；;]{0,5}(?:抽走|被抽(?:去|调))"
    r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}(?:都|还|也|远远?|明显|严重)*(?:不够|不足)(?=$|[，,。；;\s])"
    r"|没(?:有)?这个权|没有?(?:资金|经费|预算|人手|场地|地方|图纸|执法权|权限|手续|批文|依据|名额|抓手|权)(?!.{0,3}(?:困难|问题|缺口|压力|方面|需求))|缺.{0,3}"
    r"(?:资金|经费|人手?|设备|材料|场地|口)"
    r"|(?:资金|经费|材料|设备|管材|人员|人手|场地|用地|货)(?:(?!困难|问题|缺口|压力)[^不没无未]){0,4}"
    r"(?:紧张|缺口|短缺|不足|不够"
    r"|还?没(?!有?(?:问题|困难|缺口|什么|出现|影响))|未(?!见|发现|出现|影响)|跟不上|供应不上)"
    r"|卡[在住着了壳起这那]|不给(?:我们?|咱们?)?(?:签|办|批|盖|开|过|通过|配合|进|拨|钱|回|面子)|(?:验收|审查|评审|审核|检测|检查)(?:没(?:有)?|未)(?:能)?(?:过(?!半)|通过)|(?:产权|权属|权责|界限|边界|交底|底数|图纸|责任)(?:关系|划分)?(?:都|也|还|一直)*(?:不(?:清|明)|[没未](?:有|能)?[理厘弄搞查]清(?!单))|[接忙顾管跑查看做干弄搞]不过来|够呛|没有?把握|[心里]没底|[有很好]点?悬(?!挂|空)|(?:没|未)谈[拢妥成好]|谈不[拢妥成]|被卡|受阻|遇阻|阻工|[推搞弄做干办进谈拆接搭装施挖铺拉拖转搬动换改修清划测验选建腾批签]不(?:了|动|成|下去?|下来|来|起来|进去|出来|上去|快)|[\u4e00-\u9fff](?<![的他余话字容先暂都也])不(?:动|起来|进去|出来|下去)(?!产|员)|推进不(?!慢)|推动不"
    r"|没有?办法(?=[开施进往继动弄搞做干装挖拆办走验改推落铺排换])|没辙|(?<![看听])不得行|不得(?:拢|赢)|[说扯理搞弄分]不清(?!楚?的?(?:关系|是))|(?:老师|人员?|人手|员|队伍|车辆?|设备|房源?|场地|位置|钱|料)(?:都|还|也)*不够(?=$|[，,。；;])|[拖清干做查修挖拆换装跑走核](?:都)?不完(?=$|[，,。；;了])|派不[出来]|没派(?:人|员|车)|没谈下来|(?<!防)流标(?!后)|没过检|没交底|闹矛盾|有矛盾|跑路|(?:人家|工人|队伍|施工[队方]|厂家|老板|他们)[^，,。；;]{0,3}(?:不[干来做]了?(?=$|[，,。；;])|撤了|走人|跑了)|(?<!年)欠(?:着|了)?[^，,。；;缺]{0,6}(?:[款钱费薪]|\d+万)|(?:材|货|设备|管子|电缆|水表|钢筋)(?:还|都|也|一直)*没到(?:货|位|场)?(?=$|[，,。；;])|无法|没法|难以|没批|未批|未获批|批不下来"
    r"|不同意|不让|不肯|不愿|拒绝|阻挠|扯皮|不配合|不支持|不理解|反对|(?<![雨雪风])停了|(?<!责令)(?<!勒令)(?<!要求)停工(?!整[改顿]|学习|通知|令)|停滞|搁置|停摆|有难度"
    r"|难度(?:较|很|比较)?大|难办|难啃|滞后|不能按[期时]"
    r"|影响(?:到|了)?.{0,4}(?:进度|施工|推进|工期)|(?:得|要|只能|怕要|恐怕)等[^，,。；;]{1,10}才(?:能|有|排|轮|行|给)|[还尚]缺|[还尚]差[^,，。；;]{0,6}(?:资金|经费|钱|万|亿)|凑不[出齐上够]|筹[措集]?不[到齐上够]|拿不出|[没未]有?进场|不"
    r"(?:具备|满足).{0,6}条件|条件不"
    r"|(?:手续|批文|批复|图纸|[许可证件照]|合同|资料).{0,4}(?:没|未|还没|尚未)(?:有)?(?:办|批|下|出|签"
    r"|齐|拿)[^，,。；;]{0,3}"
    r"|(?:还|尚|仍|一直|至今)(?:没|未)有?(?:给)?(?:拨|付|到账|下达|下(?=来|$|[，,。；;])|批|答复|回复|签|(?:送|发|寄|运|供)(?:货|过?来|到))|延误|耽误|缺失|纠纷"
    r"|投诉多|信访|来不及|赶不上|没有?(?:给出?|出过?|回过?)(?:意见|答复|回复)|没有?(?:答复|回复)|没(?:有)?(?:给(?!时限|时间|期限|日期|日子|要求|(?:我们?|我这|咱|齐|全|完|到)*(?:[的了，,。；;]|$))|提供)(?!出?(?:意见|答复|回复)|.{0,3}(?:困难|问题|压力))(?:我们)?[^，,。；;]{1,6}|时间(?:太|很|比较|较)?紧"
    r"|^[^，,。；;]{0,6}(?:等|就等|在等|等着|还在等)"
    r"(?:钱|资金|经费|拨款|批文|材料|设备|上级|县里|市里|省里)"
)
_HELP = (
    r"(?:协调|支持|配合|解决|追加|增拨|再调(?!整|度|查|研)|增调|调[拨配剂运]|倾斜|垫付|补拨|审批|批复|帮助|帮忙|帮[着衬]|协助|(?:抓紧|尽快|早点|尽早|赶紧|快点)(?:给|把[^，,。；;]{1,8})?(?:定(?!期)|拍板|办|敲定)|出个?面|出[几两\d]+个?人|出马|搭把手|[拉帮]一把|打个?招呼|统筹|推动|拨付|答复|督促|催促|催(?!报)|拨(?!打|通)|安排|落实"
    r"|明确|拨款|提供|下达|指导|调度|过问|派[个几]?人|来[个几]?人|出[个几]?人|出[个几]?面|出动|指认|到场|发[个一]?[函文]|垫(?![高层子])|(?<=[议办室导里府级])研究(?!院|所|室|中心|后)|支援|增派|疏导|说句话|做做?工作|[来走跑]一趟|[开给]个?口子|牵个?头|给个?(?:说法|准信|明确|意见|答复|期限))"
)
_WHO = r"(?P<who>(?:请|由)?[^\s，,。；;!！?？]{0,16}?)"
_PLEA = re.compile(
    r"(?:还?需要?(?!求)|(?<![主重只])还?要(?!求)|(?<!申)恳?请(?!示|假|教|问(?![^，,。；;]{0,8}(?:能|可|是否|帮))|予以?[办销核]|办结|销号|核销|审核|查收|结项)|(?<!申)请求|望|(?<![要需])求|恳请|盼"
    r"|希望|建议|得|烦请|劳烦|麻烦|拜托)由?"
    rf"{_WHO}(?:出面|尽快|尽早|赶紧|赶快|快点|早点|加快|抓紧|牵头|来|给予|予以|进行|帮忙|帮助|帮|能|能够|及时|于\S{{0,8}}前"
    rf"|先|多|再|一起|共同|继续|大力|协调|给)*{_HELP}"
)
_TO_DECIDE = re.compile(
    r"(?<!申)(?:恳|烦)?请(?P<who>联席会议?(?:办公室)?|召集人|[县市区]?(?:领导|里|政府))(?:[^,，。；;]{0,4}?)(?:定|议|研究)(?:一定|一议|一下|个调)"
)
"""钱从哪出请联席会议定一下."""
_SENT_FOR = re.compile(
    rf"(?<!申)(?:恳请|烦请|请|麻烦|拜托|求)(?!示|假|了|过)(?P<who>[^\s，,。；;!！?？的]{{0,12}}?(?:{cues.UNIT_ENDINGS}|{cues.DEPARTMENT_ALONE.pattern}|所))"
    r"(?=(?:那边|他们|领导|同志|也|再|能|快|尽快|赶紧|抓紧|早点)*(?:[来去派帮盯]|出[个一动人面]|跟[^，,。；;]{1,8}说|说一)(?![^，,。；;]{0,10}[了过](?:$|[，,。；;!！])))"
)
"""想请住建局去说一声: a unit that is to come, to go or to send somebody is asked for help, whatever it is to do."""
_HELP_OF = re.compile(
    r"(?:协调|支持|配合|帮助|帮忙|帮|督促|催促|催|商|对接|请)(?:事项|单位|部门|一下)?[：:]?\s*"
    rf"(?P<who>[^\s，,。；;!！?？]{{1,10}}?{cues.UNIT_ENDINGS})"
)
_HELD_BY = re.compile(rf"(?:卡在|等待?|还在|就等)(?P<who>[^\s，,。；;!！?？]{{1,10}}?{cues.UNIT_ENDINGS})")
_UP_TO_NAME = re.compile(r"^.*(?:协调|催促|催一?下?|督促|帮忙|帮助|帮|[恳烦]?请|求|由|我们|对接|商|和|与|跟|让|叫)")
# who passes the plea on, and is not asked for help itself
_GO_BETWEEN = re.compile(r"^(?:县|市|区)?(?:联席会议)?办公室$|^领导$|^贵办$|^联席办$|^你们?|^您")
_OWN = re.compile(
    r"(?:我们|我局|本局|我办|我单位|我镇|我街道|自行|自己|内部|各方|相互|正在|积极|主动|已经?|持续|加强"
    r"|多次|会同|会|将)$"
)
_PRAISE = re.compile(r"(?:感谢|谢谢|在|得到)[^，,。；;]{0,12}(?:支持|配合|帮助|协助)")
_CASES = frozenset({"纠纷", "信访"})
# what was cleared away is work that was done; what could not be cleared away stands
_CLEARED = re.compile(
    r"(?P<not>没有?能?够?|未能?|无法|没法|难以|不能)?(?P<still>正在|正|继续|努力|着力|抓紧|加快|逐步|需要?|要|待)?"
    r"(?:清除|清理|消除|排除|扫清|破解|破除|解决|克服|疏通|打通|化解|拆除|攻克|补齐|调处|调解|处置|处理)(?P<cannot>不了)?(?:了|掉|完)?[^，,。；;、是有时中不遇碰受作]{0,6}$"
)
_SO_MANY = re.compile(r"[\d一二两三四五六七八九十几](?:个|家|户|处|栋|台|条)(?:小区|点位?)?(?:还|都|也)?$")
_ASKS_WHOM = re.compile(r"^不[需要]|谁|哪[个家些位]|问一?下|什么(?:单位|部门|人)")
"""请问谁牵头, 麻烦问一下由谁协调: asked is who it is, and nobody for help."""
_HELP_SUPPOSED = re.compile(r"(?:如|若|要是|万一|一旦)[^，,。；;]{0,6}$|(?:随时|届时|到时候?)[^，,。；;]{0,4}$")


def difficulty(clause: str, after: str = "") -> tuple[int, int] | None:
    """Return where a clause says that something stands in the way; None where it does not, or denies it.

    ``after`` is what follows it in the sentence: 遇到问题，及时报告 only supposes one.
    """
    for pattern in (_STATE, _NOUN, _QUESTION):
        for match in pattern.finditer(clause):
            if _is_told(clause, after, match):
                return match.span()
    return None


def _is_told(clause: str, after: str, match: re.Match[str]) -> bool:
    noun = match.end("head") if "head" in match.groupdict() and match["head"] else match.start()
    before = clause[: match.start()]
    if _WORK_OF_OTHERS.search(before) or _LABEL.search(before):
        return False
    is_found = _INSPECTED.search(before) and _FAULTS.match(clause, match.end())  # 发现临边防护缺失等问题11个
    if is_found or (match.group().endswith("问题") and _LISTED.match(clause, match.end())):
        return False
    if match.group()[0] in "没未" and _SO_MANY.search(before):
        return False  # 完工2个，还有1个没进场
    cleared = _CLEARED.search(before) if match.re.pattern == _NOUN.pattern or match.group() in _CASES else None
    if cleared and not cleared["still"]:
        return cleared["not"] is not None or cleared["cannot"] is not None
    if "问题" in match.group() and _FINDS.search(before) and "存在" not in match.group():
        return False
    return polarity(clause + after, noun, match.end()) in (Polarity.ASSERTED, Polarity.DOUBLE)


def denies(clause: str) -> bool:
    """Return whether a clause says that there is no difficulty, or that no help is needed."""
    found = [m for pattern in (_NOUN, _QUESTION, _BARE_PROBLEM, _BARE_HELP) for m in pattern.finditer(clause)]
    return any(polarity(clause, m.start(), m.end()) is Polarity.NEGATED for m in found)


_BARE_PROBLEM = re.compile("问题")
_BARE_HELP = re.compile("协调|帮助|支持|帮忙")


def plea(clause: str) -> tuple[int, int] | None:
    """Return where a clause asks somebody else for help; None where it asks nobody, or says that none is needed."""
    for match in (*_PLEA.finditer(clause), *_SENT_FOR.finditer(clause), *_TO_DECIDE.finditer(clause)):
        before = clause[: match.start()]
        if (
            _PRAISE.search(clause[: match.end()])
            or _HELP_SUPPOSED.search(before)
            or _ASKS_WHOM.search(match["who"])
            or (_OWN.search(match["who"]) and not match["who"].startswith("帮"))
        ):
            continue
        if (
            re.search(r"[没无不][^，,。；;]{0,2}$|已经?$", before)
            or polarity(clause, match.start(), match.end()) is not Polarity.ASSERTED
        ):
            continue
        if match.group().startswith("需") and clause[match.end() :].startswith("的"):
            continue  # 需提供的资料
        return match.span()
    return None


def asked_for_help(clause: str) -> str | None:
    """Return the unit, or the leader, whose help a clause asks for: 请办公室协调财政局拨付 asks 财政局 for it."""
    begin = plea(clause)
    named = []
    for pattern in (_HELP_OF, _PLEA, _SENT_FOR, _HELD_BY):
        for match in pattern.finditer(clause, begin[0] if begin and pattern is not _HELD_BY else 0):
            who = _UP_TO_NAME.sub("", match["who"])
            if cues.UNIT_LIKE.search(who) or cues.DEPARTMENT_ALONE.fullmatch(who):
                named.append(who)
    others = [who for who in named if not _GO_BETWEEN.search(who)]
    return next(iter(others or named), None)


_MANNER = r"(?:尽快|尽早|及时|先|来|予以|给予|统一|重新|加快|抓紧|抽空|一并|帮助|协助)*"
_DEED = (
    r"(?:出具|办理|签发|核发|批准|审批|批复|审核|核定|确认|认定|开具|盖章|签字|提供|移交|拨付|下达|腾出|让出|迁移|搬迁|拆除"
    r"|清理|核实|答复|明确|同意|出函|解决|验收|开通|接入|停电|停水|配合|支持|协调|协助|帮助|指导|追加|增拨|划拨|选派|增派"
    r"|派(?:出|人|员|驻|[^，,。；;]{0,4}人员)|腾退|督促|推动|安排|落实|会签|增容|研究)"
)
_TO_DO = (
    r"(?P<who>[^\s，,。；;！!？?]{1,14}?(?:局|委|办|院|中心|公司|镇|乡|街道|大队|法院))"
    rf"(?={_MANNER}{_DEED})"
)
"""A unit, and what people ask of others."""
_ACT_OF = re.compile(
    r"(?<![申不无已经邀聘曾如若毋])(?:还?需要?(?!求)|须|有待|恳?请(?!示|假)|由)(?!我|本|该|各|你|您|贵)"
    rf"{_TO_DO}"
)


def act_of(text: str) -> str | None:
    """Return the unit that has to act before a difficulty is over: 需县城市管理局出具占道开挖许可."""
    match = _ACT_OF.search(text)
    return match["who"] if match is not None else None


_NAMED_UNIT = (
    r"(?:[县市区省州](?:委[一-龥]{2,5}部|[^\s，,。；;！!？?、]{0,12}?(?:局|委(?![一-龥]{0,4}[部办])|办公室|办(?!公|理|事)|中心|公司"
    r"|大队|支队|法院|检察院|银行|总工会|妇联|残联|团委))|[一-龥]{2,3}(?:镇|乡|街道)(?:办事处|人民政府)?)"
)
_CALLED_UPON = re.compile(
    r"(?:^|[，,。；;！!：:\s])(?:目前|现|还|也|另|特|急|尚|仍|故)*"
    r"(?:亟?需要?(?!求)|恳?请求?|恳求|希望|盼望?|望|建议|拜托|麻烦)由?"
    rf"(?P<who>{_NAMED_UNIT}(?:[、和及与]{_NAMED_UNIT})*)(?!后|的|反馈)(?=[^\s，,。；;！!？?、]{{2}})"
)
_ASKED_TO_ACT = re.compile(
    r"(?<![申不无已经邀聘曾如若毋])(?:还?需要?(?!求)|恳?请(?!示|假))(?!我|本|该|各|你|您|贵|在|对|到|于|为|把|将|经|向|按|从)"
    rf"{_TO_DO}"
)


def called_upon(text: str) -> str | None:
    """Return the unit that a report asks to do something, whatever else it tells: 请县教育局选派教师12名.

    A unit of the county by its name may be asked for anything; of another name the deed has to be one that people
    ask of others. Whoever was asked already, or may have to be, is asked for nothing.
    """
    for pattern in (_CALLED_UPON, _ASKED_TO_ACT):
        for match in pattern.finditer(text):
            supposed = _HELP_SUPPOSED.search(text[: match.start("who")].rstrip("请需要"))
            if not supposed and not _OVER.match(text, match.end("who")):
                return match["who"]
    return None


_OVER = re.compile(r"[^，,。；;！!]{0,14}[了过](?=$|[，,。；;！!])")
"""请县财政局拨付了 tells what was done."""
