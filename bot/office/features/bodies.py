"""The rules of a standing body in chat, and what a year of it came to."""

from bot.office.entries import button, command, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, sitting_file, sitting_text
from messages.message import Message
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.meetings.rules import FIELDS
from tasks_db.work.acts import bodies
from tasks_db.work.views import sittings as views

_YEAR = 4


@command("rules", "议事规则", Right.ASK)
def show_rules(turn: Turn, rest: str) -> None:
    """Show the rules that the body goes by."""
    del rest
    value = turn.ask(views.rules)
    office = authority.may(turn.member, Right.CONVENE)
    turn.say(sitting_text.rules(value.body, value.stating, office=office))


@command("evaluation", "年度评估报告，可加年份", Right.CONVENE)
def show_evaluation(turn: Turn, rest: str) -> None:
    """Send what this year came to, or the year named, as a Word file."""
    named = rest.strip().removesuffix("年")
    year = int(named) if named.isdecimal() and len(named) == _YEAR else local_date(turn.now).year
    value = turn.ask(views.evaluated, year)
    turn.say(Message(f"{year}年度评估报告", attachment=sitting_file.evaluation(value, turn.now)))


@button(actions.RULES_TAKE, Right.CONVENE)
def take_rules(turn: Turn, plan: str) -> None:
    """Go by the rules that a plan prints."""
    turn.do(bodies.take_rules, int(plan))
    show_rules(turn, "")


@button(actions.RULE, Right.CONVENE)
def ask_rule(turn: Turn, name: str) -> None:
    """Ask for a rule's new words."""
    prompt_for(turn, "rule", f"{FIELDS[name]}：请写新的内容。", name=name)


@prompt("rule", Right.CONVENE)
def take_rule(turn: Turn, args: dict[str, object], text: str) -> None:
    """Change a rule as typed."""
    turn.do(bodies.set_rule, str(args["name"]), text)
    show_rules(turn, "")
