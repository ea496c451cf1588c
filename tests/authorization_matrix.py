"""Who may do what, written by hand: every command, button and prompt against every seat.

A row: what it is, what it carries (``{…}`` is filled in by the test), and ten columns of ● may and · may not:

    召 召集人  副 副召集人  主 办公室主任  人 办公室人员  成 成员  联 联络员 (both of 县财政局, beside in task 1)
    牵 联络员 of 县水利局, which leads task 1        外 联络员 of 县城管局, which has no part in it
    生 a stranger, not bound                          离 somebody bound whose tenure is over

A stranger is told how to get in, whatever they send, and nothing else.

A name may have several rows where it matters whose unit or which kind of report it is about.
"""

from dataclasses import dataclass

PEOPLE = "召副主人成联牵外生离"
MAY = "●"

COMMANDS = """
                              召副主人成联牵外生离
/start                        ●●●●●●●●·●
/help                         ●●●●●●●●·●
/mine                         ····●●●●··
/task 1                       ●●●●●●●···
/task 2                       ●●●●···●··
/overdue                      ●●●●●●●●··
/progress                     ●●●●●●●●··
/unreported                   ●●●●●●●●··
/indicators                   ●●●●●●●●··
/digest                       ●●●●······
/papers                       ●●●●······
/letters                      ●●●●······
/month 县财政局               ●●●●●●····
/review                       ●●●●······
/desk                         ●●●●······
/opinion 催报来得太早          ●●●●●●●●··
/preview                      ··●●······
/outbox                       ··●●······
/burden                       ··●●······
/plans                        ··●●······
/plan {plan}                  ··●●······
/phone 县财政局 1 进度70%     ··●●······
/give 王县长批示，县水利局，2025年12月20日，核查水库隐患 ··●●······
/notice 全体 周五前报送总结    ··●●······
/notices                      ··●●······
/ledger                       ··●●······
/forms                        ··●●······
/seats                        ··●●······
/put_off 县财政局 12月8日      ··●●······
/invite 县财政局              ··●●······
/handover 县财政局 李明       ··●●······
/test 县财政局                 ··●●······
/rename 县财政局 县财政金融局  ··●●······
/merge 县财政局 县水利局       ··●●······
/end_unit 县档案局             ··●●······
/deputy 县财政局 李明 2025-11-03 2025-11-10  ··●●······
/browsers                     ··●●······
/links                        ··●●······
/mail 县财政局 cai@caizheng.example  ··●●······
/unlink 县财政局              ··●●······
/sittings                     ●●●●●●●●··
/sittings {sitting}           ●●●●●●····
/rules                        ●●●●●●●●··
/filings                      ··●●······
/evaluation                   ··●●······
"""

