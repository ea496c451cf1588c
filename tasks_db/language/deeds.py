"""The deeds that the office orders in one sentence."""

from enum import StrEnum


class Deed(StrEnum):
    """What is to be done; the value names it in what is kept until it is confirmed."""

    SEAT = "seat"  # somebody becomes liaison of a unit
    LEAVES = "leaves"  # a liaison leaves, and nobody is named
    RENAME = "rename"
    MERGE = "merge"
    END_UNIT = "end_unit"
    TRAIL = "trail"  # the course of a task
    SENT_BACK = "sent_back"  # why somebody's words were returned
    MESSAGES = "messages"  # which messages somebody got, and when
    REOPEN = "reopen"
    FINISHED = "finished"  # on which day a task was really done
    CANCEL = "cancel"
    EXEMPT = "exempt"  # a unit need not report on a task
    FINDINGS = "findings"  # what is doubtful in a plan that is not handed out
    REMOVE_PLAN = "remove_plan"
    END_PLAN = "end_plan"
    RECALL_PLAN = "recall_plan"
    DRAFT_PLAN = "draft_plan"
    ISSUED_PLAN = "issued_plan"
    MARKS = "plan_marks"  # the number of a plan's paper, and the day of its issue
    MARKS_BACK = "plan_marks_back"
    MARKS_ASKED = "plan_marks_asked"
    LINK = "link"
    LINKS = "links"
    UNLINK = "unlink"
    LEADERS = "leaders"
    MOVE = "move"  # a deadline moves, with its ground or the former day
    NEW_UNIT = "new_unit"
    MISDATED = "misdated"  # a deadline was written wrong
    CODE_AGAIN = "code_again"  # an invitation is void
    REST = "rest"  # a unit is not to be chased
    LEAD = "lead"
    SWAP_UNIT = "swap_unit"  # one responsible unit, or all of them, were put down wrong
    ADD_UNITS = "add_units"
    DROP_UNITS = "drop_units"
    ASK_MEMBER = "ask_member"  # one member of a group is asked too
    REMIND = "remind"  # whoever has not signed for a notice
    PICTURE = "picture"
    WEEKLY = "weekly"  # the weekly picture of convenors
    LEDGER = "ledger"
    GROUND = "ground"  # the ground of a task given by hand
    GIVEN = "given"  # which tasks were given by hand, by anybody or by one leader
    REWORD = "reword"  # a sentence of a drafted paper is to read otherwise
    ANSWER_BY = "answer_by"  # until which day a letter asks for an answer
    MEANS = "means"  # which unit, or which several, a printed name stands for
    WHO_SEES = "who_sees"
