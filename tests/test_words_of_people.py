"""What is said of seats, deputies, units, links and mail, from values: whom it reaches and what stays (R17)."""

from dataclasses import replace
from datetime import date

from messages import letter_by_mail, links_text, people_text
from messages.message import Message
from tasks_db.register.bundle import BundleValue
from tasks_db.register.links import LinkLine, LinkList, LinkRules, Made, Mailed
from tasks_db.register.page import BrowserLine
from tasks_db.register.people import SeatLine, Standing
from tasks_db.register.seating import (
    Deputised,
    Deputising,
    DeputyEnded,
    HandedOver,
    Invited,
    MailSet,
    SeatList,
    TableTaken,
    Unseating,
)
from tasks_db.register.units import Ended, Merged, Renaming
from tasks_db.terms import SeatRole
from tests.builders import NOW, at

UNIT, LIAISON = "县水利局", SeatRole.LIAISON
FIRST, LAST = date(2025, 12, 1), date(2025, 12, 10)
SEAT = SeatLine(1, UNIT, LIAISON, "科长", 7, "水联", bound=True, reachable=True)
STANDING = Deputising(1, UNIT, LIAISON, "水联", "财联", FIRST, LAST)


def all_in(text: str, *sentences: str) -> None:
    for sentence in sentences:
        assert sentence in text


def test_the_list_of_seats_counts_the_bound_and_the_vacant_and_names_who_is_not() -> None:
    vacant = replace(SEAT, seat_id=2, unit="县林业局", person=None, person_id=None, bound=False)
    value = people_text.seats(SeatList(NOW, (SEAT, vacant)))
    all_in(
        value.text,
        "席位2个，已绑定1个（截至2025年11月12日",
        "联络员席位2个，空缺1个",
        "· 县林业局联络员：空缺，未绑定",
    )
    assert people_text.seats(SeatList(NOW, (SEAT,))).buttons == ()


def test_a_seat_says_whether_it_can_be_reached_by_mail_and_who_stands_in_till_when() -> None:
    stands_in = Standing(3, "财联", FIRST, LAST, bound=False)
    line = replace(SEAT, reachable=False, mail="a@b.cn", deputies=(stands_in,))
    assert people_text.state(line) == (
        "联系不上，邮箱 a@b.cn，财联代理（2025年12月1日至2025年12月10日，未绑定，绑定以前仍发给原来的人）"
    )
    assert people_text.state(replace(SEAT, bound=False)) == "未绑定"
    assert "县水利局联络员：财联代理" in people_text.standing_in([line]).text
    assert people_text.standing_in([line]).text.endswith("，代水联")


def test_a_code_says_that_it_is_used_once_and_a_handover_who_is_not_bound_yet() -> None:
    code = people_text.invited(Invited(UNIT, LIAISON, "水联", "AB12-CD34"), None)
    all_in(code, "县水利局联络员水联的邀请码：AB12-CD34", "/start AB12-CD34", "只能用一次。")
    done = HandedOver(UNIT, "水联", "新人", "AB12-CD34", "股长")
    all_in(people_text.handed_over(done), "已改为新人（股长），尚未绑定", "用邀请码AB12-CD34登录网页")
    assert people_text.handed_over(replace(done, code=None)).endswith("即日起提醒发给新人。")
    assert people_text.handed_over(replace(done, before="新人")) == "县水利局联络员新人：职务股长。"


def test_a_deputy_is_read_back_with_what_they_may_do_who_hears_and_that_it_ends_by_itself() -> None:
    text = people_text.before_deputising(STANDING).text
    assert text == (
        "2025年12月1日至2025年12月10日，县水利局联络员水联的提醒改发给财联，到期自动恢复；告知水联、财联。"
    )
    head = people_text.before_deputising(replace(STANDING, role=SeatRole.OFFICE_HEAD, bound=False)).text
    all_in(head, "的消息和提醒改发给财联", "可以办办公室主任的事，包括签发公文。", "告知水联。", "财联还没有绑定")
    assert "绑定以前仍发给水联。" in head
    staff = people_text.before_deputising(replace(STANDING, role=SeatRole.OFFICE_STAFF)).text
    assert "期间财联可以办办公室的事。" in staff
    done = people_text.deputised(Deputised(STANDING, "AB12-CD34")).text
    all_in(done, "用邀请码AB12-CD34登录网页", "（未绑定期间仍发给原来的人）")
    ended = DeputyEnded(UNIT, LIAISON, ("财联",), "水联", ("财联", "水联"))
    back = "财联不再代理县水利局联络员，提醒从现在起发给水联。"
    assert people_text.deputy_ended(ended) == f"{back}已告知财联、水联。"
    half = people_text.deputy_ended(replace(ended, told=("水联",)))
    assert half == f"{back}已告知水联。财联还没有绑定，请电话告知。"
    assert "联络员空缺，请登记。" in people_text.deputy_ended(replace(ended, holder=""))


