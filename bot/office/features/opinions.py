"""What people think of the bot: said to the office, answered by it, listed with the answers."""

from bot.office.entries import SaidElse, button, command, prompt
from bot.office.features.shared import keep_words, kept_words, prompt_for
from bot.office.turn import Turn
from messages import actions, office_day, opinions_text
from tasks_db.language import desk_words, opinion_words, small_talk
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.work.acts import desk as acts
from tasks_db.work.post import conversation
from tasks_db.work.views import opinions


@command("opinion", "意见：对这个机器人的意见或建议；办公室看意见单子", Right.ASK)
def opinion(turn: Turn, rest: str) -> None:
    """Send the office what somebody thinks of the bot; the office, saying nothing, sees the list first."""
    if rest.strip():
        turn.do(acts.give_opinion, rest)
        turn.say(office_day.OPINION_SENT)
    elif authority.may(turn.member, Right.REVIEW):
        _list(turn)
        turn.do(conversation.wait_for, "opinion", {})
    else:
        prompt_for(turn, "opinion", office_day.ASK_OPINION)


def _list(turn: Turn, which: str = "all") -> None:
    answers = authority.may(turn.member, Right.REVIEW)
    turn.say(opinions_text.listed(turn.ask(opinions.every), answers=answers, which=which))


@prompt("opinion", Right.ASK, sentence=True)
def take_opinion(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the opinion that was asked for; what the office asks of the register instead is none (R17)."""
    del args
    if authority.may(turn.member, Right.REVIEW) and desk_words.asks_of_register(text):
        raise SaidElse
    opinion(turn, text)


@button(actions.OPINION, Right.REVIEW)
def answer_opinion(turn: Turn, number: str) -> None:
    """Ask for the answer to an opinion, or say who answered it."""
    found = next((one for one in turn.ask(opinions.every) if one.number == int(number)), None)
    if found is not None and found.answered_at is not None:
        turn.say(f"这条意见已经答复过了。\n{opinions_text.line(found)}")
        return
    prompt_for(turn, "opinion_answer", "请回复答复的内容，会告知提意见的人。", opinion=int(number))


@prompt("opinion_answer", Right.REVIEW, sentence=True)
def take_opinion_answer(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the answer to an opinion."""
    turn.say(office_day.opinion_answered(turn.do(acts.answer_opinion, int(str(args["opinion"])), text)))


@button(actions.COMPLAIN, Right.ASK)
def complain(turn: Turn) -> None:
    """Send the office the complaint that was typed before."""
    text = kept_words(turn, "这个按钮已经失效。请写“意见：”加上您的话，会转给联席会议办公室。")
    turn.do(acts.give_opinion, text)
    turn.edit(office_day.OPINION_SENT)


def in_words(turn: Turn, text: str) -> bool:
    """Take an opinion (意见 and words), a complaint, or show the list; return whether words were one of these."""
    if small_talk.complains(text):
        keep_words(turn, text)
        turn.say(office_day.ask_complaint(text, speaks=authority.may(turn.member, Right.ANSWER)))
        return True
    if authority.may(turn.member, Right.ASK) and (which := opinion_words.lists(text)) is not None:
        _list(turn, which)
        return True
    word, _, rest = text.replace("：", " ").replace(":", " ").partition(" ")
    if word in {"意见", "建议", "意见建议"}:
        opinion(turn, rest)
        return True
    return False