BUTTONS = """
                              召副主人成联牵外生离
rc:{own}:{own_due}            ····●●····
rc:{lead}:{lead_due}          ······●···
pg:{own}:{own_due}            ····●●····
pg:{lead}:{lead_due}          ······●···
pp:{own}:{own_due}:50         ····●●····
nc:{own}:{own_due}            ····●●····
dn:{own}:{own_due}            ····●●····
bl:{own}:{own_due}            ····●●····
no:{own}:{own_due}            ····●●····
cl:{lead}:{lead_due}          ······●···
cl:{lead}:{lead_due}:1        ······●···
cl:{own}:{own_due}:1          ··········
ex:{own}:{own_due}            ····●●····
et:{own}:{own_due}:2025-12-30 ····●●····
ra:{notice}                   ····●●····
na:{notice}                   ····●●····
bp:{notice}:0                 ·····●····
ok:abc123:0                   ····●●····
ck:abc123:0:progress          ····●●····
ct:abc123:1                   ····●●····
dp:abc123                     ····●●●●··
lt:abc123:1                   ····●●●●··
ud:{report}                   ····●●····
am:{report}                   ····●●····
kd:{report}                   ····●●····
al:{report}:{own}             ····●●····
sd:{draft}                    ····●●····
ev:{own}                      ····●●····
tk:{own}:{own_due}            ····●●····
tk:{lead}:{lead_due}          ······●···
tv:{task}                     ●●●●●●●···
sr:{task}                     ●●●●●●●···
us:{task}                     ●●●●··●···
ch:{task}                     ··●●··●···
ch:{task}:1                   ··●●··●···
to:{task}                     ······●···
page:overdue:-:0              ●●●●●●●●··
page:mine:-:0                 ●●●●●●●●··
qu:unreported:-:0             ●●●●●●●●··
qf:overdue:-                  ●●●●······
tt:{task}:why                 ●●●●●●●···
qa                            ●●●●●●●●··
qr                            ····●●●●··
qc:unreported:-               ●●●●······
og                            ··●●··●···
op                            ●●●●······
on                            ●●●●●●●●··
digest:all:0:0                ●●●●······
df:all:1762131600             ●●●●······
dg:all:0                      ●●●●······
dt:all:0                      ●●●●······
ppl:0                         ●●●●······
ppo:{paper}                   ●●●●······
ppd:all:0                     ··●●······
pps:{paper}:checked           ··●●······
pps:{checked}:signed          ●●●·······
pps:{checked}:back            ··●●······
ppf:{paper}                   ●●●●······
ppq:{paper}:0                 ●●●●······
ppt:{paper}:0                 ··●●······
ppk:{paper}:0:0               ··●●······
ppc:{issued}                  ··●●······
ppsd:{issued}                 ··●●······
bdn:2025-11:1                 ··●●······
ppx:{paper}                   ··●●······
ppa:{paper}:h0                ··●●······
ppb:{paper}                   ··●●······
iu:{plea}                     ··●●······
dy:{seat}                     ··●●······
dw:{seat}                     ··●●······
dv                            ··●●······
lo:1                          ··●●······
mv                            ··●●······
do                            ··●●······
oo:1-1                        ●●●●●●●●··
pg2                           ··●●······
pq1:{own}                     ··●●······
aa:{own}                      ··●●······
pph:{checked}                 ··●●······
ppr:{paper}                   ●●●●······
ppy:{checked}                 ····●●····
ppn:{checked}                 ····●●●●··
ltu:{unit}                    ●●●●······
ltc:{paper}                   ··●●······
um:{unit}:2025-11-01          ●●●●●●····
uf:{unit}:2025-11-01          ●●●●●●····
ux:{unit}:2025-11-01          ●●●●●●····
ltd:reminder:{unit}           ··●●······
lts:{unit}:{task}             ●●●·······
ltg:{letter}                  ····●●····
rv:0                          ●●●●······
ro:{report}                   ··●●······
ro:{request}                  ●●●●······
ac:{report}                   ··●●······
ac:{request}                  ●●●●······
rt:{report}                   ··●●······
rg                            ··●●······
rz:{closure}                  ··●●······
wd:{report}                   ··●●······
rt:{request}                  ●●●●······
rx:{request}                  ●●●●······
vp:{report}                   ··●●······
vp:{report}:1                 ··●●······
dk:pleas                      ●●●●······
pe:{plea}                     ●●●●······
pw:{plea}                     ··●●······
pv:{plea}                     ··●●······
py:{plea}                     ●●●●······
ph:{plea}                     ····●●····
phw:{plea}                    ····●●····
sqw:{circular}                ·····●●●··
ri:{own_due}                  ··●●······
wk:1                          ●●●●······
yo:{opinion}                  ··●●······
yc                            ●●●●●●●●··
pl:{loaded}                   ··●●······
ls:0                          ··●●······
pt:{loaded}:units:0           ··●●······
pi:{loaded}:{printed}:{unit}  ··●●······
pn:{loaded}:{printed}         ··●●······
pu:{loaded}:{printed}         ··●●······
pa:{loaded}                   ··●●······
pk:{loaded}                   ··●●······
pj:{loaded}                   ··●●······
ps:{loaded_task}:done         ··●●······
pz:{loaded}:ask               ··●●······
pf:{loaded}:end               ··●●······
pf:{loaded}:type              ··●●······
pc:{loaded}:first             ··●●······
pc:{loaded}:type              ··●●······
pm:{loaded_task}:each         ··●●······
mm:{loaded}:each              ··●●······
cd:{candidate}:take           ··●●······
ca:{loaded}:drop              ··●●······
fn:{finding}                  ··●●······
fs:{loaded}:{finding}:{finding} ··●●······
xn:{task}                     ··●●······
xr:{task}                     ··●●······
sp:{loaded}                   ··●●······
rs:{loaded}                   ··●●······
mi:{loaded}                   ··●●······
mf:{loaded}                   ··●●······
mk:{loaded}                   ··●●······
gb:{task}                     ··●●······
cw:1:1                        ··●●······
cp:{loaded}:{ready}:0         ··●●······
rp:{ready}:{loaded}:1         ··●●······
vd:{ready}:0                  ··●●······
xp:{loaded}                   ··●●······
xg:{loaded}:0                 ··●●······
xt:{loaded}                   ··●●······
go:{ready}                    ··●●······
go:{ready}:1                  ··●●······
sl:{loaded}                   ··●●······
rk:{plan}                     ··●●······
rk:{plan}:1                   ··●●······
ty:{ready}:1                  ··●●······
rq:{ready}                    ··●●······
ed:{plan}                     ··●●······
pb:{ready}                    ··●●······
tm:{seat}                     ·····●····
te:{task}                     ··●●······
tf:{task}:deadline            ··●●······
xm:{task}                     ··●●······
gr:{request}                  ●●●●······
gt:{request}:2026-01-30       ●●●●······
mc:{plan}                     ··●●······
mt:{plan}:{unit}:0            ··●●······
xu:{task}:{unit}              ··●●······
xc:{task}                     ··●●······
so:{closed}                   ··●●······
hy:{task}                     ··●●······
ia                            ··●●······
tb                            ··●●······
mu:{unit}:1                   ··●●······
eu:{unit}                     ··●●······
lm                            ··●●······
lp:0                          ··●●······
gn                            ··●●······
lb:1                          ··●●······
lf:1                          ··●●······
lw:0                          ··●●······
nn                            ··●●······
nt:{circular}                 ··●●······
nm:{circular}                 ··●●······
sn:{circular}                 ·····●●●··
sq:{circular}                 ·····●●●··
nq:{circular}                 ··●●······
sv:{sitting}                  ●●●●●●····
sw:{sitting}:agenda           ●●●●●●····
sx:{checked}:1:show           ··●●······
sj:{proposed}:yes             ●·········
sj:{proposed}:no              ●·········
sb:{proposed}                 ·····●····
sh:{sitting}:chair            ●·●●······
st:{sitting}:when             ··●●······
sa:{sitting}:attend           ·●●·●●····
sa:{sitting}:leave            ·●●·●●····
sf:{sitting}:minutes          ··●●······
si:{sitting}                  ·●●·●●····
se:{checked}:yes              ●●●·······
se:{checked}:no               ●●●·······
sg:{submitted}:yes            ●·········
sg:{submitted}:no             ●·········
sm                            ●●●●●●●●··
re:{resolution}:task          ··●●······
ru:{loaded}                   ··●●······
ry:seal_unit                  ··●●······
fg                            ··●●······
rn:{closed}                   ··●●······
"""

