"""An issued digest that goes to units as the file of a notice, and is found again when that is sent once more."""

from tasks_db.register.refusals import PaperError
from tasks_db.store import audit
from tasks_db.store import papers as rows
from tasks_db.terms import PaperState
from tasks_db.work import kept_files
from tasks_db.work.context import Context

SENT = "发通知"
"""What the audit calls it when a notice goes out; it keeps which paper went with it."""


def file_of(ctx: Context, paper_id: int) -> tuple[str, bytes]:
    """Return the name and the content of an issued digest; raises PaperError for any other paper."""
    row = rows.get(ctx.session, paper_id)
    record = rows.record(ctx.session, row)
    if record.is_letter or row.state is not PaperState.ISSUED:
        raise PaperError(f"{record.label}还没有印发，不能发给单位。印发以后再发。")
    kept = kept_files.of(ctx.files, record)[0]
    return kept.name, kept.content


def file_with(ctx: Context, circular_id: int) -> tuple[str, bytes] | None:
    """Return the issue that went out with a notice, None where none did."""
    sent = audit.history(ctx.session, "circular", circular_id)
    paper_id = next((one.detail["paper"] for one in sent if one.action == SENT and "paper" in one.detail), None)
    return file_of(ctx, int(str(paper_id))) if paper_id is not None else None