def test_an_address_says_when_mail_is_used_and_what_ends_with_it() -> None:
    value = MailSet(UNIT, LIAISON, "水联", "a@b.cn", 0)
    assert "催报发到那里，邮件里有反馈的链接" in people_text.mail_set(value)
    assert "催报照旧发到原来的渠道，那里一直发不到时才发邮件。" in people_text.mail_set(replace(value, channels=1))
    gone = people_text.mail_set(replace(value, address=None))
    all_in(gone, "以前邮件里的链接都作废了。", "现在没有渠道，请给邀请码")
    assert "现在没有渠道" not in people_text.mail_set(replace(value, address=None, channels=1))


def test_browsers_name_their_people_with_local_moments() -> None:
    one = BrowserLine(1, 7, "水联", "Edge · Windows", at(FIRST), at(FIRST, 10))
    all_in(
        people_text.browsers([one]), "登录着网页的浏览器1个：", "水联：Edge · Windows，最近使用 2025年12月1日 10:00"
    )
    assert people_text.signed_out("水联", 2).startswith("水联已在2个浏览器退出登录。")


def test_a_table_says_whom_it_left_in_their_seats_and_what_replacing_them_does() -> None:
    held = Unseating(3, UNIT, LIAISON, "水联", "新人")
    asked = people_text.before_unseating([held]).text
    all_in(
        asked,
        "有1个席位现在由别人担任，没有换人：",
        "第3行 县水利局联络员：水联 → 新人",
        "没办完的转给接任人，并登记备案",
    )
    taken = people_text.table_taken(TableTaken(2, 3, ("“水利”是两个单位的",), replaced=1, posts=1))
    all_in(taken, "已载入2个单位、3个席位。换人1个。改职务1个。", "有1处名称冲突没有采用：", "“水利”是两个单位的")


def test_units_renamed_merged_and_ended_are_read_back_in_numbers() -> None:
    renaming = people_text.before_renaming(Renaming("县水利局", "县水务局", 4, 2)).text
    all_in(renaming, "今天起生效，告知该单位2人；", "4项未办结任务", "已印的文字不变，原名仍能认出。")
    assert "该单位没有已绑定的人，不告知" in people_text.before_renaming(Renaming("甲", "乙", 4, 0)).text
    merger = Merged(1, 2, "县防汛办", UNIT, 4, 2, (("联络员", "张三", "李四"),))
    all_in(
        people_text.before_merging(merger).text,
        "4项任务、2个席位和全部名称一起并过去，告知两家的联络员，不能撤销。",
        "联络员只留李四：张三不再担任，邀请码作废。",
        "要留的是另一位，请先给留下的单位换人。",
    )
    assert people_text.merged(merger).endswith("张三不再是联络员。")
    ended = Ended(1, UNIT, LAST, 2, 3)
    all_in(
        people_text.before_ending(ended).text, "今天以后不再催它，席位2个随之结束", "任务3项还在它名下", "告知它的人"
    )
    assert "还有3项没办完的任务在它名下，请改单位或豁免。" in people_text.ended(ended)


def test_a_mail_has_the_links_of_its_reader_and_says_that_nobody_reads_answers() -> None:
    link = Mailed(UNIT, LIAISON, "https://x/r/1", LAST)
    text = letter_by_mail.by_mail(Message("请反馈"), [link], None).text
    all_in(text, "县水利局联络员点这里反馈（不用登录）：\nhttps://x/r/1", "链接有效至2025年12月10日。")
    all_in(text, "谁打开它都能替本单位反馈，请不要转发。", "回信没有人看；有事请直接联系联席会议办公室。")
    assert "请登录网页：https://x" in letter_by_mail.by_mail(Message("请反馈"), [], "https://x").text
    assert "登录" not in letter_by_mail.by_mail(Message("请反馈"), [], None).text
    assert letter_by_mail.subject_of(BundleValue(1, "水联", FIRST, ())) == "今日待办（2025年12月1日）"


def a_line(unit: str, until: date | None = None, asks: int = 0, *, on_channel: bool = False) -> LinkLine:
    return LinkLine(1, unit, LIAISON, "某某", until, asks, on_channel)


def test_the_list_of_links_parts_who_has_none_whose_is_over_and_who_waits() -> None:
    lines = (
        a_line("甲局"),
        a_line("乙局", date(2025, 11, 11)),
        a_line("丙局", LAST, 2),
        a_line("丁局", date(2025, 11, 12), on_channel=True),
    )
    shown = links_text.overview(LinkList(NOW, lines, ("戊局",)), LinkRules(days=15))
    all_in(
        shown.text,
        "用链接反馈的席位3个",
        "甲局联络员 某某：还没有链接",
        "乙局联络员 某某：2025年11月11日已过期",
        "丙局联络员 某某：有效至2025年12月10日，待转交2项",
        "丁局联络员 某某：有效至2025年11月12日，已有渠道",
        "还没有链接1个，过期1个，今天待转交1个。没有联络员的：戊局，请先登记姓名",
        "15个工作日内有效，原有2个随之作废。",
    )
    made = Made(UNIT, LIAISON, "水联", "http://127.0.0.1:8765/r/1", "123456", LAST, 2)
    all_in(
        links_text.made_one(made).text,
        "以前的已作废",
        "验证码（请另外告诉本人）：123456",
        "请转给本人，不要发到群里。",
        "只能在这台机器上打开，手机扫码打不开",
    )
    assert "只能在这台机器上" not in links_text.made_one(replace(made, url="https://x/r/1")).text
