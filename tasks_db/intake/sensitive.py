"""What a chat on the internet must not carry: secret papers are refused, internal ones and personal numbers found."""

from collections.abc import Iterator

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import DraftFinding, IntakeError, Quote
from tasks_db.language.sensitive import internal_mark, personal_numbers, secrecy_mark

_MOST_QUOTES = 5


def refuse_secret(document: Document) -> None:
    """Raise IntakeError for a paper that bears a mark of secrecy: the internet is no place for it."""
    mark = secrecy_mark(document.text.splitlines())
    if mark is not None:
        raise IntakeError(
            f"这份文件标有密级（{mark}），没有载入，也没有保留任何内容：涉密文件不能在互联网上处理。"
            "请马上在聊天中删除这份文件，并按保密规定报告；需要督办的，请用脱密后的版本。"
        )


def sensitive_findings(document: Document) -> Iterator[DraftFinding]:
    """Yield what the office should look at before a paper goes further: 内部 marks, and people's numbers."""
    lines = document.text.splitlines()
    if (internal := internal_mark(lines)) is not None:
        message = f"文件上标有“{internal}”：请确认可以用互联网聊天工具交办，不能的请不要交办。"
        yield DraftFinding("internal", "warning", message, (Quote(document.places[0][1], internal),))
    kinds: dict[str, None] = {}
    quotes = []
    for start, line in _placed(document):
        if found := personal_numbers(line):
            kinds |= dict.fromkeys(found)
            quotes.append(Quote(_place_of(document, start), ""))  # the number itself is not repeated
    if quotes:
        message = f"文件里有{'、'.join(kinds)}（{len(quotes)}处）：交办前请删去不必要的个人信息，再用新文件替换。"
        yield DraftFinding("personal", "warning", message, tuple(quotes[:_MOST_QUOTES]))


def _placed(document: Document) -> Iterator[tuple[int, str]]:
    start = 0
    for line in document.text.splitlines(keepends=True):
        yield start, line
        start += len(line)


def _place_of(document: Document, offset: int) -> str:
    return next((place for start, place in reversed(document.places) if start <= offset), "")
