"""The digest as a Word file to send or to keep."""

from messages import digest_paper, paper_docx
from messages.message import Attachment
from tasks_db.register.digest.values import Digest


def word(digest: Digest, meeting: str) -> Attachment:
    """Return the digest as the joint meeting's office signs it, under the name of its day."""
    paper = digest_paper.paper(digest, meeting)
    return Attachment(f"{digest_paper.file_name(paper)}.docx", paper_docx.docx(paper, digest.as_of))