PROMPTS = """
                                                          召副主人成联牵外生离
progress  assignment={own} due={own_due}                  进度40%                  ····●●····
blocked  assignment={own} due={own_due}                   资金没有到位             ····●●····
not_ours  assignment={own} due={own_due}                  应由县发改委负责         ····●●····
extension  assignment={own} due={own_due} day=2025-12-30  设备推迟到货             ····●●····
amend  report={report}                                    进度80%                  ····●●····
return_accepted  report={report}                          单位说报重了             ··●●······
return  report={report}                                   没有附照片               ··●●······
return  report={request}                                  理由不充分               ●●●●······
plea  report={plea}                                       请财政局周五前拨付         ●●●●······
plea_helped  report={plea}                                下周拨付                   ····●●····
plea_unit  report={plea}                                  县财政局                 ··●●······
opinion                                                   催报来得太早             ●●●●●●●●··
opinion_answer  opinion={opinion}                         以后晚一天催             ··●●······
unit_name  plan={loaded} printed=县新局                   县财政局                 ··●●······
default_date  plan={loaded}                               2025-12-31               ··●●······
consolidate  plan={loaded}                                县财政局                 ··●●······
assign  plan={loaded}                                     其余+县财政局            ··●●······
supplier  plan={loaded}                                   县财政局                 ··●●······
steps  plan={loaded}                                      -7,-1,0                  ··●●······
end_plan  plan={plan}                                     会议决定                 ··●●······
deadline_ground  task={task} day=2025-12-30               会议决定                 ··●●······
edit  task={task} field=deadline                          2025-12-30               ··●●······
phone                                                     县财政局+1+进度70%         ··●●······
exempt  task={task}                                       县财政局@另有安排        ··●●······
exempt_why  task={task} unit=县财政局                      另有安排                ··●●······
grant  report={request}                                   2026-01-30               ●●●●······
moves  tasks={task} day=2025-12-30                        会议决定                 ··●●······
ledger_ground  back={ledger} agreed=0                     会议决定                 ··●●······
cancel  task={task}                                       会议决定                 ··●●······
sitting_topic  sitting_kind=ad_hoc                        管网经费                 ●●●●●●●●··
sitting_refused  sitting={proposed}                       时机不成熟               ●·········
sitting_head  sitting={sitting} step=chair                副主任+王青              ●·●●······
sitting_step  sitting={sitting} step=when                 11月20日9:30@三楼会议室  ··●●······
sitting_leave  sitting={sitting}                          副局长@李明              ·●●·●●····
notice_back  sitting={checked}                            列席单位不对             ●●●·······
minutes_back  sitting={submitted}                         补充时限                 ●·········
resolution  resolution={resolution}                       县财政局@12月26日        ··●●······
resolution_text  resolution={resolution}                  由县财政局办理           ··●●······
agenda  sitting={checked}                                 加一项：路灯修缮         ··●●······
replies  sitting={sitting}                                催回执                   ··●●······
minutes  sitting={held}                                   第1项改为：由县财政局办理 ··●●······
rule  name=seal_unit                                      县财政局                 ··●●······
reopen  task={closed}                                     没有投用                 ··●●······
paper_reply   paper={checked}  说明一下                  ····●●····
deputy_days  whom=县水利局 person=李明                     11月3日至11月10日        ··●●······
put_off_whom  until=2025-12-08 why=来电                    县财政局                 ··●●······
put_off_day  shares={own} why=来电                       12月8日                  ··●●······
notice_whom  text=开会                                  县财政局                 ··●●······
call_taken    unit=县财政局 text=开会改期                  王芳                     ··●●······
call_put_down unit=县财政局 circular={notice}              王芳                     ··●●······
letter_copies  paper={paper}                               县财政局                    ··●●······
notice_answer  notice={circular}                           值班电话8123456              ·····●●●··
notice_words  whom=县财政局                              周五开会                    ··●●······
successor  unit=县财政局                                  李明                     ··●●······
filing_post  unit=县财政局 role=member name=李明 since= reason=   副局长           ··●●······
filing_basis  unit=县财政局 role=member name=李明 since= reason=  第一次全体会议  ··●●······
"""


