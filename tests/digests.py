"""Digests of small registers, for the tests of them."""

from datetime import datetime

from tasks_db.register import digest
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.register.values import Task
from tests.builders import NOW, a_plan, a_register


def compiled(*tasks: Task, as_of: datetime = NOW) -> Digest:
    return digest.compile(a_register(a_plan(*tasks)), as_of=as_of)


def line_of(task: Task, as_of: datetime = NOW) -> TaskLine:
    return compiled(task, as_of=as_of).tasks[0]
