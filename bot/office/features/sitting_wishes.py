"""What people say about sittings in plain words: proposing one, asking about them, the pack of papers."""

from dataclasses import replace

from bot.office.entries import SaidElse, button, prompt
from bot.office.features import bodies, filings
from bot.office.features.shared import keep_words, kept_words, prompt_for
from bot.office.features.sitting_shown import show_one, show_replies
from bot.office.features.sittings import send_file, show_sittings
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, resolutions_text, sitting_notices, sitting_text
from messages.sitting_file import Kind
from tasks_db.language import arranged_words, sitting_named, sitting_words
from tasks_db.language.arranged_words import Arranged
from tasks_db.language.proposing_words import Proposing, topic_and_grounds
from tasks_db.language.sitting_words import Wish
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.refusals import MeetingRefused
from tasks_db.terms import SittingKind
from tasks_db.work.acts import sittings
from tasks_db.work.views import sittings as views
from tasks_db.work.views import words


def asks(text: str) -> bool:
    """Return whether words are so plainly a question about sittings that whatever waited for typing lets go (R17)."""
    found = sitting_words.wish(text)
    return found is not None and found.wish is not Wish.PROPOSE


def wished(turn: Turn, text: str) -> bool:
    """Do or show what is wanted of the sittings in plain words; return False where the text is about none."""
    if filings.replaced(turn, text):
        return True
    found = sitting_words.wish(text)
    if found is None:
        return False
    body = turn.ask(views.named_in, text)
    if found.proposed is not None and not found.proposed.sure:
        return _ask_whether(turn, found.proposed, text)
    if found.proposed is not None and (laid := _laid_out(turn, found.proposed)).says_more:
        keep_words(turn, text)
        turn.say(sitting_text.before_proposing(found.proposed.kind, laid, found.proposed.grounds))
    elif found.proposed is not None:
        _propose(turn, found.proposed, body)
    elif found.wish is Wish.REPLIES and turn.ask(views.replies, body, text) is None and _is_of_a_task(turn, text):
        return False
    else:
        _show(turn, found.wish, text, body)
    return True


def _is_of_a_task(turn: Turn, text: str) -> bool:
    """Return whether 还有哪些单位参加 asks on about the task that was told of last: no sitting is called."""
    return turn.ask(words.in_words, text, None, turn.at, turn.replied_to) is not None


def _show(turn: Turn, wish: Wish, text: str, body: str | None) -> None:
    match wish:
        case Wish.REPLIES:
            coming = turn.ask(views.replies, body, text)
            if coming is None:
                turn.say(sitting_text.no_replies())
            else:
                show_replies(turn, coming)
        case Wish.FOLLOW_UP:
            last = turn.ask(views.last_decided, body, text)
            turn.say(resolutions_text.followed(last.body, last.standing))
        case Wish.PLENARY:
            turn.say(sitting_text.plenary(*turn.ask(views.plenary, body, text), turn.now))
        case Wish.LIST:
            show_sittings(turn, text)
        case Wish.CHAIR:
            seen = turn.ask(views.sittings, body)
            turn.say(sitting_text.chairs(seen.body, seen.sittings))
        case Wish.RULES:
            bodies.show_rules(turn, "")
        case Wish.EVALUATION:
            year = sitting_named.named(text, local_date(turn.now)).year
            bodies.show_evaluation(turn, str(year) if year else "")
        case Wish.FILINGS:
            filings.show_filings(turn, "")
        case _:
            _pack(turn, text, body)


def _ask_whether(turn: Turn, said: Proposing, text: str) -> bool:
    """Ask whether words that wish for a meeting are a proposal of one (R11); whoever may not propose is told who may.

    Nothing of them is taken for progress meanwhile.
    """
    if not authority.may(turn.member, Right.PROPOSE):
        return False
    keep_words(turn, text)
    speaks = authority.may(turn.member, Right.ANSWER)
    turn.say(sitting_text.ask_proposal(said.kind, said.topic, speaks=speaks))
    return True


@button(actions.SITTING_MEANT, Right.PROPOSE)
def meant(turn: Turn) -> None:
    """Propose the sitting that was asked about; without a topic it is asked for."""
    text = kept_words(turn, "这个按钮已经失效。请发：提议召开临时会议，研究……")
    found = sitting_words.wish(text)
    if found is None or found.proposed is None:
        raise MeetingRefused("没有看懂。请发：提议召开临时会议，研究……")
    said, laid = found.proposed, _laid_out(turn, found.proposed)
    if laid.says_more:
        grounds = "；".join(filter(None, (said.grounds, sitting_text.arranged(laid))))
        said = replace(said, topic=laid.topic, grounds=grounds)
    _propose(turn, said, turn.ask(views.named_in, text))


def _laid_out(turn: Turn, said: Proposing) -> Arranged:
    """The topic of a proposal apart from when and where the sitting is to be, and who is to come."""
    return arranged_words.arranged(said.topic, local_date(turn.now))


def _pack(turn: Turn, text: str, body: str | None) -> None:
    """Send the whole pack of the sitting that is named, else of the last one whose notice went out."""
    known = [s for s in turn.ask(views.sittings, body).sittings if s.called_at is not None]
    named = [s for s in known if s.name.removeprefix(f"{s.year}年") in text or s.kind.zh in text]
    found = next(iter(named or known), None)
    if found is None:
        raise MeetingRefused("还没有发过会议通知，没有会议材料。发送 /sittings 看全部会议。")
    send_file(turn, found.id, Kind.PACK)


def _propose(turn: Turn, said: Proposing, body: str | None = None) -> None:
    if not said.topic:
        question = f"提议召开{said.kind.zh}。研究什么事项？有理由的一并写，例如：资金缺口，理由：补助没有到位"
        args = {"sitting_kind": said.kind.value, "body": body, "grounds": said.grounds}
        prompt_for(turn, "sitting_topic", question, **args)
        return
    words = (sitting_notices.proposed, sitting_notices.proposed_to_office)
    number = turn.do(
        sittings.propose, said.kind, said.topic, *words, grounds=said.grounds, title=said.title, meeting=body
    )
    shown = turn.ask(views.sitting, number)
    turn.say(sitting_text.proposed(shown.sitting, *turn.ask(views.asked_to_decide, number), turn.now))
    show_one(turn, number)


@prompt("sitting_topic", Right.PROPOSE, sentence=True)
def take_topic(turn: Turn, args: dict[str, object], text: str) -> None:
    """Propose a sitting on what was typed."""
    again = sitting_words.wish(text)
    if again is not None and again.proposed is not None and again.proposed.sure:
        raise SaidElse
    body = str(args["body"]) if args.get("body") else None
    topic, grounds = topic_and_grounds(text)
    kind = SittingKind.of(str(args["sitting_kind"]))
    _propose(turn, Proposing(kind, topic, grounds or str(args.get("grounds") or "")), body)