@dataclass(frozen=True, slots=True)
class Row:
    """``name`` as it is registered; ``carries`` is the whole command, the button's data or the prompt's arguments."""

    name: str
    carries: str
    words: str
    """What is typed in answer to a prompt."""
    allowed: frozenset[str]


def _rows(table: str) -> list[Row]:
    rows = []
    for line in table.strip("\n").splitlines()[1:]:
        written, marks = line.rstrip()[: -len(PEOPLE)].rstrip(), line.rstrip()[-len(PEOPLE) :]
        allowed = frozenset(who for who, mark in zip(PEOPLE, marks, strict=True) if mark == MAY)
        first = written.split(":")[0].split()[0].removeprefix("/")
        rows.append(Row(first, written, "", allowed))
    return rows


def _prompts() -> list[Row]:
    rows = []
    for row in _rows(PROMPTS):
        *carries, words = row.carries.split()
        rows.append(Row(row.name, " ".join(carries[1:]), words.replace("@", " "), row.allowed))
    return rows


COMMAND_ROWS = _rows(COMMANDS)
BUTTON_ROWS = _rows(BUTTONS)
PROMPT_ROWS = _prompts()

REFUSALS = (
    "这项操作由",
    "您还没有绑定席位",
    "您现在没有任职席位",
    "由该单位联络员反馈",
    "不归您反馈",
    "只有牵头单位和联席会议办公室能",
    "只有汇总单位能",
    "办结由汇总单位申请",
    "与贵单位无关",
    "不是发给您的",
    "不是发给贵单位的",
    "的规则，",
    "只有本人能撤回",
    "没有通知贵单位",
    "只能看贵单位的情况",
    "由联席会议办公室审核；召集人",
    "这条消息里没有还要处理的任务了",
)
"""By what words a refusal for want of a right is known."""

NEVER = ("刚才没有处理成功", "这个按钮已经失效", "没有这个命令")
"""What nobody in this table may get to hear: a crash, or a row that does not reach its handler."""
